"""The tables of the report: categories, request types, sources, departments (worst first), hot spots."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from service_desk.domain.catalogue import Catalogue, Category
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.ledger import Figure, counts, gather, three_rates
from service_desk.domain.reporting.lines import (
    CategoryLine,
    DepartmentLine,
    HotSpot,
    SourceLine,
    TicketLine,
    TypeLine,
)
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.requests import Source

HOT_FROM = 3
"""So many enterprises make a hot spot (domain notes §7.5)."""


def ticket_line(one: Observation) -> TicketLine:
    """Return a ticket as the lists show it."""
    return TicketLine(
        title=one.facts.title,
        enterprise=one.facts.enterprise,
        park=one.facts.park,
        category=one.category,
        request_type=one.request_type,
        department=one.closing.department,
        state=one.closing.state,
        source=one.facts.source.value,
        firm=one.facts.firm,
    )


def category_lines(
    fresh: Sequence[Observation], standing: Sequence[Observation], before: Mapping[str, int]
) -> tuple[CategoryLine, ...]:
    """Return the four categories in their fixed order, those without tickets too."""
    new = Counter(one.category for one in fresh)
    still = Counter(one.category for one in standing)
    return tuple(
        CategoryLine(category, new[category], before.get(category, 0), still[category])
        for category in Category
    )


def type_lines(fresh: Sequence[Observation], before: Mapping[str, int]) -> tuple[TypeLine, ...]:
    """Return the request types with new tickets, the commonest first, equals in order of their code."""
    groups = _grouped(fresh, lambda one: one.request_type)
    lines = [
        TypeLine(code, len(ones), before.get(code, 0), len(_firms(ones))) for code, ones in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.new, -line.firms, line.request_type)))


def source_lines(fresh: Sequence[Observation]) -> tuple[SourceLine, ...]:
    """Return the channels by which new tickets came, in the order of the list of channels."""
    new = Counter(one.facts.source for one in fresh)
    return tuple(SourceLine(source.value, new[source]) for source in Source if new[source])


def visited_firms(fresh: Iterable[Observation]) -> int:
    """Return how many enterprises spoke up during visits."""
    return len(_firms(one for one in fresh if one.came_from_visit))


def hot_spots(fresh: Sequence[Observation]) -> tuple[HotSpot, ...]:
    """Return what at least three enterprises have in common: the same request type, or the same park."""
    found = [
        HotSpot(code, None, len(_firms(ones)), _numbers(ones))
        for code, ones in _grouped(fresh, lambda one: one.request_type).items()
    ]
    found += [
        HotSpot(None, park, len(_firms(ones)), _numbers(ones))
        for park, ones in _grouped(fresh, lambda one: one.facts.park or "").items()
        if park
    ]
    hot = [spot for spot in found if spot.firms >= HOT_FROM]
    return tuple(sorted(hot, key=lambda spot: (-spot.firms, spot.park or "", spot.request_type or "")))


def _grouped(
    observations: Iterable[Observation], key: Callable[[Observation], str]
) -> dict[str, list[Observation]]:
    groups: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        groups[key(one)].append(one)
    return groups


def _firms(observations: Iterable[Observation]) -> set[int]:
    return {one.facts.firm for one in observations}


def _numbers(observations: Iterable[Observation]) -> tuple[str, ...]:
    return tuple(one.facts.ticket_no for one in observations)


def department_lines(
    observations: Sequence[Observation], cut_off: datetime, catalogue: Catalogue
) -> tuple[DepartmentLine, ...]:
    """Return the departments that had anything to do with tickets this week, worst first."""
    return worst_first(department_line(observations, cut_off, code) for code in catalogue.departments)


def worst_first(lines: Iterable[DepartmentLine]) -> tuple[DepartmentLine, ...]:
    """Return the departments that had any work, worst first."""
    return tuple(sorted((line for line in lines if _had_work(line)), key=_badness))


def department_line(observations: Sequence[Observation], cut_off: datetime, code: str) -> DepartmentLine:
    """Return one department's week."""
    return counted_line(code, counts(gather(observations, cut_off, code)))


def counted_line(code: str, counted: dict[Figure, int]) -> DepartmentLine:
    """Return a department's line from its figures, each of which must be there."""
    rates = three_rates(counted)
    return DepartmentLine(
        code=code,
        received=counted[Figure.RECEIVED],
        finished=counted[Figure.FINISHED],
        on_time=Rate(counted[Figure.ON_TIME], counted[Figure.FINISHED]),
        open=counted[Figure.CLOSING],
        overdue=counted[Figure.OVERDUE],
        held=counted[Figure.HELD],
        returned=counted[Figure.RETURNED],
        redone=counted[Figure.REDONE],
        response=rates.response,
        satisfied=rates.satisfied,
    )


def _had_work(line: DepartmentLine) -> bool:
    return any(
        (
            line.received,
            line.finished,
            line.open,
            line.returned,
            line.redone,
            line.response.whole,
            line.satisfied.whole,
        )
    )


def _badness(line: DepartmentLine) -> tuple[int, Fraction, int, Fraction, int, int]:
    """Sort key of worst first: overdue, late finishes, redone, dissatisfied, returned, open; no figure is no fault."""
    one = Fraction(1)
    on_time, satisfied = line.on_time.share, line.satisfied.share
    return (
        -line.overdue,
        one if on_time is None else on_time,
        -line.redone,
        one if satisfied is None else satisfied,
        -line.returned,
        -line.open,
    )
