"""Summing up the counted facts of a day that has ended, and of its month; what is summed is dropped when an old day changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.reporting.facts import STANDING
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.zone_time import end_of_day, local_date, start_of_day
from service_desk.persistence.tables import CountedFact, FactSum, SummedThrough
from service_desk.persistence.tables.counted import (
    FOREVER,
    FRESH_ROWS,
    HELD_LATER_ROWS,
    NO_LONGER_ROWS,
    STANDING_ROWS,
)
from service_desk.persistence.tables.sums import ANYWHERE, NO_DAYS

FRESH: sa.ColumnElement[bool]
HELD_LATER: sa.ColumnElement[bool]
NO_LONGER: sa.ColumnElement[bool]
STANDS: sa.ColumnElement[bool]
FRESH, HELD_LATER, NO_LONGER, STANDS = (
    sa.literal_column(f"({rows})") for rows in (FRESH_ROWS, HELD_LATER_ROWS, NO_LONGER_ROWS, STANDING_ROWS)
)
"""Conditions in the words of the indexes that hold only such facts; of no type, as SQLite's would be compared with 1."""

STANDING_NAMES = tuple(figure.value for figure in STANDING)
_ALL_NAMES = tuple(figure.value for figure in Figure)
_SAME = ("department", "category", "request_type")
_Fact = CountedFact


def summed_through(session: Session) -> date | None:
    """Return the last day that is summed; None while none is."""
    return session.scalar(sa.select(SummedThrough.day))


def lock_sums(session: Session) -> date | None:
    """Return the last day that is summed, and let nobody else sum the next one before this transaction ends."""
    return session.scalar(sa.select(SummedThrough.day).with_for_update())


def day_number(day: date) -> int:
    """Return a day as the sums write it: 20260105."""
    return month_number(day) * 100 + day.day


def month_number(day: date) -> int:
    """Return a day's month as the sums write it: 202601."""
    return day.year * 100 + day.month


def earliest_day(session: Session) -> date | None:
    """Return the day of the earliest fact; None while there is none."""
    found = [
        session.scalar(sa.select(_Fact.at).where(_Fact.figure == name).order_by(_Fact.at).limit(1))
        for name in _ALL_NAMES
    ]
    return min((local_date(at) for at in found if at is not None), default=None)


def sum_day(session: Session, day: date) -> int:
    """Sum the facts of a day that has ended, and its month on the month's last day; returns how many sums were written.

    The days before it must have been summed.
    """
    rises: Counter[tuple[Any, ...]] = Counter()
    for rise, query in ((1, _begun(day)), (1, _held_later(day)), (-1, _ceased(day)), (-1, _stood(day))):
        for figure, at, *same, park, days in session.execute(query):
            happened = day if figure in STANDING_NAMES else local_date(at)
            key = (figure, day_number(happened), *same, park or ANYWHERE, NO_DAYS if days is None else days)
            rises[key] += rise
    names = ("figure", "happened", *_SAME, "park", "days")
    rows = [
        {**dict(zip(names, key, strict=True)), "booked": day_number(day), "rise": rise}
        for key, rise in rises.items()
        if rise
    ]
    if rows:
        session.execute(sa.insert(FactSum), rows)
    if (day + timedelta(days=1)).month != day.month:
        session.execute(_month_summed(day))
    session.merge(SummedThrough(id=1, day=day))
    return len(rows)


def _columns(*where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select facts; of what stood and does so no longer only the end of the stay is counted, not the stay as history."""
    is_counted = sa.or_(opaque(_Fact.figure).not_in(STANDING_NAMES), _Fact.ended == FOREVER)
    same = (getattr(_Fact, name) for name in _SAME)
    return sa.select(_Fact.figure, _Fact.at, *same, _Fact.park, _Fact.days).where(*where, is_counted)


def opaque(column: Any) -> Any:
    """Return a column that no index can be entered by, where the rows are few by another condition already."""
    return sa.func.coalesce(column, column, type_=column.type)


def _begun(day: date) -> sa.Select[Any]:
    begin, end = start_of_day(day), end_of_day(day)
    return _columns(_Fact.figure.in_(_ALL_NAMES), _Fact.at >= begin, _Fact.at < end, _Fact.since < end)


def _held_later(day: date) -> sa.Select[Any]:
    begin, end = start_of_day(day), end_of_day(day)
    return _columns(HELD_LATER, _Fact.since >= begin, _Fact.since < end, opaque(_Fact.at) < begin)


def _ceased(day: date) -> sa.Select[Any]:
    return _columns(NO_LONGER, _Fact.until >= start_of_day(day), _Fact.until < end_of_day(day))


def _stood(day: date) -> sa.Select[Any]:
    begin, end = start_of_day(day), end_of_day(day)
    where = (_Fact.figure.in_(STANDING_NAMES), _Fact.ended == FOREVER, STANDS)
    return _columns(*where, _Fact.until >= begin, _Fact.until < end)


def _month_summed(day: date) -> sa.Insert:
    month, rise = month_number(day), sa.func.sum(FactSum.rise)
    same = [getattr(FactSum, name) for name in (*_SAME, "park", "days")]
    happened = (FactSum.happened // 100).label("happened")
    query = (
        sa.select(FactSum.figure, happened, sa.literal(month), *same, rise)
        .where(FactSum.booked >= month * 100, FactSum.booked < (month + 1) * 100)
        .group_by(FactSum.figure, sa.text("2"), *same)
        .having(rise != 0)
    )
    return sa.insert(FactSum).from_select(
        ["figure", "happened", "booked", *_SAME, "park", "days", "rise"], query
    )


def reopen(session: Session, moment: datetime) -> None:
    """Drop the sums of the day of a moment and of all days after it, where they are summed: its facts change."""
    day = local_date(moment)
    before = day - timedelta(days=1)
    moved = session.execute(sa.update(SummedThrough).where(SummedThrough.day >= day).values(day=before))
    if moved.rowcount:  # type: ignore[attr-defined]
        session.execute(sa.delete(FactSum).where(sa.or_(*_booked_from(day))))


def _booked_from(day: date) -> Iterator[sa.ColumnElement[bool]]:
    yield FactSum.booked >= day_number(day)
    yield sa.and_(FactSum.booked >= month_number(day), FactSum.booked < month_number(date.max) + 1)
