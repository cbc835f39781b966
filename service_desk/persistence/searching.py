"""Finding tickets: the newest that hold all the words and fit the conditions, and how many there are.

The search index is FTS5 on SQLite (`search_fts.py`) and GIN on PostgreSQL (`search_gin.py`). Both find exactly what LIKE would
find, and neither reads more because there are more tickets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.conditions import readable_by
from service_desk.persistence.queues import narrowed_query
from service_desk.persistence.search_days import filed_within
from service_desk.persistence.search_fts import fts_ids
from service_desk.persistence.search_gin import gin_ids
from service_desk.persistence.search_lines import TicketLine, lines_of
from service_desk.persistence.search_sides import few_query, few_that_fit
from service_desk.persistence.search_wanted import Wanted
from service_desk.persistence.tables import Ticket

__all__ = ["COUNT_LIMIT", "PAGE", "Wanted", "found_ids", "found_page", "found_texts"]

PAGE = 20
COUNT_LIMIT = 201
"""Counts stop here and are shown as "200+" (house law 11): who finds more narrows them, and counts no pages."""


def found_page(
    session: Session, wanted: Wanted, before: int | None = None, size: int = PAGE
) -> tuple[Sequence[TicketLine], int]:
    """Return the newest tickets found with an id below `before`, one more than a page where there is one, and the count.

    The count stops at COUNT_LIMIT; it is that of the same list, whichever page is shown.
    """
    newest = found_ids(session, wanted, None, COUNT_LIMIT)
    page = newest[: size + 1] if before is None else found_ids(session, wanted, before, size + 1)
    return lines_of(session, page, wanted.department), len(newest)


def found_texts(session: Session, wanted: Wanted, size: int) -> Sequence[sa.Row[int, str, str]]:
    """Return id, title and text of the newest tickets found, without counting how many there are."""
    query = sa.select(Ticket.id, Ticket.title, Ticket.body)
    return session.execute(
        query.where(Ticket.id.in_(found_ids(session, wanted, None, size)), *_limits(wanted))
    ).all()


def found_ids(session: Session, wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """Return the ids of the newest tickets found below `before`, the newest first."""
    ids = filed_within(session, wanted.narrowed)
    ids = ids if before is None else range(ids.start, min(ids.stop, before))
    if not ids:
        return []
    few = few_that_fit(session, wanted.narrowed)
    if few is not None:
        return list(session.scalars(few_query(wanted, few, ids, limit)))
    if not wanted.words and not wanted.facets:
        query = narrowed_query(sa.select(Ticket.id), wanted.narrowed)
        query = query.where(Ticket.id >= ids.start, Ticket.id < ids.stop)
        return list(session.scalars(query.order_by(Ticket.id.desc()).limit(limit)))
    if session.get_bind().dialect.name == "sqlite":
        return fts_ids(session, wanted, ids, limit)
    return gin_ids(session, wanted, ids, limit)


def _limits(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the condition on who may see a ticket: what the index says is looked at once more where it is shown."""
    if wanted.department is not None:
        yield readable_by(wanted.department)
