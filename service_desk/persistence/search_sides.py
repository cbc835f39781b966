"""Conditions that the search index does not know but another index does: from the side of the few tickets that meet one.

Walking through what the index answers, the newest first, takes the longer the rarer those are that meet such a condition.
Where they are few in the whole zone, they are read instead and everything else is tried on them.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.milestones import YELLOW_FROM, Lamp
from service_desk.persistence.conditions import readable_by
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_wanted import Wanted, form_of, texts_hold, words_given
from service_desk.persistence.tables import CoTask, SearchText, Tag, Ticket, TicketTag
from service_desk.persistence.tables.tickets import STOPPED

FEW = 5_000
"""So many tickets are read at most, in about ten milliseconds."""


def few_that_fit(session: Session, narrowed: QueueFilter) -> sa.Select[int] | None:
    """Return the statement that reads the ids of those that meet one of a list's conditions, if they are few."""
    for side in _sides(narrowed):
        if (session.scalar(_count(side)) or 0) <= FEW:
            return side
    return None


def _count(side: sa.Select[int]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(side.limit(FEW + 1).subquery())


def few_query(wanted: Wanted, few: sa.Select[int], ids: range, limit: int) -> sa.Select[int]:
    """Return the statement that reads those of some ids that are found among a few tickets, the newest first."""
    side = sa.select(few.limit(FEW).subquery().c.id)
    query = sa.select(Ticket.id).where(Ticket.id.in_(side), Ticket.id >= ids.start, Ticket.id < ids.stop)
    query = narrowed_query(query, wanted.narrowed)
    if wanted.department is not None:
        query = query.where(readable_by(wanted.department))
    if wanted.words:
        form = form_of(wanted, wanted.words)
        query = query.join(SearchText, SearchText.ticket_id == Ticket.id).where(*texts_hold(form))
        query = query.params(words_given(wanted, wanted.words))
    # Not by the bare key: the planner would walk all tickets in its order and ask of each whether it is among the few.
    return query.order_by((Ticket.id + sa.literal_column("0")).desc()).limit(limit)


def _sides(narrowed: QueueFilter) -> Iterator[sa.Select[int]]:
    """Yield a statement for each condition of a list that an index answers."""
    ids = sa.select(Ticket.id.label("id"))
    if narrowed.is_supervised:
        yield ids.where(Ticket.supervision.is_not(None))
    for tag_id in narrowed.tags:
        tag = sa.select(sa.func.coalesce(Tag.merged_into, Tag.id)).where(Tag.id == tag_id).scalar_subquery()
        yield sa.select(TicketTag.ticket_id.label("id")).where(TicketTag.tag_id == tag)
    if narrowed.co_department is not None:
        part = sa.select(CoTask.ticket_id.label("id"))
        yield part.where(CoTask.department == narrowed.co_department, CoTask.status == "open")
    if narrowed.due_before is not None:
        yield ids.where(Ticket.next_due_at < narrowed.due_before)
    if narrowed.lamp is not None and narrowed.co_department is None:  # a part shows a light of its own
        light, now = narrowed.lamp
        if light is Lamp.RED:
            yield ids.where(Ticket.next_due_at < now)
        elif light is Lamp.YELLOW:
            yield ids.where(Ticket.next_due_at.between(now, now + YELLOW_FROM))
        elif light is Lamp.STOPPED:
            yield ids.where(sa.literal_column(STOPPED))
