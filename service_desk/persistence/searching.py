"""Finding tickets: the newest that hold all the words and fit the conditions, and how many there are.

The search index is FTS5 on SQLite (`search_fts.py`) and GIN on PostgreSQL (`search_gin.py`). Both find exactly what LIKE would
find, and neither reads more because there are more tickets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only, raiseload

from service_desk.persistence.queues import narrowed_query
from service_desk.persistence.search_fts import fts_ids
from service_desk.persistence.search_gin import gin_ids
from service_desk.persistence.search_wanted import Wanted
from service_desk.persistence.tables import CoTask, Ticket

__all__ = ["COUNT_LIMIT", "PAGE", "Wanted", "found_ids", "found_page", "found_texts", "readable_by"]

PAGE = 20
COUNT_LIMIT = 201
"""Counts stop here and are shown as "200+" (house law 11): who finds more narrows them, and counts no pages."""


def found_page(
    session: Session, wanted: Wanted, before: int | None = None, size: int = PAGE
) -> tuple[Sequence[Ticket], int]:
    """Return the newest tickets found with an id below `before`, one more than a page where there is one, and the count.

    The count stops at COUNT_LIMIT; it is that of the same list, whichever page is shown.
    """
    newest = found_ids(session, wanted, None, COUNT_LIMIT)
    page = newest[: size + 1] if before is None else found_ids(session, wanted, before, size + 1)
    return _tickets(session, wanted, page), len(newest)


def found_texts(session: Session, wanted: Wanted, size: int) -> Sequence[sa.Row[int, str, str]]:
    """Return id, title and text of the newest tickets found, without counting how many there are."""
    query = sa.select(Ticket.id, Ticket.title, Ticket.body)
    return session.execute(
        query.where(Ticket.id.in_(found_ids(session, wanted, None, size)), *_limits(wanted))
    ).all()


def _tickets(session: Session, wanted: Wanted, ids: Sequence[int]) -> Sequence[Ticket]:
    """Return tickets with what a line of hits shows; what the index says of rights is looked at once more."""
    if not ids:
        return []
    given = {"ids": ids, "department": wanted.department}
    rows = session.scalars(_SHOWN if wanted.department is None else _SHOWN_TO_DEPARTMENT, given)
    return sorted(rows, key=lambda ticket: -ticket.id)


def found_ids(session: Session, wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """Return the ids of the newest tickets found below `before`, the newest first."""
    if not wanted.words and not wanted.facets:
        query = narrowed_query(sa.select(Ticket.id), wanted.narrowed)
        query = query if before is None else query.where(Ticket.id < before)
        return list(session.scalars(query.order_by(Ticket.id.desc()).limit(limit)).all())
    if session.get_bind().dialect.name == "sqlite":
        return fts_ids(session, wanted, before, limit)
    return gin_ids(session, wanted, before, limit)


def _limits(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the condition on who may see a ticket: what the index says is looked at once more where it is shown."""
    if wanted.department is not None:
        yield readable_by(wanted.department)


def readable_by(department: str | sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    """Tell whether a department may read a ticket: it leads it, led it first or helps with it."""
    helps = sa.select(CoTask.id).where(CoTask.ticket_id == Ticket.id, CoTask.department == department)
    return sa.or_(Ticket.lead_department == department, Ticket.first_department == department, helps.exists())


_LINE = (
    Ticket.ticket_no, Ticket.title, Ticket.body, Ticket.expected_result, Ticket.location, Ticket.enterprise_name,
    Ticket.uscc, Ticket.park, Ticket.form, Ticket.form_version, Ticket.form_data, Ticket.category, Ticket.state,
    Ticket.clock, Ticket.milestones, Ticket.next_due_at, Ticket.lead_department, Ticket.submitted_at, Ticket.ended_at,
    Ticket.result_at, Ticket.review_on, Ticket.info_asked_at, Ticket.last_event_at,
)  # fmt: skip
"""The third of a ticket's columns that a line of hits shows, or that a hit is looked for in."""

_SHOWN = (
    sa.select(Ticket)
    .where(Ticket.id.in_(sa.bindparam("ids", expanding=True)))
    .options(load_only(*_LINE), raiseload(Ticket.co_tasks))
)
_SHOWN_TO_DEPARTMENT = _SHOWN.where(readable_by(sa.bindparam("department", type_=sa.Text)))
"""Made once: putting a statement together takes as long as answering it."""
