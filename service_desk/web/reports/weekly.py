"""The weekly reports: the list of frozen weeks, one week on a page, and the same week as a workbook."""

from __future__ import annotations

from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from service_desk.config import Settings
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import db
from service_desk.persistence.zone import department_rows
from service_desk.usecases.reporting.read_weekly_report import (
    FrozenWeek,
    default_scope,
    may_read_report,
    weekly_report,
    weekly_reports,
)
from service_desk.usecases.zone.word_template import current_template
from service_desk.web.access import current_actor, needs
from service_desk.web.language import say
from service_desk.web.reports.blueprint import Page, blueprint
from service_desk.web.reports.headline_links import linked_headline
from service_desk.web.reports.report_sheets import sheets_of
from service_desk.web.reports.report_view import view_of
from service_desk.web.reports.weekly_address import Lists, address
from service_desk.web.reports.word_fields import fields_of
from service_desk.web.reports.word_packaged import packaged_template
from service_desk.web.reports.word_report import CONTENT_TYPE as WORD_TYPE
from service_desk.web.reports.word_report import filled_in
from service_desk.web.rights import Right
from service_desk.web.workbook import CONTENT_TYPE, workbook

WITH_FIGURES = 10
"""How many of the newest weeks the list shows with their figures; the older ones are one click away."""

LONGEST_SCOPE = 8
TITLE = Bilingual("企业诉求办理周报", "Weekly report on enterprises' requests")
WHOLE_ZONE = Bilingual("全区", "Whole zone")


@blueprint.get("/reports/weekly")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week() -> Page:
    """List the frozen weeks of the zone, or of a department."""
    actor, session = current_actor(), db.session()
    wanted = _scope(request.args.get("scope") or default_scope(actor))
    weeks = weekly_reports(session, wanted, actor)
    newest = [weekly_report(session, each.week, wanted, actor) for each in weeks[:WITH_FIGURES]]
    return render_template(
        "reports/weekly.html",
        scope=wanted,
        scope_name=scope_name(wanted),
        scopes=_scopes(),
        rows=list(zip(weeks, newest, strict=False)),
        older=weeks[WITH_FIGURES:],
        F=Figure,
        address=address,
        lists_of=lambda each: Lists(str(each), wanted),
    )


@blueprint.get("/reports/weekly/<written>")
@blueprint.get("/reports/weekly/<written>/<scope>", endpoint="week_show_scope")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week_show(written: str, scope: str = ZONE) -> Page:
    """Show one frozen week; somebody who reads only his department's is led there."""
    actor = current_actor()
    if scope == ZONE and not may_read_report(actor, ZONE) and actor.department is not None:
        return redirect(url_for("reports.week_show_scope", written=written, scope=actor.department), 303)
    report = frozen_week(written, scope)
    neighbours = _neighbours(report)
    lists, before = Lists(report.week, report.scope), _lists_before(report, neighbours[0])
    return render_template(
        "reports/week.html",
        **view_of(report),
        title=TITLE,
        scope_name=scope_name(scope),
        frozen_at=_frozen_at(report),
        neighbours=neighbours,
        address=address,
        lists=lists,
        lists_before=before,
        headline=list(linked_headline(report, lists, before)),
    )


@blueprint.get("/reports/weekly/<written>/<scope>/workbook")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week_workbook(written: str, scope: str) -> Response:
    """Give one frozen week as an Excel workbook."""
    report = frozen_week(written, scope)
    heading = f"{say(TITLE)} {say(report.period.title)} {say(scope_name(scope))}"
    answer = Response(workbook(heading, sheets_of(report, say), say), mimetype=CONTENT_TYPE)
    name = "" if report.is_zone else f"-{report.scope}"
    answer.headers["Content-Disposition"] = f'attachment; filename="weekly-{report.week}{name}.xlsx"'
    return answer


@blueprint.get("/reports/weekly/<written>/<scope>/word")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def week_word(written: str, scope: str) -> Response:
    """Give one frozen week as a Word file, made from the zone's own template or the packaged one."""
    report = frozen_week(written, scope)
    settings: Settings = current_app.extensions["desk_settings"]
    template = current_template(db.session()) or packaged_template(say)
    fields = fields_of(report, scope_name(scope), settings.host_office, say)
    answer = Response(filled_in(template, fields), mimetype=WORD_TYPE)
    name = "" if report.is_zone else f"-{report.scope}"
    answer.headers["Content-Disposition"] = f'attachment; filename="weekly-{report.week}{name}.docx"'
    return answer


def _lists_before(report: WeeklyReport, before: Week | None) -> Lists | None:
    """Return the lists of the week a report compares itself with, where that was frozen."""
    return Lists(str(before), report.scope) if before == report.period.earlier() else None


def frozen_week(written: str, scope: str) -> WeeklyReport:
    """Return one frozen week; raises NotFound where there is none, or none that is the person's to read."""
    try:
        asked = Week.parse(written)
    except ValueError:
        raise NotFound from None
    return weekly_report(db.session(), asked, _scope(scope), current_actor())


def _scope(written: str) -> str:
    """Return a scope that may be asked for: the zone, or what could be a department's code."""
    if not written.isalnum() or len(written) > LONGEST_SCOPE:
        raise NotFound
    return written


def _weeks(scope: str) -> list[FrozenWeek]:
    return weekly_reports(db.session(), scope, current_actor())


def _frozen_at(report: WeeklyReport) -> FrozenWeek | None:
    return next((each for each in _weeks(report.scope) if each.week == report.period), None)


def _neighbours(report: WeeklyReport) -> tuple[Week | None, Week | None]:
    """Return the frozen weeks just before and just after this one."""
    weeks = sorted(each.week for each in _weeks(report.scope))
    place = weeks.index(report.period)
    return (
        weeks[place - 1] if place else None,
        weeks[place + 1] if place + 1 < len(weeks) else None,
    )


def _scopes() -> list[tuple[str, Bilingual]]:
    """Return the scopes the reader may choose among; nothing where there is only the own department's."""
    if not may_read_report(current_actor(), ZONE):
        return []
    rows = department_rows(db.session())
    return [(ZONE, WHOLE_ZONE), *((row.code, Bilingual(row.zh, row.en)) for row in rows)]


def scope_name(scope: str) -> Bilingual:
    """Return the name of a scope: the zone, or a department."""
    if scope == ZONE:
        return WHOLE_ZONE
    row = next((row for row in department_rows(db.session()) if row.code == scope), None)
    return Bilingual(row.zh, row.en) if row else Bilingual(scope, scope)
