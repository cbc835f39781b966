"""Exports of lists: short ones at once, long ones as jobs that their owner watches, cancels and fetches."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from flask import (
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from service_desk.config import Settings
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.exports import AT_ONCE_ROWS, EXPORT_NAMES, FAILURE_WORDS, UNDER_WAY, ExportStatus
from service_desk.domain.reporting.scope import figures_of_list, name_of_list
from service_desk.domain.zone_time import local_date
from service_desk.persistence import period_figures
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db
from service_desk.persistence.exports import exports_of
from service_desk.persistence.tables import ExportJob
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.own_list import own_list
from service_desk.usecases.reporting.export_list import cancel_export, file_of, finished_export
from service_desk.usecases.reporting.read_period_report import allowed_scope
from service_desk.usecases.reporting.write_ledger import COLUMNS
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.addresses import read_narrowing
from service_desk.web.desk.list_file import is_list
from service_desk.web.forms import STALE_PAGE
from service_desk.web.forms.reports import ExportForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.ordering import ordered
from service_desk.web.reports.blueprint import Page, blueprint
from service_desk.web.reports.ledger_file import order_of, rows_of, write_ledger
from service_desk.web.reports.period import asked_of, scope_words
from service_desk.web.reports.period_address import Wanted, read_wanted
from service_desk.web.rights import Right
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import CONTENT_TYPE

ENDINGS = ("xlsx", "csv")
_CSV = "text/csv; charset=utf-8"
_READERS = (
    Right.REPORT_READ_ZONE,
    Right.REPORT_READ_DEPARTMENT,
    Right.TICKET_READ_ALL,
    Right.TICKET_READ_DEPARTMENT,
)
"""Whoever can have a report's ledger or a list of the desk written."""


@blueprint.route("/reports/export/<name>", methods=["GET", "POST"])
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
@keeps_text
@limited("write")
def export(name: str) -> Page:
    """Offer the list in the address as a file: at once, or, where it is long, as a job."""
    wanted, asked, total = _list(name)
    form = ExportForm()
    answer, problem, status = ordered(
        form, _user_id(), _title(name, wanted), order_of(name, asked), lambda: total
    )
    if answer is not None:
        return answer
    page = render_template(
        "reports/export.html", name=name, wanted=wanted, title=name_of_list(name), words=_title(name, wanted),
        total=total, is_long=total > AT_ONCE_ROWS, at_once=AT_ONCE_ROWS, columns=COLUMNS, form=form, problem=problem,
        narrowed=_narrowed(),
        arguments={**wanted.arguments(), **_narrowed()},
    )  # fmt: skip
    return page, status


@blueprint.get("/reports/export/<name>/now.<ending>")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
@limited("write", ("GET",))
def export_now(name: str, ending: str) -> AnyResponse:
    """Hand out a short list as a file; a long one is led to the page that makes it a job."""
    if ending not in ENDINGS:
        raise NotFound
    wanted, asked, total = _list(name)
    if total > AT_ONCE_ROWS:
        return redirect(url_for("reports.export", name=name, **wanted.arguments(), **_narrowed()), 303)
    if ending == "csv":
        lines = csv_lines([say(column) for column in COLUMNS], rows_of(name, asked, say))
        answer = Response(stream_with_context(lines), content_type=_CSV)
    else:
        written = io.BytesIO()
        write_ledger(written, _title(name, wanted), name, asked, ending, say)
        answer = Response(written.getvalue(), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="ledger-{name}-{wanted.span}.{ending}"'
    return answer


@blueprint.get("/reports/exports")
@needs(*_READERS)
def exports() -> Page:
    """Show a person's exports and how far they are."""
    jobs = exports_of(db.session(), _user_id())
    return render_template(
        "reports/exports.html",
        jobs=[job for job in jobs if job.expires_at > now()],
        names=EXPORT_NAMES,
        failures=FAILURE_WORDS,
        S=ExportStatus,
        under_way=UNDER_WAY,
        is_moving=any(job.status in UNDER_WAY for job in jobs),
    )


@blueprint.post("/reports/exports/<token>/cancel")
@needs(*_READERS)
@keeps_text
def export_cancel(token: str) -> Page:
    """Cancel an export, or throw its file away."""
    if not ExportForm().validate_on_submit():
        flash(STALE_PAGE, "warn")
        return str(exports()), 400
    cancel_export(token, _user_id(), now(), exports_folder())
    return redirect(url_for("reports.exports"), 303)


@blueprint.get("/reports/exports/<token>/file")
@needs(*_READERS)
def export_file(token: str) -> AnyResponse:
    """Hand out a finished export to its owner, who must still be allowed to read what stands in it."""
    job = finished_export(db.session(), token, _user_id(), now())
    _demand_readable(job)
    place = file_of(job, exports_folder())
    if not place.is_file():
        raise NotFound
    what = "tickets" if is_list(job.wanted) else f"ledger-{job.wanted['list']}"
    name = f"{what}-{local_date(job.created_at).isoformat()}.{job.ending}"
    kind = CONTENT_TYPE if job.ending == "xlsx" else _CSV
    return send_file(place, kind, as_attachment=True, download_name=name, max_age=0)


def _demand_readable(job: ExportJob) -> None:
    """Raise NotFound where the person may not read any more what stands in a file."""
    wanted = job.wanted
    if is_list(wanted):
        own_list(db.session(), current_actor(), now(), wanted["tab"], read_narrowing(wanted["conditions"]))
        return
    scope = read_wanted({"department": wanted["department"] or ""}, local_date(now()), _catalogue()).scope
    if allowed_scope(scope, current_actor()) != scope:
        raise NotFound


def exports_folder() -> Path:
    """Return where the files of jobs lie."""
    settings: Settings = current_app.extensions["desk_settings"]
    return settings.exports.resolve()


def _catalogue() -> Catalogue:
    return catalogue_in_force(db.session())


def _user_id() -> int:
    user_id = current_actor().user_id
    if user_id is None:
        raise NotFound
    return user_id


def _list(name: str) -> tuple[Wanted, Asked, int]:
    """Return the list in the address, pinned to this moment, and how long it is."""
    try:
        figures = figures_of_list(name)
        wanted = read_wanted(request.args, local_date(now()), _catalogue())
    except ValueError:
        raise NotFound from None
    scope = allowed_scope(wanted.scope, current_actor())
    asked = asked_of(Wanted(wanted.span, scope, wanted.as_of))
    total = period_figures.count_of(db.session(), figures, asked)
    return Wanted(wanted.span, scope, asked.cut_off), asked, total


def _narrowed() -> dict[str, Any]:
    return {key: request.args[key] for key in ("age", "weeks") if request.args.get(key)}


def _title(name: str, wanted: Wanted) -> str:
    return f"{say(name_of_list(name))} · {say(wanted.span.title)} · {scope_words(wanted, _catalogue())}"
