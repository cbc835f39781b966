"""The frozen list behind a figure of a weekly report, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from werkzeug.exceptions import NotFound

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import DueLine, LateLine
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.web.access import needs
from service_desk.web.reports.blueprint import Page, blueprint
from service_desk.web.reports.report_view import view_of
from service_desk.web.reports.weekly import address, frozen_week, scope_name
from service_desk.web.rights import Right

PAGE = 50


@blueprint.get("/reports/weekly/<written>/<scope>/<figure>")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week_list(written: str, scope: str, figure: str) -> Page:
    """Show the tickets behind a figure of one frozen week."""
    report = frozen_week(written, scope)
    try:
        wanted = Figure(figure)
    except ValueError:
        raise NotFound from None
    begin = _begin(request.args.get("from", ""))
    rows = _rows(report, wanted)
    return render_template(
        "reports/week_list.html", **view_of(report), figure=wanted, rows=rows[begin : begin + PAGE],
        scope_name=scope_name(scope), address=address,
        newer=_here(report, wanted, max(0, begin - PAGE)) if begin else None,
        older=_here(report, wanted, begin + PAGE) if begin + PAGE < len(rows) else None,
    )  # fmt: skip


def _rows(report: WeeklyReport, figure: Figure) -> Sequence[str | LateLine | DueLine]:
    """Return the numbers of a list, or, of what is late or falls due, its lines with their dates."""
    if figure is Figure.OVERDUE:
        return report.late
    return report.due if figure is Figure.DUE_NEXT else report.lists[figure]


def _begin(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 0


def _here(report: WeeklyReport, figure: Figure, begin: int) -> str:
    more: dict[str, Any] = {"from": begin} if begin else {}
    return url_for("reports.week_list", written=report.week, scope=report.scope, figure=figure.value, **more)
