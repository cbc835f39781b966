"""Storing many finished tickets at once, with their events and parts: for what was lived outside the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import CoTask, Enterprise, Ticket, TicketEvent


@dataclass(frozen=True)
class Stored:
    """A ticket, its parts and its events as columns; ids are given when they are written."""

    ticket: dict[str, Any]
    parts: list[dict[str, Any]]
    events: list[dict[str, Any]]


def columns_of(row: Ticket | CoTask) -> dict[str, Any]:
    """Return a row's columns by name, without its ids."""
    names = (column.key for column in type(row).__table__.columns)
    return {name: getattr(row, name) for name in names if name not in ("id", "ticket_id")}


def keep_enterprise(session: Session, enterprise_id: int, name: str, now: datetime) -> None:
    """Store the enterprise that the tickets are said to come from."""
    session.add(Enterprise(id=enterprise_id, name=name, created_at=now))
    session.flush()


def keep_tickets(session: Session, tickets: Iterable[Stored], first_id: int) -> int:
    """Store tickets under ids from `first_id` on and return the next free one."""
    by_id = dict(enumerate(tickets, first_id))
    session.execute(sa.insert(Ticket), [{"id": key, **each.ticket} for key, each in by_id.items()])
    for table, rows in (
        (TicketEvent, [{**row, "ticket_id": key} for key, each in by_id.items() for row in each.events]),
        (CoTask, [{**row, "ticket_id": key} for key, each in by_id.items() for row in each.parts]),
    ):
        if rows:
            session.execute(sa.insert(table), rows)
    return first_id + len(by_id)
