"""Merging a duplicate into another open ticket: it points there, and nothing is lost on the way."""

from __future__ import annotations

from functools import partial

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from service_desk.usecases.routing.merge_ticket import merge_ticket
from tests.usecases.at_once import together
from tests.usecases.deeds import DISPATCHED, DISPATCHER, FIRM_MAIL, MORNING
from tests.usecases.office import Office, stored


def test_a_duplicate_points_to_the_ticket_it_was_merged_into(office: Office) -> None:
    target = office.another()
    number = office.bring(*DISPATCHED)
    ticket = office.act(Action.MERGE, number, into=f" {target.lower()} ")
    assert (ticket.state, ticket.merged_into, ticket.clock) == (State.MERGED, target, "finished")
    assert [task.status for task in ticket.co_tasks] == ["waived"]
    assert office.letters(number) == [("merged", FIRM_MAIL)]
    assert office.last(number).data == {"into": target}
    assert office.ticket(target).state == State.SUBMITTED


@pytest.mark.parametrize("into", ["itself", "ended", "QY20990101-0001", ""])
def test_it_is_merged_neither_into_itself_nor_into_nothing(office: Office, into: str) -> None:
    number, ended = office.submit(), office.bring(Action.SUBMIT, Action.DECLINE)
    before = stored()
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.MERGE, number, into={"itself": number, "ended": ended}.get(into, into))
    assert set(refusal.value.problems) == {"into"}
    assert stored() == before


@pytest.mark.every_database
def test_two_tickets_merged_into_each_other_at_once_do_not_both_vanish(
    database: SQLAlchemy, database_url: str
) -> None:
    office = Office()
    first, second = office.submit(), office.submit()
    pairs = ((first, second), (second, first))
    merges = [partial(merge_ticket, number, DISPATCHER, MORNING, into=into) for number, into in pairs]
    _, refused = together(database_url, merges)
    assert [type(failure) for failure in refused] == [InvalidInput]
    assert sorted([office.ticket(first).state, office.ticket(second).state]) == [
        State.MERGED,
        State.SUBMITTED,
    ]


def test_what_is_merged_is_done_with(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.MERGE)
    with pytest.raises(NotPossible, match="已并案"):
        office.act(Action.ACCEPT, number)
