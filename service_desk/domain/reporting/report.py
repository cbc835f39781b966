"""The weekly report of the zone or of one department: every figure, list and sentence, ready to be frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.rates import Rate, ThreeRates
from service_desk.domain.reporting import attention, tables
from service_desk.domain.reporting.headline import Situation, headline, trends
from service_desk.domain.reporting.ledger import Figure, Lists, counts, gather, reconcile, three_rates
from service_desk.domain.reporting.lines import (
    CategoryLine,
    DepartmentLine,
    DueLine,
    HotSpot,
    LateLine,
    RingFirst,
    SourceLine,
    Strip,
    TicketLine,
    TypeLine,
)
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.reporting.week import Week

ZONE = "zone"
"""The scope of the leaders' report; every other scope is a department's code."""


@dataclass(frozen=True)
class Past:
    """What the week before was like, for 环比: its figures, and its new tickets by category and request type."""

    counted: Mapping[Figure, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class WeeklyReport:
    """One week of one scope as of `cut_off`; `week` is written like 2021-W21.

    `lists` holds the ticket numbers behind each figure and `tickets` what is shown of them; `names` are the names of
    departments and request types at that time, so that a later change of names does not change a frozen report.
    """

    week: str
    scope: str
    cut_off: datetime
    lists: dict[Figure, tuple[str, ...]]
    before: dict[Figure, int]
    headline: Bilingual
    categories: tuple[CategoryLine, ...] = ()
    types: tuple[TypeLine, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    visited_firms: int = 0
    departments: tuple[DepartmentLine, ...] = ()
    hot_spots: tuple[HotSpot, ...] = ()
    late: tuple[LateLine, ...] = ()
    due: tuple[DueLine, ...] = ()
    strips: tuple[Strip, ...] = ()
    ring_first: tuple[RingFirst, ...] = ()
    tickets: dict[str, TicketLine] = field(default_factory=dict)
    department_names: dict[str, Bilingual] = field(default_factory=dict)
    type_names: dict[str, Bilingual] = field(default_factory=dict)

    @property
    def is_zone(self) -> bool:
        """Tell whether it is the leaders' report."""
        return self.scope == ZONE

    @property
    def period(self) -> Week:
        """The week it is about."""
        return Week.parse(self.week)

    def count(self, figure: Figure) -> int:
        """Return a figure: the length of its list."""
        return len(self.lists.get(figure, ()))

    def change(self, figure: Figure) -> int:
        """Return a figure's difference from the week before."""
        return self.count(figure) - self.before.get(figure, 0)

    @property
    def rates(self) -> ThreeRates:
        """The three rates and the participation."""
        return three_rates(self._counted)

    @property
    def rates_before(self) -> ThreeRates:
        """The three rates of the week before."""
        return three_rates({figure: self.before.get(figure, 0) for figure in Figure})

    @property
    def on_time(self) -> Rate:
        """按时办结率: finished in time, out of all finished."""
        return Rate(self.count(Figure.ON_TIME), self.count(Figure.FINISHED))

    @property
    def completion(self) -> Rate:
        """办结率: finished, out of those finished and those a department still has in hand."""
        finished = self.count(Figure.FINISHED)
        return Rate(finished, finished + self.count(Figure.IN_HAND))

    @property
    def _counted(self) -> dict[Figure, int]:
        return {figure: self.count(figure) for figure in Figure}

    def as_past(self) -> Past:
        """Return what the report of the following week compares itself with."""
        return Past(
            self._counted,
            {line.category.value: line.new for line in self.categories},
            {line.request_type: line.new for line in self.types},
        )


def past_of(observations: Sequence[Observation], cut_off: datetime, scope: str) -> Past:
    """Return the week before from its observations, where no report of it was frozen."""
    lists = _lists(observations, cut_off, scope)
    fresh = _fresh(observations, lists, scope)
    return Past(
        counts(lists),
        Counter(one.category.value for one in fresh),
        Counter(one.request_type for one in fresh),
    )


def report(
    observations: Sequence[Observation],
    past: Past,
    week: Week,
    cut_off: datetime,
    catalogue: Catalogue,
    scope: str = ZONE,
) -> WeeklyReport:
    """Fold what the week saw of every ticket into its report.

    Raises DoesNotReconcileError when the flows do not lead from the opening balance to the closing one.
    """
    lists = _lists(observations, cut_off, scope)
    reconcile(scope, lists)
    standing = _listed(observations, lists[Figure.CLOSING])
    fresh = _fresh(observations, lists, scope)
    shown = _listed(observations, chain.from_iterable(lists.values()))
    tickets = {one.facts.ticket_no: tables.ticket_line(one) for one in shown}
    late, due = attention.late_lines(standing, cut_off), attention.due_lines(standing, cut_off)
    hot = tables.hot_spots(fresh)
    before = {figure: past.counted.get(figure, 0) for figure in Figure}
    counted = counts(lists)
    is_zone = scope == ZONE
    mine = [one for one in observations if is_zone or one.closing.department == scope]
    situation = Situation(
        counted, before, three_rates(counted), late, hot, trends(mine, week), tickets, catalogue
    )
    return WeeklyReport(
        week=str(week),
        scope=scope,
        cut_off=cut_off,
        lists=lists,
        before=before,
        headline=headline(situation),
        categories=tables.category_lines(fresh, standing, past.categories),
        types=tables.type_lines(fresh, past.types),
        sources=tables.source_lines(fresh),
        visited_firms=tables.visited_firms(fresh),
        departments=_department_table(observations, cut_off, catalogue, scope),
        hot_spots=hot,
        late=late,
        due=due,
        strips=attention.pressing_strips(standing, late, due, cut_off),
        ring_first=() if is_zone else attention.ring_first(standing, cut_off),
        tickets=tickets,
        department_names={code: each.name for code, each in catalogue.departments.items()},
        type_names={
            line.request_type: catalogue.request_types[line.request_type].name for line in tickets.values()
        },
    )


def _lists(observations: Sequence[Observation], cut_off: datetime, scope: str) -> Lists:
    return gather(observations, cut_off, None if scope == ZONE else scope)


def _listed(observations: Iterable[Observation], numbers: Iterable[str]) -> list[Observation]:
    wanted = set(numbers)
    return [one for one in observations if one.facts.ticket_no in wanted]


def _fresh(observations: Iterable[Observation], lists: Lists, scope: str) -> list[Observation]:
    """Return the tickets that count as new: submitted this week, for a department those it was given this week."""
    return _listed(observations, lists[Figure.NEW if scope == ZONE else Figure.RECEIVED])


def _department_table(
    observations: Sequence[Observation], cut_off: datetime, catalogue: Catalogue, scope: str
) -> tuple[DepartmentLine, ...]:
    if scope == ZONE:
        return tables.department_lines(observations, cut_off, catalogue)
    return (tables.department_line(observations, cut_off, scope),)
