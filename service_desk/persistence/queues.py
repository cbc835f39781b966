"""The queues: which tickets lie where, a page at a time by keyset, each counted by the conditions of its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from service_desk.domain.milestones import Lamp
from service_desk.domain.states import State
from service_desk.persistence.conditions import (
    an_earlier_part,
    bearing,
    due_within,
    held_by,
    lit,
    with_open_part,
)
from service_desk.persistence.tables import CoTask, Ticket
from service_desk.persistence.tables.tickets import IN_HAND

PAGE = 25
COUNT_LIMIT = 1000
"""Filtered counts stop here and are shown as "999+" (house law 11)."""

_COUNTED_AT_ONCE = 40

ENDED_RANKS_FROM = datetime(9000, 1, 1, tzinfo=UTC)
"""Ended tickets are ranked beyond every open one, so an index by rank alone holds the open ones together."""


@dataclass(frozen=True)
class QueueFilter:
    """What a list of tickets is narrowed to; None means not narrowed.

    `department` restricts to one department's queue (`co_department` to its open co-tasks instead), `lead` to what it
    leads. `due_from` and `due_before` keep tickets whose next due date falls from one moment on and before another,
    `submitted_*` likewise, `enterprise` those whose enterprise's name begins with it, `is_open` those that have not
    ended. `applications` keeps those with one of these applications waiting, `is_supervised` those with a supervision
    sheet, `has_open_part` those whose co-handlers have not answered. `owner_id` is `conditions.NOBODY` for what no handler has;
    `owner_ids` keeps what these handlers have in hand. `tags` are ids, all of which a ticket must bear. `lamp` is a light
    and the moment it is looked at. `milestone` keeps those that stand at it, `is_undated` those with no date running.
    """

    states: tuple[State, ...] = ()
    department: str | None = None
    lead: str | None = None
    co_department: str | None = None
    category: str | None = None
    request_type: str | None = None
    park: str | None = None
    source: str | None = None
    owner_id: int | None = None
    urgency: int | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    submitted_from: datetime | None = None
    submitted_before: datetime | None = None
    enterprise: str | None = None
    level: str | None = None
    is_open: bool = False
    applications: tuple[str, ...] = ()
    is_supervised: bool = False
    owner_ids: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    has_open_part: bool = False
    lamp: tuple[Lamp, datetime] | None = None
    milestone: str | None = None
    is_undated: bool = False


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after (or, going back, before) this moment of the list's order and this ticket's id."""

    moment: datetime
    ticket_id: int
    backwards: bool = False


@dataclass(frozen=True)
class Page:
    """One page of tickets in the order of the list, with the cursors of its neighbours."""

    tickets: Sequence[Ticket]
    newer: Cursor | None
    older: Cursor | None


def queue_page(
    session: Session, narrowed: QueueFilter, cursor: Cursor | None = None, size: int = PAGE
) -> Page:
    """Return one page; it reads one row more than it shows, whatever the size of the table."""
    backwards = cursor is not None and cursor.backwards
    found = list(session.scalars(page_query(narrowed, cursor, size)))
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page(found, None, None)
    first, last = found[0], found[-1]
    newer = Cursor(_place(first, narrowed), first.id, backwards=True)
    older = Cursor(_place(last, narrowed), last.id)
    shows_newer = has_more if backwards else cursor is not None
    shows_older = True if backwards else has_more
    return Page(found, newer if shows_newer else None, older if shows_older else None)


def queue_rows(session: Session, narrowed: QueueFilter, at_most: int) -> Iterator[Ticket]:
    """Yield the tickets of a list in its order, some hundreds in memory at a time."""
    query = page_query(narrowed, size=at_most - 1).execution_options(yield_per=500)
    for ticket in session.scalars(query):
        yield ticket
        session.expunge(ticket)


def page_query(narrowed: QueueFilter, cursor: Cursor | None = None, size: int = PAGE) -> sa.Select[Ticket]:
    """Return the statement that reads a page and one row more; every order it can take is that of an index."""
    backwards = cursor is not None and cursor.backwards
    moment, identity = _order(narrowed)
    query = narrowed_query(sa.select(Ticket), narrowed)
    if cursor is not None:
        here = sa.tuple_(moment, identity)
        edge = sa.tuple_(sa.literal(cursor.moment, moment.type), sa.literal(cursor.ticket_id))
        query = query.where(here < edge if backwards else here > edge)
    order = (moment.desc(), identity.desc()) if backwards else (moment, identity)
    return query.order_by(*order).limit(size + 1)


def bounded_count(session: Session, narrowed: QueueFilter) -> int:
    """Return how many tickets match, counting no further than COUNT_LIMIT; the same conditions as the list."""
    return session.scalar(count_query(narrowed)) or 0


def count_query(narrowed: QueueFilter) -> sa.Select[int]:
    """Return the statement that counts no further than COUNT_LIMIT."""
    rows = narrowed_query(sa.select(Ticket.id), narrowed).limit(COUNT_LIMIT).subquery()
    return sa.select(sa.func.count()).select_from(rows)


def counts_up_to(session: Session, queries: Sequence[sa.Select[Any]]) -> list[int]:
    """Return how many rows each of several statements gives, each counted no further than COUNT_LIMIT, many at a time."""
    found: list[int] = []
    for start in range(0, len(queries), _COUNTED_AT_ONCE):
        some = queries[start : start + _COUNTED_AT_ONCE]
        counts = [
            sa.select(sa.func.count()).select_from(each.limit(COUNT_LIMIT).subquery()).scalar_subquery()
            for each in some
        ]
        found.extend(int(number) for number in session.execute(sa.select(*counts)).one())
    return found


def bounded_counts(session: Session, filters: Sequence[QueueFilter]) -> list[int]:
    """Return how many tickets each of several lists holds, each counted no further than COUNT_LIMIT."""
    return counts_up_to(session, [narrowed_query(sa.select(Ticket.id), each) for each in filters])


def _order(narrowed: QueueFilter) -> tuple[InstrumentedAttribute[Any], InstrumentedAttribute[int]]:
    """Return the moment and the id a list is in the order of: a co-handler's own date, the next due date, or the rank."""
    if narrowed.co_department is not None:
        return CoTask.due_at, CoTask.ticket_id
    if narrowed.due_before is not None or narrowed.due_from is not None:
        return Ticket.next_due_at, Ticket.id
    return Ticket.rank_at, Ticket.id


def _place(ticket: Ticket, narrowed: QueueFilter) -> datetime:
    """Return where a ticket stands in the order of a list."""
    if narrowed.co_department is not None:
        mine = (task for task in ticket.co_tasks if task.department == narrowed.co_department)
        dates = (task.due_at for task in mine if task.status == "open")
        return next(dates, None) or ticket.rank_at
    if narrowed.due_before is not None or narrowed.due_from is not None:
        return ticket.next_due_at or ticket.rank_at
    return ticket.rank_at


def narrowed_query(query: sa.Select[Any], narrowed: QueueFilter) -> sa.Select[Any]:
    """Return a statement about tickets with the conditions of a list."""
    exact = {
        Ticket.queue_department: narrowed.department,
        Ticket.lead_department: narrowed.lead,
        Ticket.category: narrowed.category,
        Ticket.request_type: narrowed.request_type,
        Ticket.park: narrowed.park,
        Ticket.source: narrowed.source,
        Ticket.owner_id: narrowed.owner_id or None,
        Ticket.urgency: narrowed.urgency,
        Ticket.level: narrowed.level,
        Ticket.milestone: narrowed.milestone,
    }
    query = query.where(*(column == value for column, value in exact.items() if value is not None))
    if narrowed.co_department is not None:  # a ticket that ends has no open co-task left
        query = query.join(CoTask, CoTask.ticket_id == Ticket.id).where(
            CoTask.department == narrowed.co_department, CoTask.status == "open", ~an_earlier_part()
        )
    if narrowed.enterprise:
        query = query.where(Ticket.enterprise_name.startswith(narrowed.enterprise, autoescape=True))
    return query.where(*_standing(narrowed), *_in_hands(narrowed))


def _standing(narrowed: QueueFilter) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on where a ticket stands: its state, its dates, what waits on it."""
    if len(narrowed.states) == 1:
        yield Ticket.state == narrowed.states[0].value
    elif narrowed.states:
        yield Ticket.state.in_([state.value for state in narrowed.states])
    yield from due_within(narrowed.due_from, narrowed.due_before, is_undated=narrowed.is_undated)
    if narrowed.submitted_from is not None:
        yield Ticket.submitted_at >= narrowed.submitted_from
    if narrowed.submitted_before is not None:
        yield Ticket.submitted_at < narrowed.submitted_before
    if narrowed.applications:  # the first condition names the partial index
        yield Ticket.application.is_not(None)
        yield Ticket.application.in_(narrowed.applications)
    if narrowed.is_supervised:
        yield Ticket.supervision.is_not(None)


def _in_hands(narrowed: QueueFilter) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on whether and by whom a ticket is in hand, which tags it bears, what light it shows."""
    if narrowed.is_open or narrowed.owner_ids:
        yield Ticket.rank_at < ENDED_RANKS_FROM
        if (
            narrowed.department is not None or narrowed.owner_ids
        ):  # names the partial indexes of what is in hand
            yield sa.literal_column(IN_HAND)
    yield from held_by(narrowed.owner_id, narrowed.owner_ids)
    yield from bearing(narrowed.tags)
    if narrowed.has_open_part:
        yield with_open_part()
    if narrowed.lamp is not None:
        yield from lit(*narrowed.lamp, of_part=narrowed.co_department is not None)
