"""The report of any period and any part of the zone: its figures, and what is reckoned from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service_desk.domain.catalogue import Category
from service_desk.domain.rates import Rate, ThreeRates
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS
from service_desk.domain.reporting.ledger import Figure, three_rates
from service_desk.domain.reporting.lines import DepartmentLine, TypeLine
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span

Counts = Mapping[Figure, int]


@dataclass(frozen=True)
class PeriodCategory:
    """One of the four categories: what is new, the same in the period before and a year before, and what is open."""

    category: Category
    new: int
    new_before: int | None
    new_year_ago: int | None
    finished: int
    open: int


@dataclass(frozen=True)
class TrendPoint:
    """One week: what came, what was struck off, what was open at its end; `cut_off` is its end, or the report's while it is under way."""

    week: str
    cut_off: datetime
    new: int
    struck_off: int
    open: int


@dataclass(frozen=True)
class RisingSpot:
    """At least three enterprises with the same kind of request within four weeks, in one park or (None) anywhere."""

    request_type: str
    park: str | None
    firms: int
    count: int
    before: int

    @property
    def is_rising(self) -> bool:
        """Tell whether there were fewer in the four weeks before."""
        return self.count > self.before


@dataclass(frozen=True)
class DayCount:
    """How many tickets were finished after so many working days."""

    days: int
    count: int


@dataclass(frozen=True)
class PeriodReport:
    """The figures of a period as of `cut_off`: its end, or now while it is under way.

    `before` are the figures of the period before and `year_ago` those of a year ago (None: the desk was not there yet);
    of a period under way, of as much of them as has passed of this one.
    """

    period: str
    scope: Scope
    begin: datetime
    cut_off: datetime
    counts: dict[Figure, int]
    before: dict[Figure, int] | None = None
    year_ago: dict[Figure, int] | None = None
    categories: tuple[PeriodCategory, ...] = ()
    departments: tuple[DepartmentLine, ...] = ()
    types: tuple[TypeLine, ...] = ()
    days: tuple[DayCount, ...] = ()
    ages: tuple[int, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    hot_spots: tuple[RisingSpot, ...] = field(default=())

    @property
    def span(self) -> Span:
        """The period."""
        return Span.parse(self.period)

    @property
    def is_over(self) -> bool:
        """Tell whether the whole period had passed."""
        return self.cut_off >= self.span.ends

    def count(self, figure: Figure) -> int:
        """Return a figure."""
        return self.counts.get(figure, 0)

    @property
    def balance(self) -> int:
        """What the opening balance and the flows lead to; the closing balance, if nothing is wrong."""
        moved = sum(self.count(Figure(flow.value)) for flow in INFLOWS)
        return self.count(Figure.OPENING) + moved - sum(self.count(Figure(flow.value)) for flow in OUTFLOWS)

    @property
    def adds_up(self) -> bool:
        """Tell whether 期初 and the flows lead to 期末."""
        return self.balance == self.count(Figure.CLOSING)

    @property
    def rates(self) -> ThreeRates:
        """The three rates and the participation."""
        return rates_of(self.counts)

    @property
    def median_days(self) -> int | None:
        """Half of what was finished took so many working days or fewer."""
        return quantile(self.days, 50)

    @property
    def p90_days(self) -> int | None:
        """Nine of ten that were finished took so many working days or fewer."""
        return quantile(self.days, 90)


def rates_of(counts: Counts) -> ThreeRates:
    """Return the three rates of some figures."""
    return three_rates({figure: counts.get(figure, 0) for figure in Figure})


def completion(counts: Counts) -> Rate:
    """办结率: finished, out of those finished and those a department still has in hand."""
    finished = counts.get(Figure.FINISHED, 0)
    return Rate(finished, finished + counts.get(Figure.IN_HAND, 0))


def share_of(part: Figure, whole: Figure, counts: Counts) -> Rate:
    """Return one figure out of another."""
    return Rate(counts.get(part, 0), counts.get(whole, 0))


def quantile(days: Sequence[DayCount], percent: int) -> int | None:
    """Return the least number of days within which so many per cent were finished; None where nothing was."""
    total = sum(each.count for each in days)
    reached = 0
    for each in sorted(days, key=lambda one: one.days):
        reached += each.count
        if reached * 100 >= total * percent:
            return each.days
    return None


def spots_of(
    here: Iterable[RisingSpot], anywhere: Iterable[RisingSpot], least_firms: int, at_most: int
) -> tuple[RisingSpot, ...]:
    """Return the hot spots: enough enterprises of one park, or enough anywhere and rising, not said twice.

    Rising ones come first, then the most enterprises.
    """
    found = [spot for spot in here if spot.firms >= least_firms]
    told = {spot.request_type: spot.firms for spot in reversed(found)}
    found += [
        spot
        for spot in anywhere
        if spot.firms >= least_firms and spot.is_rising and spot.firms > told.get(spot.request_type, 0)
    ]
    order = sorted(
        found,
        key=lambda spot: (not spot.is_rising, -spot.firms, -spot.count, spot.request_type, spot.park or ""),
    )
    return tuple(order[:at_most])
