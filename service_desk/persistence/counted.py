"""What tickets count for, in the database: kept with every act, written for tickets that came in another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.database import Base
from service_desk.persistence.fact_sums import reopen
from service_desk.persistence.tables import CountedFact, Ticket
from service_desk.persistence.tables.counted import FOREVER

__all__ = [
    "FOREVER",
    "KEY",
    "Key",
    "Standing",
    "add_counted",
    "counted_rows",
    "forget_counted",
    "keep_counted",
    "key_of",
    "move_counted",
    "uncounted",
]

KEY = ("figure", "at", "department", "category", "request_type", "ended", "days", "seq")
"""The columns that make a fact the same fact; `since` and `until` say for which cut-offs it holds."""

Key = tuple[Any, ...]

_TABLE = Base.metadata.tables[CountedFact.__tablename__]
_OF_TICKET = sa.select(CountedFact).where(CountedFact.ticket_id == sa.bindparam("ticket"))


class Standing(NamedTuple):
    """What a ticket counts for from a moment on: keys in the order of `KEY`, with the moments from which they hold."""

    ticket: Ticket
    keys: Mapping[Key, datetime]
    moment: datetime


def keep_counted(session: Session, tickets: Sequence[Standing]) -> None:
    """Store what tickets count for from a moment on: what holds no longer ends there, what is new begins.

    Facts that would have begun only later are forgotten: something has happened before.
    """
    session.flush()  # an earlier act of the same transaction has left its facts here
    reopen(session, min(each.moment for each in tickets))
    stored = _counted_rows_of(session, [each.ticket.id for each in tickets])
    new = [row for each in tickets for row in _keep(session, each, stored.get(each.ticket.id, []))]
    if new:
        session.execute(_TABLE.insert(), new)


def _keep(session: Session, counts: Standing, rows: Sequence[CountedFact]) -> Iterator[dict[str, Any]]:
    """End what holds no longer, and yield the rows of what is new."""
    ticket, standing, moment = counts
    number = max((row.no for row in rows), default=0)
    kept: set[Key] = set()
    for row in rows:
        key = key_of(row)
        if row.until not in (FOREVER, moment):
            continue
        if key in standing and key not in kept:
            row.until = FOREVER
            kept.add(key)
        elif row.since >= moment:
            session.delete(row)
        elif row.until == FOREVER:
            row.until = moment
    for key, since in standing.items():
        if key not in kept:
            number += 1
            yield {**_columns(ticket, key), "no": number, "since": since, "until": FOREVER}


def key_of(row: CountedFact) -> Key:
    """Return a stored fact's key."""
    return tuple(getattr(row, name) for name in KEY)


def add_counted(
    session: Session, facts: Iterable[tuple[Ticket, Sequence[tuple[Key, datetime, datetime]]]]
) -> None:
    """Store everything that tickets count for which have nothing stored yet."""
    rows = [
        {**_columns(ticket, key), "no": number, "since": since, "until": until}
        for ticket, found in facts
        for number, (key, since, until) in enumerate(found, 1)
    ]
    if rows:
        reopen(session, min(row["since"] for row in rows))
        session.execute(sa.insert(CountedFact), rows)


def move_counted(session: Session, ticket: Ticket) -> None:
    """Say of everything a ticket counts for that it is the enterprise and the park that it has now."""
    session.flush()
    of_ticket = CountedFact.ticket_id == ticket.id
    elsewhere = CountedFact.park.is_distinct_from(ticket.park)
    first = session.scalar(sa.select(sa.func.min(CountedFact.since)).where(of_ticket, elsewhere))
    if first is not None:
        reopen(session, first)  # sums are kept by park
    values = {"park": ticket.park, "enterprise_id": ticket.enterprise_id}
    session.execute(sa.update(CountedFact).where(of_ticket).values(values))


def forget_counted(session: Session, ticket_ids: Sequence[int]) -> None:
    """Forget what tickets count for, to write it anew."""
    of_tickets = CountedFact.ticket_id.in_(ticket_ids)
    first = session.scalar(sa.select(sa.func.min(CountedFact.since)).where(of_tickets))
    if first is not None:
        reopen(session, first)
        session.execute(sa.delete(CountedFact).where(of_tickets))


def counted_rows(session: Session, ticket_id: int) -> Sequence[CountedFact]:
    """Return what is stored of a ticket."""
    return session.scalars(_OF_TICKET, {"ticket": ticket_id}).all()


def _counted_rows_of(session: Session, ticket_ids: Sequence[int]) -> dict[int, list[CountedFact]]:
    found: dict[int, list[CountedFact]] = {}
    for row in session.scalars(sa.select(CountedFact).where(CountedFact.ticket_id.in_(ticket_ids))):
        found.setdefault(row.ticket_id, []).append(row)
    return found


def uncounted(session: Session, after: int, limit: int) -> Sequence[Ticket]:
    """Return tickets with an id above `after` that count for nothing yet: they came in bulk or before an upgrade."""
    none = ~sa.select(CountedFact.no).where(CountedFact.ticket_id == Ticket.id).exists()
    query = sa.select(Ticket).where(Ticket.id > after, none).order_by(Ticket.id).limit(limit)
    return session.scalars(query).all()


def _columns(ticket: Ticket, key: Key) -> dict[str, Any]:
    return {
        **dict(zip(KEY, key, strict=True)),
        "ticket_id": ticket.id,
        "park": ticket.park,
        "enterprise_id": ticket.enterprise_id,
    }
