"""The frozen list behind a number of a weekly report, a page at a time; or the enterprises behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from werkzeug.exceptions import NotFound

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.parks import park_name
from service_desk.domain.reporting.behind import WHOLE, Part, by_firm, knows_firms, numbers_behind
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import DueLine, LateLine
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.scope import name_of_list
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.persistence.database import db
from service_desk.usecases.reporting.read_weekly_report import with_channels
from service_desk.web.access import needs
from service_desk.web.reports.blueprint import Page, blueprint
from service_desk.web.reports.report_view import view_of
from service_desk.web.reports.weekly import frozen_week, scope_name
from service_desk.web.reports.weekly_address import Lists, address
from service_desk.web.rights import Right

PAGE = 50
_ASKED = ("category", "type", "park", "source", "by")
"""What of the address goes on from page to page."""


@blueprint.get("/reports/weekly/<written>/<scope>/<name>")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week_list(written: str, scope: str, name: str) -> Page:
    """Show the tickets behind a number of one frozen week, or the enterprises that asked them."""
    report = frozen_week(written, scope)
    part = _part(report)
    try:
        if part.source:
            report = with_channels(db.session(), report, name)
        numbers, title = numbers_behind(report, name, part), name_of_list(name)
    except ValueError:
        raise NotFound from None
    is_by_firm = request.args.get("by") == "firm"
    rows: Sequence[Any] = by_firm(report, numbers) if is_by_firm else _lines(report, name, part) or numbers
    shown = _Shown(rows, Lists(report.week, report.scope), name)
    return render_template(
        "reports/week_firms.html" if is_by_firm else "reports/week_list.html",
        **view_of(report), title=title, rows=shown.page, total=len(rows), newer=shown.newer, older=shown.older,
        words=[report.period.title, scope_name(scope), *_words(report, part)], address=address,
        whole=shown.address(by=None), by_name=is_by_firm and not knows_firms(report, numbers),
    )  # fmt: skip


@dataclass(frozen=True)
class _Shown:
    """One page of a list, and where the pages around it are."""

    rows: Sequence[Any]
    lists: Lists
    name: str

    @property
    def begin(self) -> int:
        """Where the page begins: what is no number in the address is the beginning."""
        written = request.args.get("from", "")
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 0

    @property
    def page(self) -> Sequence[Any]:
        """The rows of the page."""
        return self.rows[self.begin : self.begin + PAGE]

    @property
    def newer(self) -> str | None:
        """The address of the page before."""
        before = max(0, self.begin - PAGE) or None
        return self.address(**{"from": before}) if self.begin else None

    @property
    def older(self) -> str | None:
        """The address of the page after."""
        after = self.begin + PAGE
        return self.address(**{"from": after}) if after < len(self.rows) else None

    def address(self, **more: Any) -> str:
        """Return the address of the list, asked as now but for what is said otherwise."""
        asked = {each: request.args[each] for each in _ASKED if request.args.get(each)} | more
        return self.lists.list(self.name, **{each: value for each, value in asked.items() if value})


def _part(report: WeeklyReport) -> Part:
    """Return what the address narrows the list to; raises NotFound for a category, type or channel there is not."""
    part = Part(*(request.args.get(each) or None for each in _ASKED[:4]))
    known = (
        part.category in {None, *Category},
        part.request_type in {None, *report.type_names},
        part.source in {None, *Source},
    )
    if not all(known):
        raise NotFound
    return part


def _words(report: WeeklyReport, part: Part) -> Iterator[Bilingual]:
    """Say what the list is narrowed to."""
    if part.category:
        yield CATEGORY_NAMES[Category(part.category)]
    if part.request_type:
        yield report.type_names[part.request_type]
    if part.park:
        yield park_name(part.park)
    if part.source:
        yield SOURCE_NAMES[Source(part.source)]


def _lines(report: WeeklyReport, name: str, part: Part) -> Sequence[LateLine | DueLine]:
    """Return, of what is late or falls due, the lines with their dates; nothing of other lists."""
    timed: dict[str, Sequence[LateLine | DueLine]] = {
        Figure.OVERDUE: report.late,
        Figure.DUE_NEXT: report.due,
    }
    lines = timed.get(name, ())
    return [line for line in lines if part == WHOLE or part.holds(report.tickets[line.ticket_no])]
