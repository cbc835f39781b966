"""Problem lists in the database: kept when they are looked at, read page by page, filed part by part, forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.database import Base
from service_desk.persistence.tables import ProblemListFile, ProblemListRow, Ticket

_ROWS = Base.metadata.tables[ProblemListRow.__tablename__]


class RowPage(NamedTuple):
    """Some rows in the order of their lines, and the lines at which the pages before and after begin."""

    rows: Sequence[ProblemListRow]
    before: int | None
    after: int | None


def keep_list(session: Session, kept: ProblemListFile, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store a list that was looked at, with its rows."""
    session.add(kept)
    session.flush()
    session.execute(_ROWS.insert(), [{**row, "list_id": kept.id} for row in rows])


def list_by_token(session: Session, token: str, user_id: int) -> ProblemListFile | None:
    """Return a person's list; another's is not there."""
    query = sa.select(ProblemListFile).where(ProblemListFile.token == token)
    return session.scalar(query.where(ProblemListFile.user_id == user_id))


def lists_of(session: Session, user_id: int, limit: int) -> Sequence[ProblemListFile]:
    """Return a person's latest lists, the newest first."""
    query = sa.select(ProblemListFile).where(ProblemListFile.user_id == user_id)
    return session.scalars(query.order_by(ProblemListFile.id.desc()).limit(limit)).all()


def rows_by_standing(session: Session, list_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return how many rows of each list stand how; a list has at most a few thousand."""
    count = sa.func.count()
    query = sa.select(ProblemListRow.list_id, ProblemListRow.standing, count)
    query = query.where(ProblemListRow.list_id.in_(list_ids)).group_by("list_id", "standing")
    found: dict[int, dict[str, int]] = {list_id: {} for list_id in list_ids}
    for list_id, standing, number in session.execute(query):
        found[list_id][standing] = int(number)
    return found


def rows_from(session: Session, list_id: int, standing: str | None, line: int, size: int) -> RowPage:
    """Return a page of a list's rows of one standing (of all for None) from a line on."""
    query = sa.select(ProblemListRow).where(ProblemListRow.list_id == list_id)
    if standing is not None:
        query = query.where(ProblemListRow.standing == standing)
    here = query.where(ProblemListRow.line >= line).order_by(ProblemListRow.line).limit(size + 1)
    rows = session.scalars(here).all()
    earlier = query.where(ProblemListRow.line < line).order_by(ProblemListRow.line.desc()).limit(size)
    before = session.scalars(earlier.with_only_columns(ProblemListRow.line)).all()
    return RowPage(rows[:size], before[-1] if before else None, rows[size].line if len(rows) > size else None)


def next_rows(session: Session, list_id: int, standings: Collection[str], limit: int) -> list[ProblemListRow]:
    """Return the first rows of a list, by line, that stand in one of these ways."""
    found: list[ProblemListRow] = []
    for standing in standings:  # each is a stretch of the index
        found += rows_from(session, list_id, standing, 0, limit).rows
    return sorted(found, key=lambda row: row.line)[:limit]


def mark_filed(session: Session, list_id: int, lines: Collection[int], filed: str) -> None:
    """Give rows of which a ticket was made its number; what they said stands in the ticket now and is dropped here."""
    number = sa.select(Ticket.ticket_no).where(Ticket.submission_key == ProblemListRow.key).scalar_subquery()
    rows = sa.update(ProblemListRow).where(
        ProblemListRow.list_id == list_id, ProblemListRow.line.in_(lines), number.is_not(None)
    )
    done = {"standing": filed, "ticket_no": number, "cells": None, "suggestion": None}
    session.execute(rows.values(done).execution_options(synchronize_session=False))


def forget_lists(session: Session, now: datetime) -> int:
    """Forget the lists that are kept no longer, with their rows; returns how many."""
    old = sa.select(ProblemListFile.id).where(ProblemListFile.expires_at <= now)
    session.execute(sa.delete(ProblemListRow).where(ProblemListRow.list_id.in_(old)))
    gone = session.execute(sa.delete(ProblemListFile).where(ProblemListFile.expires_at <= now))
    return int(getattr(gone, "rowcount", 0) or 0)
