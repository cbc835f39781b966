"""The event log in the database: append sealed events, read a ticket's history back as domain events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.actions import Action
from service_desk.domain.events import GENESIS, Event, event_hash, first_broken_link
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.persistence.tables import Ticket, TicketEvent

_OF_TICKET = (
    sa.select(TicketEvent).where(TicketEvent.ticket_id == sa.bindparam("ticket")).order_by(TicketEvent.seq)
)


def seal_event(ticket: Ticket, event: Event) -> dict[str, Any]:
    """Seal an event to the ticket's last one; moves the ticket's `last_seq`, `last_hash`, `last_event_at`.

    Returns the event's row, to be appended in the same transaction.
    """
    seal = event_hash(ticket.ticket_no, event, ticket.last_hash)
    ticket.last_seq, ticket.last_hash, ticket.last_event_at = event.seq, seal, event.at
    return event_row(ticket.id, event, seal)


def append_events(session: Session, sealed: Sequence[Mapping[str, Any]]) -> None:
    """Append sealed events to the log."""
    session.execute(sa.insert(TicketEvent), [dict(row) for row in sealed])


def event_row(ticket_id: int, event: Event, seal: str) -> dict[str, Any]:
    """Return an event and its seal as the table's columns."""
    return {
        "ticket_id": ticket_id,
        "seq": event.seq,
        "at": event.at,
        "action": event.action.value,
        "from_state": event.source.value,
        "to_state": event.target.value,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "actor_role": event.actor_role.value,
        "actor_department": event.actor_department,
        "department": event.department,
        "is_public": event.is_public,
        "data": dict(event.data),
        "hash": seal,
    }


def history(session: Session, ticket_id: int) -> list[Event]:
    """Return the events of a ticket, oldest first."""
    return [to_event(row) for row in _rows(session, ticket_id)]


def histories(session: Session, ticket_ids: Sequence[int]) -> dict[int, list[Event]]:
    """Return the events of several tickets by the ticket's id, each oldest first."""
    if not ticket_ids:
        return {}
    query = sa.select(TicketEvent).where(TicketEvent.ticket_id.in_(ticket_ids))
    found: dict[int, list[Event]] = {}
    for row in session.scalars(query.order_by(TicketEvent.ticket_id, TicketEvent.seq)):
        found.setdefault(row.ticket_id, []).append(to_event(row))
    return found


def events_numbered(session: Session, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Event]:
    """Return single events by their ticket's id and their number there; at most a page of them is asked for."""
    if not wanted:
        return {}
    key = sa.tuple_(TicketEvent.ticket_id, TicketEvent.seq)
    rows = session.scalars(sa.select(TicketEvent).where(key.in_(wanted)))
    return {(row.ticket_id, row.seq): to_event(row) for row in rows}


def broken_link(session: Session, ticket: Ticket) -> int | None:
    """Return the sequence number at which the ticket's hash chain breaks, or None where it is whole.

    A chain whose last events are gone breaks at the first of them: the ticket row remembers the last seal.
    """
    rows = _rows(session, ticket.id)
    broken = first_broken_link(ticket.ticket_no, [(to_event(row), row.hash) for row in rows])
    if broken is None and (rows[-1].hash if rows else GENESIS) != ticket.last_hash:
        return len(rows) + 1
    return broken


def _rows(session: Session, ticket_id: int) -> Sequence[TicketEvent]:
    return session.scalars(_OF_TICKET, {"ticket": ticket_id}).all()


def to_event(row: TicketEvent) -> Event:
    """Return a stored row as the domain's event."""
    return Event(
        seq=row.seq,
        at=row.at,
        action=Action(row.action),
        source=State(row.from_state),
        target=State(row.to_state),
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        actor_role=Role(row.actor_role),
        actor_department=row.actor_department,
        department=row.department,
        is_public=row.is_public,
        data=row.data,
    )
