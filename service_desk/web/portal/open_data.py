"""The public figures: how many requests came, of which categories, how well they were answered; nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.rates import Rate, ThreeRates
from service_desk.domain.reporting.ledger import Figure, three_rates
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import db
from service_desk.persistence.reports import snapshots_of
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from service_desk.web.access import public
from service_desk.web.portal.blueprint import Page, blueprint

WEEKS = 4
"""A month, in completed weeks."""

_EXTENSION = "desk_open_data"


@dataclass(frozen=True)
class Share:
    """One category: its requests, and the width of its bar in per cent of the longest."""

    category: Category
    name: Bilingual
    new: int
    width: float


@dataclass(frozen=True)
class Span:
    """The figures of one or several weeks together; `open` and `overdue` are as at their end."""

    title: Bilingual
    new: int
    struck_off: int
    open: int
    overdue: int
    rates: ThreeRates
    on_time: Rate
    shares: Sequence[Share]


@blueprint.get("/figures")
@public
def figures() -> Page:
    """Show the last week and the last four, from the reports as they were frozen."""
    return render_template("portal/figures.html", spans=open_data())


def open_data() -> list[Span]:
    """Return the last week and the last four weeks; nothing while no week was frozen. Frozen weeks are read only once."""
    weeks = [(week, frozen_at.isoformat()) for week, frozen_at in snapshots_of(db.session(), ZONE)[:WEEKS]]
    kept: dict[tuple[tuple[str, str], ...], list[Span]] = current_app.extensions.setdefault(_EXTENSION, {})
    key = tuple(weeks)
    if weeks and key not in kept:
        found = (frozen_report(db.session(), Week.parse(week), ZONE) for week, _ in weeks)
        reports = [report for report in found if report is not None]
        kept.clear()
        kept[key] = spans_of(reports)
    return kept.get(key, [])


def spans_of(reports: Sequence[WeeklyReport]) -> list[Span]:
    """Return the figures of the newest of some weekly reports, and of all of them together (newest first)."""
    if not reports:
        return []
    newest, oldest = reports[0], reports[-1]
    last = Bilingual(f"最近一周（{newest.period.dates.zh}）", f"Last week ({newest.period.dates.en})")
    spans = [_span(last, reports[:1])]
    if len(reports) > 1:
        first, end = oldest.period.dates, newest.period.dates
        words = Bilingual(
            f"最近{len(reports)}周（{first.zh.split('—')[0]}—{end.zh.split('—')[-1]}）",
            f"Last {len(reports)} weeks ({first.en.split(' – ')[0]} – {end.en.split(' – ')[-1]})",
        )
        spans.append(_span(words, reports))
    return spans


def _span(title: Bilingual, reports: Sequence[WeeklyReport]) -> Span:
    counted = {figure: sum(report.count(figure) for report in reports) for figure in Figure}
    by_category: Counter[Category] = Counter()
    for report in reports:
        by_category.update({line.category: line.new for line in report.categories})
    most = max(by_category.values(), default=0) or 1
    return Span(
        title=title,
        new=counted[Figure.NEW],
        struck_off=counted[Figure.STRUCK_OFF],
        open=reports[0].count(Figure.CLOSING),
        overdue=reports[0].count(Figure.OVERDUE),
        rates=three_rates(counted),
        on_time=Rate(counted[Figure.ON_TIME], counted[Figure.FINISHED]),
        shares=[
            Share(category, name, by_category[category], round(100 * by_category[category] / most, 1))
            for category, name in CATEGORY_NAMES.items()
        ],
    )
