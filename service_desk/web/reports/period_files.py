"""The report of any period to take along: a workbook of all its tables, the same as text, and a paper in Word."""

from __future__ import annotations

from functools import partial

from flask import Response, current_app, request, stream_with_context
from werkzeug.exceptions import NotFound

from service_desk.config import Settings
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.period_report import PeriodReport
from service_desk.domain.zone_time import local_date
from service_desk.persistence import period_lists
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reporting.read_parts import parts_of
from service_desk.usecases.reporting.read_period_report import allowed_scope, period_report
from service_desk.usecases.zone.word_template import current_template
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.reports.blueprint import blueprint
from service_desk.web.reports.period import TITLE, scope_words
from service_desk.web.reports.period_address import Wanted, read_wanted
from service_desk.web.reports.period_sheets import LONG_COLUMNS, PeriodTables, long_table
from service_desk.web.reports.period_word import LONGEST_LIST, period_fields
from service_desk.web.reports.word_packaged import packaged_template
from service_desk.web.reports.word_report import CONTENT_TYPE as WORD_TYPE
from service_desk.web.reports.word_report import filled_in
from service_desk.web.rights import Right
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import CONTENT_TYPE, workbook


@blueprint.get("/reports/period/figures.<ending>")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
@limited("write", ("GET",))
def period_file(ending: str) -> Response:
    """Hand out the report in the address, counted at the moment at which its page was, as .xlsx, .csv or .docx."""
    catalogue = catalogue_in_force(db.session())
    try:
        asked = read_wanted(request.args, local_date(now()), catalogue)
        write = {"xlsx": _workbook, "csv": _text, "docx": _paper}[ending]
    except (ValueError, KeyError):
        raise NotFound from None
    wanted = Wanted(asked.span, allowed_scope(asked.scope, current_actor()), asked.as_of)
    moment = min(wanted.as_of or now(), now())
    report = period_report(db.session(), wanted.span, wanted.scope, current_actor(), moment)
    answer = write(report, wanted, catalogue)
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{wanted.span}.{ending}"'
    return answer


def _tables(report: PeriodReport, catalogue: Catalogue) -> PeriodTables:
    return PeriodTables(report, partial(parts_of, db.session(), report), catalogue, say)


def _workbook(report: PeriodReport, wanted: Wanted, catalogue: Catalogue) -> Response:
    heading = f"{say(TITLE)} {say(wanted.span.title)} {scope_words(wanted, catalogue)}"
    content = workbook(heading, _tables(report, catalogue).sheets(), say, is_long=True)
    return Response(content, content_type=CONTENT_TYPE)


def _text(report: PeriodReport, _wanted: Wanted, catalogue: Catalogue) -> Response:
    rows = long_table(_tables(report, catalogue).sheets(), say)
    lines = csv_lines([say(column) for column in LONG_COLUMNS], rows)
    return Response(stream_with_context(lines), content_type="text/csv; charset=utf-8")


def _paper(report: PeriodReport, wanted: Wanted, catalogue: Catalogue) -> Response:
    settings: Settings = current_app.extensions["desk_settings"]
    asked = Asked(report.begin, report.cut_off, report.scope)
    late, _ = period_lists.page(db.session(), (Figure.OVERDUE,), asked, size=LONGEST_LIST)
    fields = period_fields(report, late, catalogue, scope_words(wanted, catalogue), settings.host_office, say)
    template = current_template(db.session()) or packaged_template(say)
    return Response(filled_in(template, fields), content_type=WORD_TYPE)
