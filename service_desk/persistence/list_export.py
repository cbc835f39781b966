"""A list of the desk as an export needs it: how long it is, no further than wanted, and all of it page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.queues import Cursor, QueueFilter, narrowed_query, queue_page
from service_desk.persistence.tables import Ticket

PAGE = 500


def length_of(session: Session, narrowed: QueueFilter, at_most: int | None = None) -> int:
    """Return how many tickets a list has, counted no further than `at_most`; without it all of them, for a job only."""
    rows = narrowed_query(sa.select(Ticket.id), narrowed).limit(at_most).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0


def list_pages(session: Session, narrowed: QueueFilter, size: int = PAGE) -> Iterator[Sequence[Ticket]]:
    """Yield a whole list in its order, one page in memory at a time, each found by where the one before ended."""
    cursor: Cursor | None = None
    while True:
        page = queue_page(session, narrowed, cursor, size)
        cursor = page.older
        if page.tickets:
            yield page.tickets
        for ticket in page.tickets:
            session.expunge(ticket)
        if cursor is None:
            return
