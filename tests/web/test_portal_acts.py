"""What an enterprise can do to its request: supplement, add facts, withdraw, rate, urge; only when the table allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.states import State
from service_desk.web.portal.held import HELD_FOR
from tests.support.desk import Desk
from tests.support.portal import show_code
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import APPROVED, ASKED, CLOSED, RESULT, WORKING, A

ACTS: list[tuple[str, tuple[Action, ...], dict[str, Any], Action, str]] = [
    ("supplement", (A.SUBMIT, A.REQUEST_INFO), {"note": "户号 0123456789"}, A.SUPPLEMENT, "submitted"),
    ("supplement", ASKED, {"note": "图纸已备"}, A.SUPPLEMENT, "in_progress"),
    ("supplement", WORKING, {"note": "又停了一次电"}, A.ADD_FACTS, "in_progress"),
    ("withdraw", WORKING, {"reason": "已自行解决"}, A.WITHDRAW, "withdrawn"),
    ("withdraw", (A.SUBMIT,), {"reason": ""}, A.WITHDRAW, "withdrawn"),
    ("urge", WORKING, {"note": "生产线等着用电"}, A.URGE, "in_progress"),
    ("rate", APPROVED, {"outcome": "solved", "rating": "5", "note": "谢谢"}, A.RATE, "callback"),
    ("rate", APPROVED, {"outcome": "unsolved", "rating": "1", "note": "仍跳闸"}, A.RATE, "callback"),
    ("rate", CLOSED, {"outcome": "partly", "rating": "3", "note": ""}, A.RATE, "closed"),
]  # fmt: skip
IDS = [f"{act}-{path[-1]}-{done}" for act, path, _fields, _action, done in ACTS]


def opened(desk: Desk, visitor: Visitor, *path: Action) -> str:
    number = desk.bring(*path)
    show_code(visitor, number, desk.ticket(number).query_code)
    return number


@pytest.mark.parametrize(("act", "path", "fields", "action", "state"), ACTS, ids=IDS)
def test_an_act_is_recorded_with_its_words_and_leads_back_to_the_ticket(
    act: str,
    path: tuple[Action, ...],
    fields: dict[str, Any],
    action: Action,
    state: str,
    desk: Desk,
    visitor: Visitor,
) -> None:
    number = opened(desk, visitor, *path)
    page = visitor.submit(visitor.get(f"/track/{number}/{act}"), fields)
    assert page.path == f"/track/{number}"
    last = desk.events(number)[-1]
    assert (last.action, desk.ticket(number).state) == (action, state)
    words = fields.get("note") or fields.get("reason") or ""
    assert words in page
    assert words in (last.data.get("note", ""), last.data.get("reason", ""))


def test_what_was_asked_stands_on_the_page_with_the_form_to_answer_it(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(A.SUBMIT)
    desk.act(A.REQUEST_INFO, number, note="请补充用电户号。")
    page = show_code(visitor, number, desk.ticket(number).query_code)
    assert "请补充用电户号。" in page
    answered = visitor.submit(page, {"note": "0123456789"}, action="/supplement")
    assert "已收到，等待受理" in answered
    assert desk.ticket(number).state == State.SUBMITTED


def test_the_rating_stands_on_the_page_and_can_be_changed(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, *APPROVED)
    page = visitor.get(f"/track/{number}")
    rated = visitor.submit(page, {"outcome": "solved", "rating": "4"}, action="/rate")
    assert "满意" in rated
    again = visitor.submit(visitor.get(f"/track/{number}/rate"), {"outcome": "unsolved", "rating": "2"})
    assert "您说还没有解决" in again
    assert desk.ticket(number).rating == 2


@pytest.mark.parametrize(
    ("act", "path"),
    [
        ("rate", WORKING),
        ("rate", (A.SUBMIT,)),
        ("supplement", CLOSED),
        ("withdraw", CLOSED),
        ("withdraw", (A.SUBMIT, A.WITHDRAW)),
    ],
)
def test_what_the_table_does_not_allow_has_no_page_and_cannot_be_forged(
    act: str, path: tuple[Action, ...], desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor, *path)
    before = desk.ticket(number).version
    assert "现在不能" in visitor.get(f"/track/{number}/{act}", status=409)
    token = visitor.get("/track").value("csrf_token")
    forged = {"csrf_token": token, "version": str(before), "note": "硬塞", "outcome": "solved", "rating": "5"}
    page = visitor.send(f"/track/{number}/{act}", forged, status=422)
    assert "不能" in page
    assert desk.ticket(number).version == before


@pytest.mark.parametrize(
    ("act", "fields", "wrong"),
    [
        ("supplement", {"note": " "}, {"note": "这一项必须填写"}),
        ("supplement", {"note": "长" * 2001}, {"note": "2000"}),
        ("withdraw", {"reason": "长" * 501}, {"reason": "500"}),
    ],
)
def test_what_is_wrong_stays_on_the_page_and_is_said(
    act: str, fields: dict[str, str], wrong: dict[str, str], desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor, A.SUBMIT)
    page = visitor.submit(visitor.get(f"/track/{number}/{act}"), fields, status=422)
    for name, words in wrong.items():
        assert words in page.errors()[name]
        assert page.value(name).strip() == fields[name].strip()
    assert desk.ticket(number).version == 1


def test_a_rating_needs_both_answers_and_only_levels_there_are(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, *APPROVED)
    page = visitor.submit(visitor.get(f"/track/{number}/rate"), {"note": "还行"}, status=422)
    assert page.text.count("请选择一项。") == 4, "beside both questions and in the summary"
    assert page.value("note") == "还行"
    visitor.submit(page, {"outcome": "solved", "rating": "9"}, status=422)
    assert desk.ticket(number).rating is None


@pytest.mark.parametrize(
    ("act", "path", "fields"),
    [row[:3] for row in ACTS if row[2].get("note")],
    ids=[i for i, r in zip(IDS, ACTS, strict=True) if r[2].get("note")],
)
def test_a_change_meanwhile_is_shown_and_the_text_kept_until_it_is_sent_again(
    act: str, path: tuple[Action, ...], fields: dict[str, Any], desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor, *path)
    page = visitor.get(f"/track/{number}/{act}")
    desk.act(A.RATE if path == CLOSED else A.ADD_FACTS, number)
    stale = visitor.submit(page, fields, status=409)
    assert "有了变化" in stale
    assert "企业" in stale
    assert stale.value("note") == fields["note"]
    assert desk.ticket(number).version == int(stale.value("version"))
    assert visitor.submit(stale).path == f"/track/{number}"


def test_what_only_officers_see_does_not_stop_the_enterprise(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, *WORKING)
    page = visitor.get(f"/track/{number}/supplement")
    desk.act(A.NOTE, number)
    assert visitor.submit(page, {"note": "补一句"}).path == f"/track/{number}"
    assert [event.action for event in desk.events(number)][-2:] == [A.NOTE, A.ADD_FACTS]


@pytest.mark.parametrize("version", ["0", "", "abc", "-1", "٣", "9" * 40])
def test_a_forged_version_is_a_stale_page(version: str, desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, A.SUBMIT)
    page = visitor.get(f"/track/{number}/supplement")
    stale = visitor.submit(page, {"note": "补一句", "version": version}, status=409)
    assert stale.value("note") == "补一句"
    assert desk.ticket(number).version == 1


def test_a_missing_token_costs_one_more_click_and_no_text(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, A.SUBMIT)
    page = visitor.send(f"/track/{number}/supplement", {"note": "补一句", "version": "1"}, status=400)
    assert page.value("note") == "补一句"
    assert desk.ticket(number).version == 1
    assert visitor.submit(page).path == f"/track/{number}"


def test_anothers_ticket_cannot_be_acted_on(desk: Desk, visitor: Visitor) -> None:
    opened(desk, visitor, A.SUBMIT)
    other = desk.bring(*APPROVED)
    token = visitor.get("/track").value("csrf_token")
    for act in ("supplement", "withdraw", "rate"):
        for number in (other, "QY20260310-9999"):
            data = {"csrf_token": token, "version": "1", "note": "越权", "outcome": "solved", "rating": "5"}
            page = visitor.send(f"/track/{number}/{act}", data, status=403)
            assert page.heading == "查进度"
    assert desk.events(other)[-1].action is A.APPROVE_RESULT


def test_words_written_too_long_after_the_code_are_kept_until_it_is_shown_again(
    desk: Desk, visitor: Visitor
) -> None:
    number = opened(desk, visitor, A.SUBMIT)
    page = visitor.get(f"/track/{number}/supplement")
    desk.forward(seconds=HELD_FOR.total_seconds() + 1)
    asked = visitor.submit(page, {"note": "写了很久的补充"}, status=403)
    assert "您刚才填写的内容还在" in asked
    shown = visitor.submit(asked, {"number": number, "code": desk.ticket(number).query_code}, action="/track")
    assert "写了很久的补充" in shown
    done = visitor.submit(shown, action="/supplement")
    assert done.path == f"/track/{number}"
    assert desk.events(number)[-1].data["note"] == "写了很久的补充"


def test_a_wrong_code_meanwhile_does_not_cost_the_words_either(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, A.SUBMIT)
    page = visitor.get(f"/track/{number}/supplement")
    desk.forward(seconds=HELD_FOR.total_seconds() + 1)
    asked = visitor.submit(page, {"note": "写了很久的补充"}, status=403)
    again = visitor.submit(asked, {"number": number, "code": "000000"}, action="/track", status=422)
    assert again.value("kept:note") == "写了很久的补充"


def possible_acts(page: Page) -> set[str]:
    """Return the acts that the page offers; looking at one's own data is none and always possible."""
    offered = {
        link.rsplit("/", 1)[1] for link in page.links if link.startswith("/track/QY") and link.count("/") == 3
    }
    return offered - {"personal"}


@pytest.mark.parametrize(
    ("path", "acts"),
    [
        ((A.SUBMIT,), {"supplement", "withdraw", "urge"}),
        ((A.SUBMIT, A.REQUEST_INFO), {"withdraw", "correct"}),
        (RESULT, {"supplement", "withdraw", "urge"}),
        ((*APPROVED, A.RATE), {"supplement", "withdraw", "rate"}),
        (CLOSED, {"rate"}),
        ((A.SUBMIT, A.WITHDRAW), set()),
    ],
)
def test_only_what_the_table_allows_is_offered(
    path: tuple[Action, ...], acts: set[str], desk: Desk, new_visitor: Callable[..., Visitor]
) -> None:
    visitor = new_visitor()
    number = opened(desk, visitor, *path)
    assert possible_acts(visitor.get(f"/track/{number}")) == acts


def test_a_request_is_urged_once_a_day_and_the_page_says_why_not_twice(desk: Desk, visitor: Visitor) -> None:
    number = opened(desk, visitor, *WORKING)
    page = visitor.submit(visitor.get(f"/track/{number}/urge"), {"note": ""})
    assert "已催办，负责的单位会收到提醒。" in page
    assert f"/track/{number}/urge" not in [link.get("href") for link in page.tree.all("a")]
    assert "一天内已经催办过" in page
    visitor.get(f"/track/{number}/urge", status=409)
    desk.forward(hours=25)
    show_code(visitor, number, desk.ticket(number).query_code)
    visitor.submit(visitor.get(f"/track/{number}/urge"), {})
    assert [event.action for event in desk.events(number)].count(A.URGE) == 2
