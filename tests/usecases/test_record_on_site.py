"""Recording what a visit solved on the spot: asked about afterwards, struck off, or put on the list after all."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import Outcome
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.usecases.intake.record_on_site import record_on_site
from tests.usecases.deeds import CALLER, COMMISSIONER, FIRM, FIRM_MAIL, HANDLER, MORNING, ON_SITE, REQUEST
from tests.usecases.office import Office, stored


def test_it_waits_for_a_callback_without_any_deadline(office: Office) -> None:
    number = office.record_on_site()
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock, ticket.next_due_at) == (State.RESOLVED_ON_SITE, "not_started", None)
    assert (ticket.first_department, ticket.responsible_department) == ("ES", "ES")
    assert office.last(number).data["note"] == "当场已答复。"
    assert office.letters(number) == [("receipt", FIRM_MAIL)]


def test_it_must_be_said_how_it_was_solved(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        record_on_site(REQUEST, COMMISSIONER, MORNING, answer="")
    assert set(refusal.value.problems) == {"answer"}


@pytest.mark.parametrize("actor", [FIRM, HANDLER], ids=lambda actor: actor.name)
def test_only_those_who_visit_record_it(office: Office, actor: Actor) -> None:
    before = stored()
    with pytest.raises(NotEntitled):
        office.record_on_site(actor=actor)
    assert stored() == before


def test_the_commissioner_does_not_call_back_on_his_own_visit(office: Office) -> None:
    both = Actor(COMMISSIONER.user_id, "演示", frozenset({Role.COMMISSIONER, Role.CALLBACK}), "ES")
    number = office.record_on_site()
    with pytest.raises(NotPossible, match="您办理过"):
        office.act(Action.RECORD_CALLBACK, number, by=both)
    office.act(Action.RECORD_CALLBACK, number, by=CALLER)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


def test_what_was_not_solved_after_all_goes_onto_the_list_with_its_level(office: Office) -> None:
    number = office.bring(*ON_SITE, request_type="energy_list")
    office.act(Action.RECORD_CALLBACK, number, outcome=Outcome.UNSOLVED, rating=None)
    ticket = office.act(Action.PUT_ON_LIST, number)
    assert (ticket.state, ticket.clock, ticket.accepted_at) == (State.ACCEPTED, "running", office.now)
    assert (ticket.lead_department, ticket.queue_department, ticket.callback_outcome) == (None, "ES", None)
    running = {m["key"] for m in ticket.milestones if m["applies"] and m["due"] and not m["met"]}
    assert running == {"M1", "M3", "M30"}


def test_whoever_made_the_visit_stays_the_first_receiver_when_a_department_takes_over(office: Office) -> None:
    number = office.bring(*ON_SITE, Action.RATE, Action.PUT_ON_LIST, Action.DISPATCH, Action.SIGN)
    ticket = office.ticket(number)
    assert (ticket.responsible_department, ticket.first_department) == ("PW", "ES")


def test_struck_off_and_reopened_it_gets_a_clock(office: Office) -> None:
    number = office.bring(*ON_SITE, Action.RECORD_CALLBACK, Action.STRIKE_OFF, Action.REOPEN)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock, ticket.responsible_department) == (State.IN_PROGRESS, "running", "ES")
    assert ticket.accepted_at == office.now
