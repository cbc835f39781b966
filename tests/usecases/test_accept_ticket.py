"""Accepting: a person confirms what the request is, and the clock starts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.requests import Urgency
from service_desk.domain.states import State
from tests.usecases.office import Office, stored


def test_the_clock_starts_and_the_dispatchers_word_replaces_the_suggestion(office: Office) -> None:
    number = office.submit()
    ticket = office.act(
        Action.ACCEPT, number, category=Category.APPROVALS, request_type="energy_list", level=Level.COMPLEX,
        urgency=Urgency.URGENT, secondary_category=Category.FACTORS,
    )  # fmt: skip
    assert (ticket.category, ticket.secondary_category, ticket.request_type) == ("AA", "FS", "energy_list")
    assert (ticket.level, ticket.urgency, ticket.accepted_at) == ("complex", 1, office.now)
    assert (ticket.clock, ticket.state) == ("running", State.ACCEPTED)
    assert ticket.next_due_at is not None
    applies = {milestone["key"]: milestone["applies"] for milestone in ticket.milestones}
    assert applies == {"M1": True, "M3": True, "M7": False, "M30": True, "M0": True}
    assert office.last(number).data == {
        "category": "AA", "secondary_category": "FS", "request_type": "energy_list", "level": "complex", "urgency": 1,
        "policy": "13710-natural@2026.1",
    }  # fmt: skip


def test_an_unknown_request_type_is_refused_and_nothing_is_stored(office: Office) -> None:
    number = office.submit()
    before = stored()
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.ACCEPT, number, request_type="unheard_of")
    assert set(refusal.value.problems) == {"request_type"}
    assert stored() == before


def test_a_ticket_is_accepted_once(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.ACCEPT)
    with pytest.raises(NotPossible, match="待派单"):
        office.act(Action.ACCEPT, number)


def test_nobody_is_told_of_an_acceptance_but_the_enterprise_can_read_it(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.ACCEPT)
    assert office.letters(number) == []
    assert office.last(number).is_public


def test_an_urgent_ticket_lies_before_one_that_is_due_as_soon(office: Office) -> None:
    tickets = {}
    for urgency in Urgency:
        number = office.submit()
        tickets[urgency] = office.act(Action.ACCEPT, number, urgency=urgency)
    assert len({ticket.next_due_at for ticket in tickets.values()}) == 1
    drawn = [tickets[Urgency.NORMAL].rank_at - tickets[urgency].rank_at for urgency in Urgency]
    assert drawn == [timedelta(0), timedelta(days=1), timedelta(days=3)]
