"""What holds for every act on a ticket: who is refused, what a stale page does, what an accident leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import event

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor, guest
from service_desk.domain.refusals import NotEntitled, NotFound, Stale
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.transitions import find_transition
from service_desk.persistence.database import Session, db
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.tables import QueueCount
from service_desk.persistence.tickets import recorded_counts
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of, stored_milestones
from tests.support.staged import Staged
from tests.usecases.deeds import DEEDS, FIRM, OTHERS, OUTSIDER, STRANGER, officer
from tests.usecases.office import Office, stored

MAKING = {Action.SUBMIT, Action.RECORD_ON_SITE}
RESTORED = {Action.UNDO: State.ACCEPTED, Action.UNMERGE: State.SUBMITTED}
"""Where the acts that take something back lead the tickets of this office."""

MEANWHILE = {Action.REOPEN: Action.RATE, Action.UNMERGE: Action.UNMERGE}
"""What somebody else does in between, where facts can no longer be added."""

WITHOUT_RIGHT = officer(99, "演示-管理员", Role.ADMINISTRATOR, "ES")


def test_every_act_of_the_table_is_tried_here() -> None:
    assert set(DEEDS) == set(Action) - MAKING


@dataclass
class Case:
    """An act that comes next on a ticket."""

    office: Office
    action: Action
    number: str


def brought(*path: Action) -> tuple[Office, str]:
    """Bring a ticket along a path of acts."""
    office = Office()
    return office, office.bring(*path)


@pytest.fixture(params=DEEDS, ids=lambda action: action.value)
def case(staged: Staged, request: pytest.FixtureRequest) -> Case:
    """Every act in turn, its ticket brought to where it can be performed."""
    action: Action = request.param
    office, number = staged(brought, *DEEDS[action].after)
    return Case(office, action, number)


def inputs_of(action: Action, other: str = "QY20260310-0002") -> dict[str, Any]:
    return {**DEEDS[action].inputs} | ({OTHERS[action]: other} if action in OTHERS else {})


def person_of(action: Action, number: str) -> Actor:
    person = DEEDS[action].person
    return guest(FIRM.name, number) if person is FIRM else person


def test_an_act_by_the_right_person_does_what_the_table_says_and_leaves_all_in_order(case: Case) -> None:
    office, action, number = case.office, case.action, case.number
    before = office.ticket(number)
    row = find_transition(before.state_now, action)
    assert row is not None
    version, events = before.version, len(office.events(number))
    after = office.act(action, number, seen=version)
    last = office.last(number)
    target = row.target or RESTORED[action]
    assert (last.action, last.source, last.target) == (action, row.source, target)
    assert (after.state, after.version, len(office.events(number))) == (
        target.value,
        version + 1,
        events + 1,
    )
    assert (last.at, last.actor_id) == (office.now, DEEDS[action].person.user_id)
    assert last.actor_role in row.roles
    assert last.is_public == (row.is_public is not False)
    assert_all_in_order(office, number)


def assert_all_in_order(office: Office, number: str) -> None:
    """Check that seals, stored timetable and kept counts agree with the events and rows they stand for."""
    ticket, session = office.ticket(number), db.session()
    assert broken_link(session, ticket) is None
    found = milestones_of(ticket, office.events(number), rules_in_force(session))
    assert stored_milestones(ticket) == tuple(replace(milestone, why=()) for milestone in found)
    assert {key: n for key, n in kept(session).items() if n} == recorded_counts(session)


def kept(session: Session) -> dict[tuple[str, str], int]:
    return {(row.department, row.state): row.tickets for row in session.query(QueueCount)}


def test_whoever_is_refused_changes_nothing(case: Case) -> None:
    office, action, number = case.office, case.action, case.number
    seen = office.ticket(number).version
    inputs, moment = inputs_of(action), office.now + DEEDS[action].waits
    before = stored()
    with pytest.raises(NotFound) as unknown:  # a stranger is not even told that the ticket exists
        DEEDS[action].act(number, STRANGER, moment, **inputs)
    assert unknown.value.reason.zh == "没有找到这件诉求。"
    for colleague in (WITHOUT_RIGHT, OUTSIDER):
        with pytest.raises(NotEntitled):
            DEEDS[action].act(number, colleague, moment, **inputs)
    assert stored() == before
    office.act(MEANWHILE.get(action, Action.ADD_FACTS), number)
    before = stored()
    with pytest.raises(Stale) as stale:  # somebody else was quicker
        DEEDS[action].act(number, person_of(action, number), moment, **inputs, seen_version=seen)
    assert stale.value.seen_version == seen
    assert stored() == before


def test_a_number_that_does_not_exist_is_not_found(office: Office) -> None:
    for action, deed in DEEDS.items():
        for person in (FIRM, WITHOUT_RIGHT):
            with pytest.raises(NotFound):
                deed.act("QY20260310-0777", person, office.now, **inputs_of(action))


class Accident(Exception):
    """Something goes wrong at the last moment before everything would have been kept."""


def test_an_accident_in_the_middle_of_an_act_stores_nothing(case: Case) -> None:
    office, action, number = case.office, case.action, case.number
    inputs = inputs_of(action, office.another())
    before = stored()

    def fail(session: Session) -> None:
        session.flush()
        raise Accident

    event.listen(db.session, "before_commit", fail)
    try:
        with pytest.raises(Accident):
            office.act(action, number, **inputs)
    finally:
        event.remove(db.session, "before_commit", fail)
    assert stored() == before
    office.act(action, number, **inputs)
    assert stored() != before
