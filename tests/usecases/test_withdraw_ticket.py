"""Withdrawing: the enterprise may take back what is open, and nobody else may."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import NotEntitled, NotPossible
from service_desk.domain.states import State
from tests.usecases.deeds import CLOSED, DISPATCHED, DISPATCHER, HELD, MAILBOXES
from tests.usecases.office import Office


@pytest.mark.parametrize(
    ("path", "told"),
    [((Action.SUBMIT,), "ES"), (DISPATCHED, "PW"), (HELD, "PW")],
    ids=["submitted", "dispatched", "on hold"],
)
def test_an_open_request_is_taken_back_and_whoever_answers_for_it_is_told(
    office: Office, path: tuple[Action, ...], told: str
) -> None:
    number = office.bring(*path)
    ticket = office.act(Action.WITHDRAW, number, reason="已自行解决")
    assert (ticket.state, ticket.clock, ticket.ended_at) == (State.WITHDRAWN, "finished", office.now)
    assert ticket.next_due_at is None
    assert office.letters(number) == [("withdrawn", MAILBOXES[told])]
    assert office.last(number).data == {"reason": "已自行解决"}


def test_the_co_handling_parts_end_with_the_ticket(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    office.act(Action.WITHDRAW, number)
    assert [(task.status, task.ended_at) for task in office.ticket(number).co_tasks] == [
        ("waived", office.now)
    ]


def test_no_officer_withdraws_for_the_enterprise(office: Office) -> None:
    with pytest.raises(NotEntitled):
        office.act(Action.WITHDRAW, office.submit(), by=DISPATCHER)


def test_what_is_struck_off_cannot_be_withdrawn(office: Office) -> None:
    with pytest.raises(NotPossible):
        office.act(Action.WITHDRAW, office.bring(*CLOSED))
