"""At the end: calling the enterprise back, striking off by another hand, redoing, reopening."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import Outcome
from service_desk.domain.roles import Role
from tests.support.desk import Desk
from tests.usecases.deeds import ANSWERED, APPROVED, CLOSED

A, R = Action, Role


def test_the_caller_has_the_answer_the_number_and_the_words_before_him(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    page = desk.open(number, R.CALLBACK)
    for words in ("部门提交办理结果：已解决", "已送电。", "13800138000", "问题解决了吗？"):
        assert words in page, words


def test_a_solved_callback_leads_to_the_strike_off(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    fields = {"outcome": "solved", "rating": "4", "note": "很快"}
    page = visitor.submit(
        visitor.get(f"/desk/tickets/{number}"), fields, action=f"/desk/tickets/{number}/record-callback"
    )
    assert "回访：已解决，满意" in page
    page = visitor.submit(page, {"note": "企业确认"}, action=f"/desk/tickets/{number}/strike-off")
    assert "已销号。" in page
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.rating, ticket.callback_outcome) == ("closed", 4, "solved")


def test_a_call_without_a_rating_counts_none(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    form = visitor.get(f"/desk/tickets/{number}/record-callback")
    visitor.submit(form, {"outcome": "explained"})
    assert desk.ticket(number).rating is None
    assert desk.events(number)[-1].data["rating"] is None


@pytest.mark.parametrize("wrong", [{"outcome": "maybe"}, {"outcome": "solved", "rating": "6"}, {}])
def test_an_outcome_or_a_rating_nobody_offers_is_refused(desk: Desk, wrong: dict[str, str]) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    form = visitor.get(f"/desk/tickets/{number}/record-callback")
    refused = visitor.submit(form, {"note": "通话记录", **wrong}, status=422)
    assert refused.value("note") == "通话记录"
    assert desk.ticket(number).callback_outcome is None


def test_three_calls_that_nobody_took_are_an_answer(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    visitor = desk.officer(R.CALLBACK)
    for calls in range(3):
        page = visitor.get(f"/desk/tickets/{number}/record-callback")
        assert ("次无人接听" in page) == (calls > 0)
        page = visitor.submit(page, {"outcome": "unreachable", "note": f"第{calls + 1}次"})
    assert f"/desk/tickets/{number}/strike-off" in [form.get("action") for form in page.tree.all("form")]


def test_what_is_not_solved_is_redone_and_not_struck_off(desk: Desk) -> None:
    number = desk.bring(*APPROVED)
    desk.act(A.RECORD_CALLBACK, number, outcome=Outcome.UNSOLVED, rating=1, note="仍然跳闸")
    visitor = desk.officer(R.CALLBACK)
    page = visitor.get(f"/desk/tickets/{number}")
    assert "仍然跳闸" in page
    page = visitor.submit(page, {"reason": "送电后仍跳闸"}, action=f"/desk/tickets/{number}/redo")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.redo_count) == ("in_progress", 1)
    assert "重办 1 次" in page


def test_whoever_answered_it_does_not_call_back(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, A.ACCEPT)
    caller = desk.person(R.CALLBACK)
    answering = replace(caller, roles=frozenset({R.DISPATCHER}))
    desk.act(A.ANSWER_DIRECTLY, number, by=answering)
    page = desk.officer(R.CALLBACK).get(f"/desk/tickets/{number}/record-callback")
    assert page.path == f"/desk/tickets/{number}"
    assert "您办理过这件诉求" in page


def test_a_struck_off_ticket_is_taken_up_again_within_thirty_days_only(desk: Desk) -> None:
    number = desk.bring(*CLOSED)
    assert "重开" in desk.open(number, R.DISPATCHER)
    desk.forward(days=31)
    page = desk.officer(R.DISPATCHER).get(f"/desk/tickets/{number}/reopen")
    assert page.path == f"/desk/tickets/{number}"
    assert "销号已超过30天" in page


def test_the_strike_off_form_repeats_what_the_enterprise_said(desk: Desk) -> None:
    number = desk.bring(*ANSWERED)
    page = desk.officer(R.CALLBACK).get(f"/desk/tickets/{number}/strike-off")
    assert "回访：已解决，非常满意" in page
    assert "三十天内有新情况可以重开" in page
