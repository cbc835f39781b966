"""Read the report of any period and part of the zone: from what was kept when the period had ended, else reckoned now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue, Category
from service_desk.domain.refusals import NotFound
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS
from service_desk.domain.reporting.freezing import thaw_period
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import DepartmentLine, TypeLine
from service_desk.domain.reporting.period_report import (
    DayCount,
    PeriodCategory,
    PeriodReport,
    RisingSpot,
    TrendPoint,
    spots_of,
)
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.scope import AGES, Scope
from service_desk.domain.reporting.span import Span
from service_desk.domain.reporting.tables import counted_line, worst_first
from service_desk.domain.reporting.week import Week
from service_desk.persistence import period_figures as figures
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import Session, database_name
from service_desk.persistence.period_figures import Group, TypeCount
from service_desk.persistence.reports import first_submission, period_snapshot
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reporting.kept_readings import reading
from service_desk.usecases.reporting.read_weekly_report import NO_REPORT, may_read_report

TREND_WEEKS = 13
"""A quarter of a year."""
TOP_TYPES = 10
HOT_FROM = 3
HOT_SPOTS = 12
HOT_STRETCH = timedelta(weeks=4)
"""Three enterprises within four weeks (domain notes §7.5)."""

_INS = tuple(Figure(flow.value) for flow in INFLOWS)
_OUTS = tuple(Figure(flow.value) for flow in OUTFLOWS)


def allowed_scope(scope: Scope, actor: Actor) -> Scope:
    """Return what of a scope a person may read: whoever reads only his department's is led there.

    Raises NotFound for another department's.
    """
    if may_read_report(actor, scope.department or ZONE):
        return scope
    if scope.department is None and actor.department and may_read_report(actor, actor.department):
        return replace(scope, department=actor.department)
    raise NotFound(NO_REPORT)


def period_report(
    session: Session, span: Span, scope: Scope, actor: Actor, now: datetime, *, anew: bool = False
) -> PeriodReport:
    """Return a report; raises NotFound where the scope is not the person's to read.

    One that took long is shown again for a while (`kept_readings`), unless it is wanted `anew`.
    """
    scope = allowed_scope(scope, actor)
    if span.ends <= now and scope == Scope(department=scope.department):
        kept = period_snapshot(session, str(span), scope.department or ZONE)
        if kept is not None:
            return thaw_period(kept)
    return reading(
        database_name(session), span, scope, now,
        lambda: reckon(session, span, scope, now, catalogue_in_force(session)), anew=anew,
    )  # fmt: skip


def asked_for(span: Span, scope: Scope, now: datetime) -> Asked:
    """Return the question for a period, cut off now while it is under way; one that has not begun is empty."""
    return Asked(span.begins, max(span.begins, min(span.ends, now)), scope)


def reckon(session: Session, span: Span, scope: Scope, now: datetime, catalogue: Catalogue) -> PeriodReport:
    """Return a report as the facts tell it now."""
    asked = asked_for(span, scope, now)
    begun = first_submission(session)
    before = as_far(asked, span.earlier())
    year_ago = as_far(asked, span.a_year_before())
    grid = figures.grouped(session, asked)
    grid_before, grid_year_ago = (
        figures.grouped(session, each) if begun is not None and begun < each.cut_off else None
        for each in (before, year_ago)
    )
    return PeriodReport(
        period=str(span),
        scope=scope,
        begin=asked.begin,
        cut_off=asked.cut_off,
        counts=_totals(grid),
        before=None if grid_before is None else _totals(grid_before),
        year_ago=None if grid_year_ago is None else _totals(grid_year_ago),
        categories=_categories(grid, grid_before, grid_year_ago, scope),
        departments=_departments(grid, scope, catalogue),
        types=_types(session, asked, before),
        days=tuple(DayCount(*each) for each in figures.handling_days(session, asked)),
        ages=tuple(figures.ages(session, asked, AGES)),
        trend=_trend(session, asked, begun),
        hot_spots=_hot_spots(session, asked),
    )


def as_far(asked: Asked, span: Span) -> Asked:
    """Return the question about another period, up to as much of it as has passed of the one asked for."""
    passed = asked.cut_off - asked.begin
    return replace(asked, begin=span.begins, cut_off=min(span.ends, span.begins + passed))


def _totals(grid: Iterable[Group]) -> dict[Figure, int]:
    found = dict.fromkeys(Figure, 0)
    for group in grid:
        found[group.figure] += group.count
    return found


def _by_category(grid: Iterable[Group], figure: Figure) -> Counter[str]:
    found: Counter[str] = Counter()
    for group in grid:
        if group.figure is figure:
            found[group.category] += group.count
    return found


def _categories(
    grid: Sequence[Group], before: Sequence[Group] | None, year_ago: Sequence[Group] | None, scope: Scope
) -> tuple[PeriodCategory, ...]:
    fresh = _by_category(grid, scope.fresh)
    earlier, last_year = (
        None if each is None else _by_category(each, scope.fresh) for each in (before, year_ago)
    )
    finished, still = _by_category(grid, Figure.FINISHED), _by_category(grid, Figure.CLOSING)
    return tuple(
        PeriodCategory(
            category, fresh[category], None if earlier is None else earlier[category], None if last_year is None else last_year[category],
            finished[category], still[category],
        )
        for category in Category
        if scope.category in (None, category)
    )  # fmt: skip


def _departments(grid: Iterable[Group], scope: Scope, catalogue: Catalogue) -> tuple[DepartmentLine, ...]:
    by_department: dict[str, dict[Figure, int]] = {
        code: dict.fromkeys(Figure, 0) for code in catalogue.departments
    }
    for group in grid:
        counts = by_department.setdefault(group.department, dict.fromkeys(Figure, 0))
        counts[group.figure] += group.count
    return worst_first(
        counted_line(code, counts)
        for code, counts in by_department.items()
        if scope.department in (None, code)
    )


def _types(session: Session, asked: Asked, before: Asked) -> tuple[TypeLine, ...]:
    found = figures.by_type(session, asked, TOP_TYPES)
    earlier = figures.counts_by_type(session, before)
    return tuple(
        TypeLine(each.request_type, each.count, earlier.get((each.request_type, None), 0), each.firms)
        for each in found
    )


def _trend(session: Session, asked: Asked, begun: datetime | None) -> tuple[TrendPoint, ...]:
    """Return the weeks up to the one in which the period ends; those before the desk's first ticket are left out."""
    last = Week.of(asked.cut_off - timedelta(microseconds=1))
    weeks = [last.earlier(back) for back in range(TREND_WEEKS - 1, -1, -1)]
    weeks = [week for week in weeks if begun is not None and begun < week.ends]
    questions = [replace(asked, begin=week.begins, cut_off=min(week.ends, asked.cut_off)) for week in weeks]
    counted = [figures.flows_of(session, (asked.scope.fresh, *_INS, *_OUTS), each) for each in questions]
    still = _balances(session, questions, counted)
    return tuple(
        TrendPoint(str(week), each.cut_off, counts[asked.scope.fresh], counts[Figure.STRUCK_OFF], left)
        for week, each, counts, left in zip(weeks, questions, counted, still, strict=True)
    )


def _balances(
    session: Session, questions: Sequence[Asked], counted: Sequence[Mapping[Figure, int]]
) -> list[int]:
    """Return what was open at the end of each week: the last one counted, those before it reckoned back by the flows.

    A ticket may change its category or type between two weeks; where only one is looked at, every week is counted.
    """
    closing = (Figure.CLOSING,)
    if not questions:
        return []
    if questions[0].scope.category is not None or questions[0].scope.request_type is not None:
        return [figures.count_of(session, closing, each) for each in questions]
    found = [figures.count_of(session, closing, questions[-1])]
    for counts in reversed(counted[1:]):
        came, went = (sum(counts[figure] for figure in side) for side in (_INS, _OUTS))
        found.append(found[-1] - came + went)
    return found[::-1]


def hot_stretch(asked: Asked) -> Asked:
    """Return the question about the four weeks that end with a period."""
    return replace(asked, begin=asked.cut_off - HOT_STRETCH)


def stretch_before(asked: Asked) -> Asked:
    """Return the question about the four weeks before those: what a hot spot is compared with."""
    now = hot_stretch(asked)
    return replace(now, begin=now.begin - HOT_STRETCH, cut_off=now.begin)


def _hot_spots(session: Session, asked: Asked) -> tuple[RisingSpot, ...]:
    now = hot_stretch(asked)
    earlier = figures.counts_by_type(session, stretch_before(asked))
    here = _spots(figures.by_type_and_park(session, now, HOT_FROM), earlier)
    return spots_of(here, _spots(figures.by_type(session, now), earlier), HOT_FROM, HOT_SPOTS)


def _spots(now: Iterable[TypeCount], then: Mapping[tuple[str, str | None], int]) -> list[RisingSpot]:
    return [
        RisingSpot(
            each.request_type, each.park, each.firms, each.count, then.get((each.request_type, each.park), 0)
        )
        for each in now
    ]


NOT_A_PERIOD = Bilingual(
    "没有这样的时段。请选一个时段，或者填写起止日期（最长五年）。",
    "There is no such period. Choose one, or give the first and the last day (five years at most).",
)
