"""What the page of a period's report is filled in with beside the report: charts, formulas, and the address of every number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.period_report import (
    Counts,
    PeriodReport,
    RisingSpot,
    TrendPoint,
    completion,
    rates_of,
    share_of,
)
from service_desk.domain.reporting.scope import AGES, name_of_list
from service_desk.domain.reporting.span import Span
from service_desk.domain.reporting.week import Week
from service_desk.notify.rendering import share
from service_desk.persistence.adding_up import Asked
from service_desk.usecases.reporting.read_period_report import as_far
from service_desk.web.charts import Bar, LineChart, bars, line_chart, stacked
from service_desk.web.reports.period_address import Wanted

NEW, OUT, STILL = (
    Bilingual("新增", "New"),
    Bilingual("销号", "Struck off"),
    Bilingual("期末在办", "Open at the end"),
)
OVERDUE, IN_TIME = Bilingual("超期", "Overdue"), Bilingual("未超期", "Not overdue")
_TRANSFERS = (Figure.MOVED_IN, Figure.MOVED_OUT)
_TALLEST = 15
"""Departments in the chart; the table has them all."""


_RATES = (
    (Bilingual("响应率", "Response"), "responded", "contact_due"),
    (Bilingual("解决率", "Solved"), "solved", "answered"),
    (Bilingual("满意率", "Satisfied"), "satisfied", "rated"),
    (Bilingual("参评率", "Participation"), "rated", "asked"),
    (Bilingual("办结率", "Completion"), "finished", "to_finish"),
    (Bilingual("按时办结率", "Finished in time"), "on_time", "finished"),
    (Bilingual("退单率", "Returned"), "returned", "received"),
    (Bilingual("重办率", "Redone"), "redone", "finished"),
)
"""Each rate with the lists above and below its line (domain notes §2.3)."""


@dataclass(frozen=True)
class RateLine:
    """A rate with what stands above and below the line, and what it was before."""

    name: Bilingual
    part: str
    whole: str
    now: Rate
    before: Rate | None
    year_ago: Rate | None


def view_of(report: PeriodReport, wanted: Wanted, catalogue: Catalogue) -> dict[str, Any]:
    """Return the facts the template is filled in with."""
    return {
        "report": report,
        "wanted": wanted,
        "F": Figure,
        "names": FIGURE_NAMES,
        "name_of_list": name_of_list,
        "category_names": CATEGORY_NAMES,
        "department_names": {code: each.name for code, each in catalogue.departments.items()},
        "type_names": {code: each.name for code, each in catalogue.request_types.items()},
        "fresh": report.scope.fresh,
        "first": (report.scope.fresh, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE),
        "balance": balance_of(report),
        "rates": rate_lines(report),
        "share": share,
        "ages": list(zip(AGES, report.ages, strict=False)),
        "age_chart": _age_chart(report, wanted),
        "trend": _trend(report, wanted),
        "category_chart": _category_chart(report, wanted),
        "department_chart": _department_chart(report, wanted, catalogue),
        "for_category": lambda category: replace(wanted, scope=replace(wanted.scope, category=category)),
        "for_department": lambda code: _for_department(code, wanted),
        "for_type": lambda code: replace(wanted, scope=replace(wanted.scope, request_type=code)),
        "for_spot": lambda spot: _for_spot(spot, wanted, report),
        "for_before": _compared(wanted, report, wanted.span.earlier()),
        "for_year_ago": _compared(wanted, report, wanted.span.a_year_before()),
        "in_category": lambda where, category: replace(where, scope=replace(where.scope, category=category)),
        "in_type": lambda where, code: replace(where, scope=replace(where.scope, request_type=code)),
        "for_week": lambda point: _for_week(point, wanted),
        "week_title": lambda point: Week.parse(point.week).dates,
    }


def _compared(wanted: Wanted, report: PeriodReport, span: Span) -> Wanted:
    """Return the period that a report is compared with, no further than as much of it as has passed of the report's."""
    so_far = as_far(Asked(report.begin, report.cut_off, wanted.scope), span)
    return Wanted(span, wanted.scope, so_far.cut_off)


def balance_of(report: PeriodReport) -> list[tuple[str, Figure]]:
    """Return the sum from the opening to the closing balance: sign and figure; transfers only for a department."""
    signed = [("+", Figure(flow.value)) for flow in INFLOWS]
    signed += [("−", Figure(flow.value)) for flow in OUTFLOWS]
    shown = [(sign, figure) for sign, figure in signed if not (report.scope.is_zone and figure in _TRANSFERS)]
    return [("", Figure.OPENING), *shown, ("=", Figure.CLOSING)]


def rate_lines(report: PeriodReport) -> list[RateLine]:
    """Return the rates of a report with those it is compared with."""
    now, nothing = _shares(report.counts), [None] * len(_RATES)
    before = nothing if report.before is None else _shares(report.before)
    year_ago = nothing if report.year_ago is None else _shares(report.year_ago)
    return [
        RateLine(name, part, whole, now[place], before[place], year_ago[place])
        for place, (name, part, whole) in enumerate(_RATES)
    ]


def _shares(counts: Counts) -> tuple[Rate, ...]:
    """Return the rates of some figures in the order of `_RATES`."""
    three = rates_of(counts)
    return (
        three.response, three.solved, three.satisfied, three.participation, completion(counts),
        share_of(Figure.ON_TIME, Figure.FINISHED, counts), share_of(Figure.RETURNED, Figure.RECEIVED, counts),
        share_of(Figure.REDONE, Figure.FINISHED, counts),
    )  # fmt: skip


def _trend(report: PeriodReport, wanted: Wanted) -> LineChart | None:
    points, fresh = report.trend, report.scope.fresh
    if not points:
        return None
    last = points[-1]
    behind = _for_week(last, wanted)
    return line_chart(
        [
            (FIGURE_NAMES[fresh], "new", [point.new for point in points], _list(behind, fresh, last.new)),
            (
                OUT,
                "out",
                [point.struck_off for point in points],
                _list(behind, Figure.STRUCK_OFF, last.struck_off),
            ),
            (STILL, "still", [point.open for point in points], _list(behind, Figure.CLOSING, last.open)),
        ],
        [f"{_week(point.week).first:%m-%d}" for point in points],
    )


def _list(where: Wanted, figure: Figure, count: int, **more: str) -> str | None:
    """Return the list behind a number beside a chart; nothing is behind a zero."""
    return where.list(figure.value, **more) if count else None


def _age_chart(report: PeriodReport, wanted: Wanted) -> tuple[Bar, ...]:
    counted = zip(AGES, report.ages, strict=False)
    return bars(
        (age.words, [(age.words, "blue", count, None)], _list(wanted, Figure.CLOSING, count, age=age.name))
        for age, count in counted
    )


def _category_chart(report: PeriodReport, wanted: Wanted) -> list[Bar]:
    def parts(values: Iterable[int]) -> list[tuple[Bilingual, str, int, None]]:
        return [
            (CATEGORY_NAMES[line.category], line.category.value.lower(), value, None)
            for line, value in zip(report.categories, values, strict=True)
        ]

    fresh = report.scope.fresh
    now = [line.new for line in report.categories]
    found = [stacked(Bilingual("本期", "This period"), parts(now), _list(wanted, fresh, sum(now)))]
    if report.before is not None:
        before = [line.new_before or 0 for line in report.categories]
        behind = _list(_compared(wanted, report, wanted.span.earlier()), fresh, sum(before))
        found.append(stacked(Bilingual("上期", "Period before"), parts(before), behind))
    return found


def _for_department(code: str, wanted: Wanted) -> Wanted:
    return replace(wanted, scope=replace(wanted.scope, department=code))


def _for_week(point: TrendPoint, wanted: Wanted) -> Wanted:
    """Return the week behind a point of the curve."""
    return Wanted(_week(point.week), wanted.scope, point.cut_off)


def _department_chart(report: PeriodReport, wanted: Wanted, catalogue: Catalogue) -> tuple[Bar, ...]:
    lines = sorted((line for line in report.departments if line.open), key=lambda line: -line.open)[:_TALLEST]
    return bars(
        (
            catalogue.departments[line.code].name if line.code in catalogue.departments else line.code,
            [(OVERDUE, "late", line.overdue, None), (IN_TIME, "calm", line.open - line.overdue, None)],
            _list(_for_department(line.code, wanted), Figure.CLOSING, line.open),
        )
        for line in lines
    )


def _for_spot(spot: RisingSpot, wanted: Wanted, report: PeriodReport) -> Wanted:
    """Return the report behind a hot spot; its list looks at the four weeks that end with the period."""
    scope = replace(wanted.scope, request_type=spot.request_type, park=spot.park or wanted.scope.park)
    return replace(wanted, scope=scope, as_of=report.cut_off)


def _week(written: str) -> Span:
    return Span.parse(written)
