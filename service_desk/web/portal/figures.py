"""Last week's public figures for the home page, from the latest frozen report of the zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flask import current_app

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import db
from service_desk.persistence.reports import snapshots_of
from service_desk.usecases.reporting.read_weekly_report import frozen_report

_EXTENSION = "desk_public_figures"


class PublicFigure(NamedTuple):
    """One number and what it says."""

    value: str
    words: Bilingual


@dataclass(frozen=True)
class PublicWeek:
    """The figures of one week, without names of enterprises."""

    dates: Bilingual
    all: tuple[PublicFigure, ...]


def last_week() -> PublicWeek | None:
    """Return the figures of the latest frozen week, None while there is none; a frozen week is read only once."""
    weeks = snapshots_of(db.session(), ZONE)
    if not weeks:
        return None
    week, frozen_at = weeks[0]
    kept: dict[tuple[str, str], PublicWeek] = current_app.extensions.setdefault(_EXTENSION, {})
    key = (week, frozen_at.isoformat())
    if key not in kept:
        report = frozen_report(db.session(), Week.parse(week), ZONE)
        if report is None:
            return None
        kept.clear()
        kept[key] = public_week(report)
    return kept[key]


def public_week(report: WeeklyReport) -> PublicWeek:
    """Return what a report says to everybody: how many came in, how punctual and how satisfactory the work was."""
    rates = report.rates
    asked = rates.participation.text(0)
    return PublicWeek(
        report.period.dates,
        (
            PublicFigure(str(report.count(Figure.NEW)), Bilingual("件新增诉求", "new requests")),
            PublicFigure(rates.response.text(), Bilingual("按时联系企业", "contacted in time")),
            PublicFigure(report.on_time.text(), Bilingual("按时办结", "finished in time")),
            PublicFigure(
                rates.satisfied.text(),
                Bilingual(f"回访满意（参评 {asked}）", f"satisfied ({asked} answered)"),
            ),
            PublicFigure(str(report.count(Figure.OVERDUE)), Bilingual("件在办超期", "overdue now")),
        ),
    )
