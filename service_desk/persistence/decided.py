"""Decided tickets with what was suggested at their filing: the last so many, by one index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import Ticket, TicketEvent


class DecidedRow(NamedTuple):
    """One accepted ticket; `suggestion` as its first event keeps it, for older tickets as it was stored at the filing."""

    ticket_no: str
    title: str
    category: str
    request_type: str
    suggestion: dict[str, Any]


def last_decided(session: Session, limit: int) -> list[DecidedRow]:
    """Return the tickets that were accepted last, newest first."""
    newest = (
        sa.select(Ticket.id, Ticket.ticket_no, Ticket.title, Ticket.category, Ticket.request_type, Ticket.accepted_at)
        .where(Ticket.accepted_at.is_not(None))
        .order_by(Ticket.accepted_at.desc(), Ticket.id.desc())
        .limit(limit)
        .subquery()
    )  # fmt: skip
    query = (
        sa.select(newest.c.ticket_no, newest.c.title, newest.c.category, newest.c.request_type, TicketEvent.data, newest.c.id)
        .join(TicketEvent, sa.and_(TicketEvent.ticket_id == newest.c.id, TicketEvent.seq == 1))
        .order_by(newest.c.accepted_at.desc(), newest.c.id.desc())
    )  # fmt: skip
    rows = session.execute(query).all()
    older = [row.id for row in rows if "suggestion" not in row.data]
    kept = _stored(session, older)
    return [
        DecidedRow(
            row.ticket_no, row.title, row.category, row.request_type,
            row.data.get("suggestion") or kept.get(row.id, {}),
        )
        for row in rows
    ]  # fmt: skip


def _stored(session: Session, ticket_ids: Sequence[int], at_once: int = 500) -> dict[int, dict[str, Any]]:
    """Return the suggestions in the rows of tickets that were filed before events kept them; they were never rewritten."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ticket_ids), at_once):
        some = ticket_ids[start : start + at_once]
        query = sa.select(Ticket.id, Ticket.suggestion).where(Ticket.id.in_(some))
        found.update({row.id: row.suggestion or {} for row in session.execute(query)})
    return found


class RoutedRow(NamedTuple):
    """One accepted ticket with what routing rules look at."""

    ticket_no: str
    request_type: str
    park: str | None
    title: str
    body: str


def accepted_since(session: Session, since: datetime, limit: int) -> list[RoutedRow]:
    """Return tickets accepted since a moment, newest first."""
    columns = (Ticket.ticket_no, Ticket.request_type, Ticket.park, Ticket.title, Ticket.body)
    query = sa.select(*columns).where(Ticket.accepted_at.is_not(None), Ticket.accepted_at >= since)
    rows = session.execute(query.order_by(Ticket.accepted_at.desc(), Ticket.id.desc()).limit(limit))
    return [RoutedRow(*row) for row in rows]
