"""Requests with one cause under one umbrella: each keeps its own department, clock and enterprise."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.work_lists import children_of, open_children
from tests.usecases.deeds import ANSWERED, CLOSED, WORKING
from tests.usecases.office import Office


def test_a_request_is_put_under_an_umbrella_and_taken_out(office: Office) -> None:
    umbrella, child = office.bring(*WORKING), office.bring(Action.SUBMIT)
    ticket = office.act(Action.JOIN, child, parent=f" {umbrella.lower()} ")
    assert (ticket.parent_no, ticket.state) == (umbrella, State.SUBMITTED)
    assert [each.ticket_no for each in children_of(db.session(), umbrella)] == [child]
    assert office.act(Action.LEAVE, child).parent_no is None
    assert open_children(db.session(), umbrella) == 0


def test_an_umbrella_is_struck_off_only_when_everything_under_it_has_ended(office: Office) -> None:
    umbrella, child = office.bring(*ANSWERED), office.bring(Action.SUBMIT)
    office.act(Action.JOIN, child, parent=umbrella)
    with pytest.raises(NotPossible, match="专题下还有1件在办"):
        office.act(Action.STRIKE_OFF, umbrella)
    office.act(Action.WITHDRAW, child)
    assert office.act(Action.STRIKE_OFF, umbrella).state == State.CLOSED


def test_umbrellas_have_one_level(office: Office) -> None:
    umbrella, child, other = (office.bring(Action.SUBMIT) for _ in range(3))
    office.act(Action.JOIN, child, parent=umbrella)
    with pytest.raises(InvalidInput) as under_a_child:
        office.act(Action.JOIN, other, parent=child)
    assert under_a_child.value.problems["parent"].zh == "那一件归在别的专题下。"
    with pytest.raises(NotPossible, match="本身是专题"):
        office.act(Action.JOIN, umbrella, parent=other)
    with pytest.raises(NotPossible, match="已经归在专题下"):
        office.act(Action.JOIN, child, parent=other)


def test_nothing_is_put_under_itself_an_ended_ticket_or_one_that_does_not_exist(office: Office) -> None:
    number, ended = office.bring(Action.SUBMIT), office.bring(*CLOSED)
    for parent in (number, ended, "QY20260310-0777", ""):
        with pytest.raises(InvalidInput) as refusal:
            office.act(Action.JOIN, number, parent=parent)
        assert set(refusal.value.problems) == {"parent"}
