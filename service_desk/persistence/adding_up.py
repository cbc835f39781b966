"""Adding up the figures of a period: whole days from their sums, what lies before and after them from the facts.

Both are asked for what was known at the period's cut-off, as `period_lists` asks for the facts themselves; so a number and
the list behind it agree, and a number costs as many rows as there are days and months, not as there are tickets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.reporting.facts import STANDING
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import WHOLE_ZONE, Age, Scope
from service_desk.domain.zone_time import local_date, start_of_day
from service_desk.persistence import fact_sums
from service_desk.persistence.fact_sums import HELD_LATER, NO_LONGER, STANDS, day_number, month_number, opaque
from service_desk.persistence.tables import CountedFact, FactSum
from service_desk.persistence.tables.counted import FOREVER
from service_desk.persistence.tables.sums import ANYWHERE, BOOKED_LATER, NO_DAYS

MOVES = (Figure.MOVED_IN, Figure.MOVED_OUT)
"""For the zone a change of hands is no flow."""
INS, OUTS = (tuple(Figure(flow.value) for flow in flows) for flows in (INFLOWS, OUTFLOWS))

_LATER: sa.ColumnElement[bool] = sa.literal_column(f"({BOOKED_LATER})")
_NONE = {"days": NO_DAYS, "park": ANYWHERE}
_Fact = CountedFact
_Clause = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Asked:
    """What is asked for: figures from `begin` up to, not including, `cut_off`, of a part of the zone."""

    begin: datetime
    cut_off: datetime
    scope: Scope = WHOLE_ZONE
    age: Age | None = None


def added_up(session: Session, asked: Asked, figures: Iterable[Figure], *by: str) -> Counter[tuple[Any, ...]]:
    """Return how often each figure is counted, by (figure, *columns).

    Columns are `department`, `category`, `request_type`, `park` and `days` (`ANYWHERE` and `NO_DAYS` where there is none).
    What was open at the start is what is open at the end without what came and with what went (house law 9), so it is asked
    for with them.
    """
    wanted = set(figures)
    needed = wanted | {Figure.CLOSING, *INS, *OUTS} if Figure.OPENING in wanted else wanted
    found = Counter[tuple[Any, ...]]()
    for part, sign in _parts(asked, sorted(needed - {Figure.OPENING}), _whole_days(session, asked)):
        columns = [part.column(name) for name in ("figure", *by)]
        query = sa.select(*columns, part.amount).where(*part.where, *narrowed(part.table, asked.scope))
        for figure, *key, count in session.execute(query.group_by(*columns)):
            found[Figure(figure), *key] += sign * count
    if Figure.OPENING in wanted:
        _open_at_the_start(found)
    left_out = set(MOVES) if asked.scope.is_zone else set()
    return Counter({key: count for key, count in found.items() if count and key[0] in wanted - left_out})


def narrowed(table: type[CountedFact | FactSum], scope: Scope) -> Iterator[_Clause]:
    """Yield the conditions of a part of the zone."""
    for column, value in (
        (table.department, scope.department),
        (table.park, scope.park),
        (table.category, scope.category.value if scope.category else None),
        (table.request_type, scope.request_type),
    ):
        if value is not None:
            yield column == value


def _open_at_the_start(found: Counter[tuple[Any, ...]]) -> None:
    for (figure, *key), count in list(found.items()):
        sign = 1 if figure is Figure.CLOSING or figure in OUTS else -1 if figure in INS else 0
        found[Figure.OPENING, *key] += sign * count


@dataclass(frozen=True)
class _Part:
    """Rows of one table that are counted, or whose rises are added."""

    table: type[CountedFact | FactSum]
    where: Sequence[_Clause]

    def column(self, name: str) -> sa.ColumnElement[Any]:
        """Return what is grouped by, with the word of the sums for what a fact has not."""
        found: sa.ColumnElement[Any] = getattr(self.table, name)
        return sa.func.coalesce(found, _NONE[name]) if name in _NONE and self.table is CountedFact else found

    @property
    def amount(self) -> sa.ColumnElement[int]:
        return sa.func.count() if self.table is CountedFact else sa.func.sum(FactSum.rise)


@dataclass(frozen=True)
class _Days:
    """The whole days of a period that are summed: from the first up to, not including, the end."""

    first: date
    end: date

    @property
    def months(self) -> tuple[date, date]:
        """The first day of the first whole month among them, and the first day of the month that is not whole."""
        first = (
            self.first
            if self.first.day == 1
            else (self.first.replace(day=1) + timedelta(days=32)).replace(day=1)
        )
        return first, self.end.replace(day=1)


def _whole_days(session: Session, asked: Asked) -> _Days | None:
    """Return the summed days of a period: known at their end is what was known at the cut-off but for the rest of that day."""
    through = fact_sums.summed_through(session)
    if through is None:
        return None
    first = local_date(asked.begin)
    if start_of_day(first) < asked.begin:
        first += timedelta(days=1)
    return _Days(first, min(local_date(asked.cut_off), through + timedelta(days=1)))


def _parts(asked: Asked, figures: Sequence[Figure], days: _Days | None) -> Iterator[tuple[_Part, int]]:
    standing = [figure.value for figure in figures if figure in STANDING]
    happened = [figure.value for figure in figures if figure not in STANDING]
    if happened:
        yield from _happened(asked, happened, days)
    if standing:
        yield from _standing(asked, standing, days)


def _happened(asked: Asked, figures: Sequence[str], days: _Days | None) -> Iterator[tuple[_Part, int]]:
    if days is None or days.first >= days.end:
        yield _facts(asked, figures, asked.begin, asked.cut_off), 1
        return
    begin, end = start_of_day(days.first), start_of_day(days.end)
    for where in _sums_of_what_happened(days):
        yield _Part(FactSum, (FactSum.figure.in_(figures), *where)), 1
    if asked.begin < begin:
        yield _facts(asked, figures, asked.begin, begin), 1
    if end < asked.cut_off:
        yield _facts(asked, figures, end, asked.cut_off), 1
        earlier = (opaque(_Fact.figure).in_(figures), opaque(_Fact.at) >= begin, opaque(_Fact.at) < end)
        known = (HELD_LATER, _Fact.since >= end, *holding(asked.cut_off))
        yield _Part(CountedFact, (*earlier, *known)), 1
        gone = (NO_LONGER, _Fact.until >= end, _Fact.until < asked.cut_off, opaque(_Fact.since) < end)
        yield _Part(CountedFact, (*earlier, *gone)), -1


def _sums_of_what_happened(days: _Days) -> Iterator[Sequence[_Clause]]:
    """Yield the sums of a stretch of days as they were booked before its end: whole months, and the days around them."""
    happened, booked = FactSum.happened, FactSum.booked
    known = booked < day_number(days.end)
    first, end = days.months
    if first >= end:
        yield happened >= day_number(days.first), happened < day_number(days.end), known
        return
    if days.first < first:
        yield happened >= day_number(days.first), happened < day_number(first), known
    yield happened >= month_number(first), happened < month_number(end), booked < month_number(end)
    if end < days.end:
        yield happened >= day_number(end), happened < day_number(days.end), known
        in_months = (opaque(happened) >= day_number(first), opaque(happened) < day_number(end))
        yield _LATER, booked >= day_number(end), known, *in_months


def _standing(asked: Asked, figures: Sequence[str], days: _Days | None) -> Iterator[tuple[_Part, int]]:
    these = (_Fact.figure.in_(figures), _Fact.ended == FOREVER, STANDS)
    if days is None:
        yield _Part(CountedFact, (*these, *holding(asked.cut_off))), 1
        return
    end, month = start_of_day(days.end), days.end.replace(day=1)
    for low, high in ((0, month_number(month)), (day_number(month), day_number(days.end))):
        where = (FactSum.figure.in_(figures), FactSum.happened >= low, FactSum.happened < high)
        yield _Part(FactSum, where), 1
    if end < asked.cut_off:
        begun = (_Fact.figure.in_(figures), _Fact.ended == FOREVER, _Fact.at >= end, _Fact.at < asked.cut_off)
        yield _Part(CountedFact, (*begun, *holding(asked.cut_off))), 1
        later = (HELD_LATER, _Fact.since >= end, *holding(asked.cut_off), opaque(_Fact.at) < end)
        yield _Part(CountedFact, (*later, opaque(_Fact.figure).in_(figures), _Fact.ended == FOREVER)), 1
        yield (
            _Part(CountedFact, (*these, _Fact.until >= end, _Fact.until < asked.cut_off, _Fact.since < end)),
            -1,
        )


def _facts(asked: Asked, figures: Sequence[str], begin: datetime, end: datetime) -> _Part:
    where = (_Fact.figure.in_(figures), _Fact.at >= begin, _Fact.at < end)
    return _Part(CountedFact, (*where, *holding(asked.cut_off)))


def holding(cut_off: datetime) -> tuple[_Clause, _Clause]:
    """Return what makes a fact hold for a cut-off."""
    moment = sa.literal(cut_off, _Fact.at.type)
    return _Fact.since < moment, _Fact.until >= moment
