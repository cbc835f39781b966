"""Striking off: asked, answered, done; by the callback desk and nobody else."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.states import State
from tests.usecases.deeds import ANSWERED, APPROVED, DISPATCHER, FIRM_MAIL, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.usecases.office import Office


def test_a_struck_off_ticket_is_done_with(office: Office) -> None:
    number = office.bring(*ANSWERED)
    ticket = office.act(Action.STRIKE_OFF, number, note="企业确认")
    assert (ticket.state, ticket.clock, ticket.ended_at) == (State.CLOSED, "finished", office.now)
    assert (ticket.queue_department, ticket.responsible_department, ticket.first_department) == (
        "PW",
        "ES",
        "PW",
    )
    assert {m["key"]: m["met"] is not None for m in ticket.milestones if m["applies"]} == {
        "M1": True, "M3": True, "M7": True, "M0": True,
    }  # fmt: skip
    assert office.letters(number) == [("struck_off", FIRM_MAIL)]


def test_nothing_is_struck_off_unasked(office: Office) -> None:
    with pytest.raises(NotPossible, match="还没有回访结果"):
        office.act(Action.STRIKE_OFF, office.bring(*APPROVED))


@pytest.mark.parametrize(
    "person", [HANDLER, HEAD, DISPATCHER, SUPERVISOR, LEADER], ids=lambda person: person.name
)
def test_nobody_but_the_callback_desk_strikes_off(office: Office, person: Actor) -> None:
    with pytest.raises(NotEntitled):
        office.act(Action.STRIKE_OFF, office.bring(*ANSWERED), by=person)


def test_a_remark_has_its_limit(office: Office) -> None:
    with pytest.raises(InvalidInput):
        office.act(Action.STRIKE_OFF, office.bring(*ANSWERED), note="字" * 2001)
