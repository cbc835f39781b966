"""Returning a ticket within one working day, and the coordinator's ruling."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.returns import ReturnReason
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.zone import rulings_on
from tests.usecases.deeds import DISPATCHED, HANDLER, MAILBOXES, OUTSIDER, RETURNED, SUPERVISOR, officer
from tests.usecases.office import Office

END_OF_THE_NEXT_WORKING_DAY = datetime(2026, 3, 12, 0, 0, tzinfo=SHANGHAI)


def test_the_centre_answers_for_it_while_it_rules_on_the_return(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    ticket = office.act(Action.RETURN, number, reason=ReturnReason.UNCLEAR_OWNERSHIP, suggested="CB")
    assert (ticket.state, ticket.responsible_department, ticket.return_count) == (
        State.RETURN_REVIEW,
        "ES",
        1,
    )
    assert office.last(number).data == {"reason": "unclear_ownership", "basis": "三定方案", "suggested": "CB"}
    assert not office.last(number).is_public
    assert office.letters(number) == [("returned", MAILBOXES["ES"])]


def test_only_the_head_returns(office: Office) -> None:
    with pytest.raises(NotEntitled):
        office.act(Action.RETURN, office.bring(*DISPATCHED), by=HANDLER)


def test_a_return_is_possible_until_the_end_of_the_next_working_day(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    office.now = END_OF_THE_NEXT_WORKING_DAY - timedelta(minutes=10)
    assert office.act(Action.RETURN, number).state == State.RETURN_REVIEW


def test_after_that_it_is_too_late(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    office.now = END_OF_THE_NEXT_WORKING_DAY
    with pytest.raises(NotPossible, match="已过时限"):
        office.act(Action.RETURN, number)


@pytest.mark.parametrize(
    ("different", "field"),
    [({"basis": " "}, "basis"), ({"suggested": "??"}, "suggested")],
    ids=["basis", "suggested"],
)
def test_a_return_names_its_basis_and_no_invented_department(
    office: Office, different: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.RETURN, office.bring(*DISPATCHED), **different)
    assert set(refusal.value.problems) == {field}


def test_upheld_it_waits_for_dispatch_and_nobody_leads_it(office: Office) -> None:
    number = office.bring(*RETURNED)
    ticket = office.act(Action.UPHOLD_RETURN, number, by=SUPERVISOR)
    assert (ticket.state, ticket.lead_department, ticket.queue_department) == (State.ACCEPTED, None, "ES")
    assert (ticket.dispatched_at, ticket.first_department) == (None, None)
    assert [task.status for task in ticket.co_tasks] == ["waived"]
    assert office.last(number).data == {"ruling": "属实"}


def test_rejected_it_must_be_signed_for_and_the_ruling_binds(office: Office) -> None:
    number = office.bring(*RETURNED, Action.REJECT_RETURN)
    assert office.letters(number) == [("return_rejected", MAILBOXES["PW"])]
    ticket = office.ticket(number)
    assert (ticket.state, ticket.lead_department, ticket.return_is_final) == (State.DISPATCHED, "PW", True)
    with pytest.raises(NotPossible, match="裁定后不再退单"):
        office.act(Action.RETURN, number)
    assert office.act(Action.SIGN, number).state == State.IN_PROGRESS


def test_after_an_upheld_return_the_next_department_may_return_it_too(office: Office) -> None:
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN)
    office.act(Action.DISPATCH, number, lead="LE", co_departments=[])
    office.act(Action.RETURN, number, by=OUTSIDER)
    assert office.ticket(number).return_count == 2


def test_a_department_returns_a_ticket_once(office: Office) -> None:
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN, Action.DISPATCH)
    with pytest.raises(NotPossible, match="已经退过一次"):
        office.act(Action.RETURN, number)


def test_the_second_ruling_settles_who_keeps_it(office: Office) -> None:
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN)
    office.act(Action.DISPATCH, number, lead="LE", co_departments=[])
    office.act(Action.RETURN, number, by=OUTSIDER)
    office.act(Action.UPHOLD_RETURN, number)
    assert office.act(Action.DISPATCH, number, lead="CB", co_departments=[]).return_is_final
    with pytest.raises(NotPossible, match="裁定后不再退单"):
        office.act(Action.RETURN, number, by=officer(22, "演示-协办负责人", Role.HEAD, "CB"))


def test_rulings_are_remembered_for_the_next_request_of_the_kind(office: Office) -> None:
    upheld, rejected = office.bring(*RETURNED), office.bring(*RETURNED)
    office.act(Action.UPHOLD_RETURN, upheld, ruling="属实")
    office.act(Action.REJECT_RETURN, rejected, ruling="应由供电局办理")
    latest, earlier = rulings_on(db.session(), "power_capacity")
    assert (latest.ticket_no, latest.department, latest.is_upheld, latest.ruling) == (
        rejected, "PW", False, "应由供电局办理",
    )  # fmt: skip
    assert (earlier.ticket_no, earlier.is_upheld, earlier.reason) == (upheld, True, "not_our_duty")
    assert rulings_on(db.session(), "tax") == []


@pytest.mark.parametrize("action", [Action.UPHOLD_RETURN, Action.REJECT_RETURN])
def test_a_ruling_says_why(office: Office, action: Action) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(action, office.bring(*RETURNED), ruling=" ")
    assert set(refusal.value.problems) == {"ruling"}
