"""At the door: accepting with what is proposed, accepting and dispatching in one go, declining, merging, routing anew."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.tickets import lock_ticket
from tests.support.desk import Desk
from tests.support.visitor import Page
from tests.usecases.deeds import ACCEPTED, RETURNED

A, R = Action, Role


def suggest(desk: Desk, number: str, **different: Any) -> None:
    """Put another suggestion with a ticket."""
    with desk.app.app_context(), transaction() as session:
        ticket = lock_ticket(session, number)
        assert ticket is not None
        ticket.suggestion = {
            "category": "OT", "confidence": 0.95, "runner_up": "FS", "runner_up_confidence": 0.03,
            "request_type": "noise_sanitation", "type_confidence": 0.93, "alternatives": [], "evidence": [],
        } | different  # fmt: skip


def ticked(page: Page, name: str) -> list[str]:
    boxes = [e for e in page.tree.walk() if e.tag == "input" and e.get("name") == name]
    return [box.get("value") for box in boxes if "checked" in box.attributes]


def test_the_type_whose_form_the_enterprise_filled_in_is_proposed_with_its_route(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    page = desk.open(number, R.DISPATCHER)
    assert page.value("request_type") == "power_capacity"
    assert page.value("lead") == "PW"
    assert ticked(page, "category") == ["FS"]
    assert ticked(page, "level") == ["general"]
    assert ticked(page, "co_departments") == ["GS", "CB"]


def test_a_sure_suggestion_is_filled_in_and_an_unsure_one_is_not(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, request_type="roads_public_works")
    suggest(desk, number)
    page = desk.open(number, R.DISPATCHER)
    assert (page.value("request_type"), page.value("lead"), ticked(page, "category")) == (
        "noise_sanitation",
        "LE",
        ["OT"],
    )
    suggest(desk, number, confidence=0.6)
    page = desk.open(number, R.DISPATCHER)
    assert (page.value("request_type"), page.value("lead"), ticked(page, "category")) == ("", "", [])
    suggest(desk, number, type_confidence=0.5)
    page = desk.open(number, R.DISPATCHER)
    assert (page.value("request_type"), ticked(page, "category")) == ("", ["OT"])


def test_accepting_and_dispatching_in_one_go_are_two_acts(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"/desk/tickets/{number}")
    address = f"/desk/tickets/{number}/accept"
    done = visitor.submit(page, {"note": "请今天联系企业"}, action=address, button="then=dispatch")
    assert "已受理并派单" in done
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.lead_department) == ("dispatched", "PW")
    assert {task.department for task in ticket.co_tasks} == {"GS", "CB"}
    assert [event.action for event in desk.events(number)] == [A.SUBMIT, A.ACCEPT, A.DISPATCH]
    again = visitor.submit(page, {"note": "请今天联系企业"}, action=address, button="then=dispatch")
    assert "没有重复记录" in again
    assert len(desk.events(number)) == 3


def test_another_lead_and_level_than_proposed_can_be_chosen(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"/desk/tickets/{number}/accept")
    fields = {
        "lead": "CB",
        "co_departments": ["PW"],
        "level": "complex",
        "category": "AA",
        "secondary_category": "FS",
    }
    visitor.submit(page, fields, button="then=dispatch")
    ticket = desk.ticket(number)
    assert (ticket.lead_department, ticket.level, ticket.category) == ("CB", "complex", "AA")
    assert ticket.secondary_category == "FS"
    assert [task.department for task in ticket.co_tasks] == ["PW"]


def test_after_another_type_is_chosen_its_route_is_shown_before_anything_is_stored(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"/desk/tickets/{number}/accept")
    shown = visitor.submit(
        page, {"request_type": "noise_sanitation", "level": "complex"}, button="then=dispatch", status=422
    )
    assert "已按路由表更新" in shown
    assert (shown.value("request_type"), shown.value("lead"), ticked(shown, "category")) == (
        "noise_sanitation",
        "LE",
        ["OT"],
    )
    assert ticked(shown, "level") == ["complex"]
    assert ticked(shown, "co_departments") == ["EE"]
    assert desk.ticket(number).state == "submitted"
    visitor.submit(shown, button="then=dispatch")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.request_type, ticket.lead_department, ticket.level) == (
        "dispatched", "noise_sanitation", "LE", "complex",
    )  # fmt: skip


def test_dispatching_needs_a_lead_and_accepting_alone_does_not(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"/desk/tickets/{number}/accept")
    refused = visitor.submit(page, {"lead": "", "note": "写好的说明"}, button="then=dispatch", status=422)
    assert "派单要选主办单位" in refused.errors()["lead"]
    assert refused.value("note") == "写好的说明"
    visitor.submit(page, {"lead": ""}, button="then=accept")
    assert desk.ticket(number).state == "accepted"


@pytest.mark.parametrize("field", ["request_type", "category", "level", "urgency", "lead"])
def test_a_code_that_is_not_offered_is_refused(desk: Desk, field: str) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    page = visitor.get(f"/desk/tickets/{number}/accept")
    refused = visitor.submit(page, {field: "XX"}, button="then=dispatch", status=422)
    assert field in refused.html
    assert desk.ticket(number).state == "submitted"


def test_a_ticket_whose_return_was_upheld_goes_where_the_department_suggested(desk: Desk) -> None:
    number = desk.bring(*RETURNED[:-1])
    desk.act(A.RETURN, number, suggested="CB")
    desk.act(A.UPHOLD_RETURN, number)
    page = desk.open(number, R.DISPATCHER)
    assert page.value("lead") == "CB"
    assert ticked(page, "co_departments") == ["GS"]
    assert desk.open(desk.bring(*ACCEPTED), R.DISPATCHER).value("lead") == "PW"


def test_declining_is_confirmed_and_can_be_thought_over(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/decline")
    confirm = visitor.submit(form, {"reason": "已向法院起诉，\n不予受理。", "channel": "人民法院诉讼"})
    assert confirm.heading == "请确认：不予受理"
    assert "不能撤回" in confirm
    assert desk.ticket(number).state == "submitted"
    back = visitor.submit(confirm, button="back=1", status=422)
    assert back.value("reason").replace("\r\n", "\n") == "已向法院起诉，\n不予受理。"
    visitor.submit(visitor.submit(back), button="confirmed=1")
    assert desk.ticket(number).state == "declined"
    assert desk.events(number)[-1].data == {"reason": "已向法院起诉，\n不予受理。", "channel": "人民法院诉讼"}


def test_merging_shows_the_other_ticket_before_the_two_become_one(desk: Desk) -> None:
    target = desk.bring(A.SUBMIT, title="先来的那一件")
    number = desk.bring(A.SUBMIT, title="后来的那一件")
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/merge")
    assert "先来的那一件" in form
    confirm = visitor.submit(form, {"into": target.lower()})
    assert "先来的那一件" in confirm
    page = visitor.submit(confirm, button="confirmed=1")
    assert "已并案" in page
    assert (desk.ticket(number).state, desk.ticket(number).merged_into) == ("merged", target)


@pytest.mark.parametrize("typed", ["", "没有编号", "QY20200101-0001", "itself", "ended"])
def test_a_ticket_is_merged_into_another_open_one_only(desk: Desk, typed: str) -> None:
    ended, number = desk.bring(A.SUBMIT, A.WITHDRAW), desk.bring(A.SUBMIT)
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/merge")
    into = {"itself": number, "ended": ended}.get(typed, typed)
    refused = visitor.submit(form, {"into": into}, status=422)
    assert set(refused.errors()) == {"into"}
    assert refused.value("into") == into
    assert desk.ticket(number).state == "submitted"


@pytest.mark.parametrize(("role", "department", "status"), [(R.HEAD, "LE", 404), (R.SUPERVISOR, None, 403)])
def test_merging_is_the_dispatchers(desk: Desk, role: Role, department: str | None, status: int) -> None:
    number = desk.bring(A.SUBMIT)
    desk.officer(role, department).get(f"/desk/tickets/{number}/merge", status=status)


def test_what_is_not_possible_now_is_told_on_the_tickets_page(desk: Desk) -> None:
    number = desk.bring(*ACCEPTED)
    page = desk.officer(R.DISPATCHER).get(f"/desk/tickets/{number}/decline")
    assert page.path == f"/desk/tickets/{number}"
    assert "这件诉求现在是“待派单”，不能不予受理。" in page


def test_a_lead_chosen_by_hand_without_helpers_stays_without_them(desk: Desk) -> None:
    number = desk.bring(A.SUBMIT, request_type="roads_public_works")
    suggest(desk, number, confidence=0.4)
    visitor = desk.officer(R.DISPATCHER)
    form = visitor.get(f"/desk/tickets/{number}/accept")
    fields = {"request_type": "noise_sanitation", "category": "OT", "level": "general", "lead": "GO"}
    visitor.submit(form, fields, button="then=dispatch")
    ticket = desk.ticket(number)
    assert (ticket.state, ticket.lead_department, ticket.co_tasks) == ("dispatched", "GO", [])
