"""The tracking page: where a request stands in plain words, who has it, what happened; and nothing internal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Level
from tests.support.desk import Desk
from tests.support.portal import file, number_on, show_code
from tests.support.visitor import Page, Visitor
from tests.usecases.deeds import (
    ACCEPTED,
    ANSWERED,
    APPROVED,
    ASKED,
    CLOSED,
    DISPATCHED,
    HELD,
    ON_SITE,
    RESULT,
    RETURNED,
    WORKING,
    A,
)

STANDINGS: list[tuple[tuple[Action, ...], str, str]] = [
    ((A.SUBMIT,), "已收到，等待受理", "ES"),
    ((A.SUBMIT, A.REQUEST_INFO), "请您补充材料", "ES"),
    ((A.SUBMIT, A.DECLINE), "不予受理", "ES"),
    (ACCEPTED, "已受理，正在确定主办单位", "ES"),
    (DISPATCHED, "已交PW，等待签收", "ES"),
    (RETURNED, "已受理，正在确定主办单位", "ES"),
    (WORKING, "PW正在办理", "PW"),
    (ASKED, "PW请您补充，计时已停", "PW"),
    (HELD, "挂账：目前客观上办不了，已列入计划", "PW"),
    (RESULT, "主办单位已有结果，正在审核", "PW"),
    (APPROVED, "已答复，等您评价", "ES"),
    ((*APPROVED, A.RATE), "您说还没有解决", "ES"),
    (ANSWERED, "已收到您的评价，等待销号", "ES"),
    (CLOSED, "已办结并销号", "PW"),
    (ON_SITE, "走访时已当场解决", "ES"),
    ((A.SUBMIT, A.WITHDRAW), "已撤回", "ES"),
    ((A.SUBMIT, A.MERGE), "一并办理", "ES"),
]  # fmt: skip


def opened(desk: Desk, visitor: Visitor, number: str) -> Page:
    return show_code(visitor, number, desk.ticket(number).query_code)


@pytest.mark.parametrize(("path", "words", "office"), STANDINGS, ids=[row[0][-1] for row in STANDINGS])
def test_each_state_is_told_in_plain_words_with_who_answers_for_it_and_in_english(
    path: tuple[Action, ...], words: str, office: str, desk: Desk, new_visitor: Callable[..., Visitor]
) -> None:
    number = desk.bring(*path)
    page = opened(desk, new_visitor(), number)
    assert words in page
    (who,) = [e for e in page.tree.walk() if "who" in e.get("class").split()]
    assert who.all("dd")[0].text == office

    page = opened(desk, new_visitor(language="en"), number)
    assert page.tree.all("html")[0].get("lang") == "en"
    (standing,) = [e for e in page.tree.walk() if e.get("id") == "standing"]
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in standing.text)


def test_looking_changes_nothing(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(*APPROVED)
    opened(desk, visitor, number)
    before = desk.ticket(number).version, len(desk.events(number))
    for path in ("", "/supplement", "/withdraw", "/rate"):
        visitor.get(f"/track/{number}{path}")
    visitor.get(f"/receipts/{number}")
    assert (desk.ticket(number).version, len(desk.events(number))) == before


def test_what_officers_write_among_themselves_is_not_shown(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(*WORKING)
    desk.act(A.NOTE, number, note="仅供内部：企业催得急")
    desk.act(A.PROGRESS, number, note="内部进展", is_public=False)
    desk.act(A.PROGRESS, number, note="已到现场勘察", is_public=True)
    page = opened(desk, visitor, number)
    assert "已到现场勘察" in page
    assert "仅供内部" not in page
    assert "内部进展" not in page
    assert "演示-受理员" not in page


def test_a_result_is_shown_once_it_is_approved(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(*RESULT)
    assert "已送电。" not in opened(desk, visitor, number)
    desk.act(A.APPROVE_RESULT, number)
    assert "已送电。" in visitor.get(f"/track/{number}")


def test_the_strip_says_the_deadlines_and_why(desk: Desk, visitor: Visitor) -> None:
    number = desk.bring(A.SUBMIT)
    desk.act(A.ACCEPT, number, level=Level.GENERAL)
    page = opened(desk, visitor, number)
    assert "还剩" in page
    assert "为什么是这一天：当天研判交办" in page


def test_what_was_submitted_can_be_read_again_with_the_telephone_half_hidden(visitor: Visitor) -> None:
    receipt = file(visitor, "power-capacity")
    page = visitor.get(f"/track/{number_on(receipt)}")
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "1,130 kVA" in page
    assert "借用（转供）变压器" not in page
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_ticket_of_another_channel_without_form_or_contact_can_be_followed(
    desk: Desk, visitor: Visitor
) -> None:
    number = desk.bring(
        A.SUBMIT,
        contact_name=None,
        contact_mobile=None,
        date_precision="approx",
        form_data={"borrow_kva": "500"},
    )
    page = opened(desk, visitor, number)
    assert "借用容量" in page


def test_the_enterprise_sees_who_does_which_part_and_what_moved_the_date_but_no_opinion(
    desk: Desk, visitor: Visitor
) -> None:
    number = desk.bring(*WORKING)
    desk.act(A.ADD_CO_TASK, number, department="CB", title="外线开挖")
    desk.act(A.FINISH_CO_TASK, number)
    desk.act(A.PAUSE_CLOCK, number)
    desk.act(A.RESUME_CLOCK, number)
    desk.act(A.REFER_OUTSIDE, number)
    page = opened(desk, visitor, number)
    opinions = [task.opinion for task in desk.ticket(number).co_tasks if task.opinion]
    assert opinions
    for words in ("各单位分工", "已完成", "影响时限的事", "停表", "外部单位", "等待回复"):
        assert words in page
    assert all(opinion not in page for opinion in opinions)
