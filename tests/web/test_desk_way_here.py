"""Why a ticket is with this department: on the officers' page, from stored events, also where older ones say nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.roles import Role
from service_desk.domain.telling import narrate
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import TicketEvent
from tests.support.desk import Desk
from tests.usecases.deeds import ACCEPTED, DISPATCHED, RETURNED


def way(desk: Desk, number: str, role: Role = Role.DISPATCHER, department: str | None = None) -> str:
    """Return the words of the section."""
    text = desk.open(number, role, department).text
    return text[text.rindex("为什么到这里") :]


def test_the_rules_that_were_tried_and_the_decision_that_followed_them(desk: Desk) -> None:
    told = way(desk, desk.bring(*DISPATCHED))
    for words in (
        "提交时的建议：要素保障类",
        "确定为要素保障类",
        "随程序的派单目录建议交PW",
        "事项规则",
        "照建议派给PW",
    ):
        assert words in told


def test_who_decided_otherwise_and_why(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    dispatcher = desk.officer(Role.DISPATCHER)
    page = dispatcher.get(f"/desk/tickets/{number}")
    dispatcher.submit(
        page, {"lead": "CB", "override": "线路归建设局改造"}, action=f"/desk/tickets/{number}/dispatch"
    )
    told = way(desk, number)
    assert "改派给CB" in told
    assert "线路归建设局改造" in told


def test_the_next_dispatcher_sees_who_led_lately_instead(desk: Desk) -> None:
    first, second = desk.bring(*ACCEPTED), desk.bring(*ACCEPTED)
    desk.act(Action.DISPATCH, first, lead="CB", co_departments=[], override="线路归建设局改造")
    page = desk.open(second, Role.DISPATCHER)
    assert "同类诉求最近改派 1 件" in page
    assert "线路归建设局改造" in page


def test_a_return_is_part_of_the_way(desk: Desk) -> None:
    told = way(desk, desk.bring(*RETURNED))
    assert "退单：不属本部门职责" in told
    assert "三定方案" in told


def test_an_older_ticket_says_that_nothing_was_recorded(desk: Desk) -> None:
    number = desk.bring(*DISPATCHED)
    with desk.app.app_context(), transaction() as session:
        for event in session.scalars(sa.select(TicketEvent)):
            event.data = {
                key: value for key, value in event.data.items() if key not in ("routing", "suggestion")
            }
    told = way(desk, number)
    assert "提交时的建议：无记录" in told
    assert "规则：无记录" in told


def test_the_enterprise_does_not_see_why_a_rule_was_not_followed(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    desk.act(Action.DISPATCH, number, lead="CB", co_departments=[], override="只给内部看的理由")
    event = desk.events(number)[-1]
    assert event.is_public
    assert "只给内部看的理由" not in str(narrate(event, load_catalogue()))


def test_below_the_threshold_nothing_is_filled_in_on_form_and_card(desk: Desk) -> None:
    vague = {"title": "停电", "body": "停电。停电。停电。", "request_type": "tax"}
    number = desk.bring(Action.SUBMIT, **vague)
    for page in (
        desk.open(number, Role.DISPATCHER),
        desk.officer(Role.DISPATCHER).get("/desk/cards/dispatch"),
    ):
        assert number in page
        assert "把握不大，请人工判断" in page
        assert page.value("request_type") == ""
        assert not page.value("lead")
        for untouched in ("category", "level"):
            with pytest.raises(AssertionError, match="no field"):  # radio buttons none of which is chosen
                page.value(untouched)
