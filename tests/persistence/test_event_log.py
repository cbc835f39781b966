"""The event log in the database: what goes in comes out, and whoever tampers with it is found."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.persistence.database import db, transaction
from service_desk.persistence.event_log import broken_link, history
from service_desk.persistence.tables import Ticket, TicketEvent
from tests.usecases.deeds import CLOSED, DISPATCHED, MORNING, WORKING
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    return Office()


def tamper(statement: sa.Update | sa.Delete) -> None:
    with transaction() as session:
        session.execute(statement)


def test_a_history_comes_back_as_it_was_told(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    events = office.events(number)
    assert [(event.seq, event.action, event.source, event.target) for event in events] == [
        (1, Action.SUBMIT, State.DRAFT, State.SUBMITTED),
        (2, Action.ACCEPT, State.SUBMITTED, State.ACCEPTED),
        (3, Action.DISPATCH, State.ACCEPTED, State.DISPATCHED),
    ]
    last = events[-1]
    assert (last.at, last.actor_id, last.actor_role, last.actor_department) == (
        office.now,
        1,
        Role.DISPATCHER,
        "ES",
    )
    assert (last.department, last.is_public) == ("PW", True)
    told = {name: last.data[name] for name in ("lead", "co_departments", "note")}
    assert told == {"lead": "PW", "co_departments": ["CB"], "note": ""}


def test_histories_of_two_tickets_are_kept_apart(office: Office) -> None:
    first, second = office.bring(*WORKING), office.bring(*DISPATCHED)
    assert [len(office.events(number)) for number in (first, second)] == [4, 3]


def test_a_whole_chain_is_whole_and_the_ticket_remembers_its_end(office: Office) -> None:
    ticket = office.ticket(office.bring(*CLOSED))
    assert broken_link(db.session(), ticket) is None
    newest = db.session.scalar(
        sa.select(TicketEvent.hash).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.seq.desc())
    )
    assert (ticket.last_hash, ticket.last_event_at) == (newest, office.now)


CHANGES: list[dict[str, Any]] = [
    {"at": MORNING}, {"action": "decline"}, {"from_state": "need_info"}, {"to_state": "declined"}, {"actor_id": 9},
    {"actor_name": "他人"}, {"actor_role": "head"}, {"actor_department": "PW"}, {"department": "LE"},
    {"is_public": False}, {"data": {"level": "simple"}}, {"hash": "f" * 64},
]  # fmt: skip


def test_every_changed_column_of_a_stored_event_is_found(office: Office) -> None:
    ticket = office.ticket(office.bring(*DISPATCHED))
    for change in CHANGES:
        to_be_undone()
        db.session.execute(sa.update(TicketEvent).where(TicketEvent.seq == 2).values(change))
        assert broken_link(db.session(), ticket) == 2, change
        db.session.rollback()
    sealed = set(TicketEvent.__table__.columns.keys()) - {"id", "ticket_id", "seq"}
    assert sealed == {column for change in CHANGES for column in change}


def to_be_undone() -> None:
    """Begin what is rolled back afterwards."""
    db.session.rollback()
    db.session.connection(execution_options={"write": True})


def test_a_deleted_event_is_found_wherever_it_stood(office: Office) -> None:
    ticket = office.ticket(office.bring(*DISPATCHED))
    for gone, found in ((1, 2), (2, 3), (3, 3)):
        to_be_undone()
        db.session.execute(sa.delete(TicketEvent).where(TicketEvent.seq == gone))
        assert broken_link(db.session(), ticket) == found
        db.session.rollback()


def test_a_history_deleted_altogether_is_found(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    tamper(sa.delete(TicketEvent))
    assert broken_link(db.session(), office.ticket(number)) == 1


def test_a_history_put_under_another_ticket_is_found(office: Office) -> None:
    first, second = office.submit(), office.submit()
    mine, foreign = (office.ticket(number).id for number in (first, second))
    tamper(sa.delete(TicketEvent).where(TicketEvent.ticket_id == mine))
    tamper(sa.update(TicketEvent).where(TicketEvent.ticket_id == foreign).values(ticket_id=mine))
    assert broken_link(db.session(), office.ticket(first)) == 1
    assert history(db.session(), mine)[0].action is Action.SUBMIT


def test_the_seal_covers_the_words_people_typed_in_any_script(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.NOTE, number, note='“供电”—— 500 kVA ½ 𠮷 \\ " é\t')
    assert broken_link(db.session(), office.ticket(number)) is None
    assert db.session.scalar(sa.select(sa.func.count(Ticket.id))) == 1
