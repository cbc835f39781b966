"""Reading everything once more, for the nightly comparison of what is kept with what the event log says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.events import Event
from service_desk.persistence.event_log import to_event
from service_desk.persistence.tables import QueueCount, Ticket, TicketEvent

SealedHistory = list[tuple[Event, str]]
"""A ticket's events, oldest first, each with the hash that was stored with it."""


def tickets_after(session: Session, last_id: int, limit: int) -> Sequence[tuple[Ticket, SealedHistory]]:
    """Return the next tickets by id, whatever their state, each with its history; both as of one moment on SQLite."""
    tickets = session.scalars(
        sa.select(Ticket).where(Ticket.id > last_id).order_by(Ticket.id).limit(limit)
    ).all()
    histories = _histories(session, [ticket.id for ticket in tickets])
    return [(ticket, histories[ticket.id]) for ticket in tickets]


def sealed_history(session: Session, ticket_id: int) -> SealedHistory:
    """Return one ticket's events with their hashes."""
    return _histories(session, [ticket_id])[ticket_id]


def _histories(session: Session, ticket_ids: Sequence[int]) -> dict[int, SealedHistory]:
    found: dict[int, SealedHistory] = defaultdict(list)
    query = sa.select(TicketEvent).where(TicketEvent.ticket_id.in_(ticket_ids))
    for row in session.scalars(query.order_by(TicketEvent.ticket_id, TicketEvent.seq)):
        found[row.ticket_id].append((to_event(row), row.hash))
    return found


def all_kept_counts(session: Session) -> dict[tuple[str, str], int]:
    """Return the kept counts of every queue by department and state, empty queues left out."""
    query = sa.select(QueueCount.department, QueueCount.state, QueueCount.tickets).where(
        QueueCount.tickets > 0
    )
    return {(department, state): tickets for department, state, tickets in session.execute(query)}
