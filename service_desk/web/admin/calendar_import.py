"""Importing a year of the calendar: what is wrong by line, what would change, then the import."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _

from service_desk.domain.calendar import DAY_KIND_NAMES, CalendarImportError
from service_desk.domain.refusals import Refusal, Stale
from service_desk.persistence.database import db
from service_desk.usecases.zone.import_calendar_year import YearPreview, import_calendar_year, preview_year
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.calendar import done
from service_desk.web.admin.calendar_log import say_day
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_calendar import CalendarImportForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

SHOWN_PROBLEMS = 40


@blueprint.route("/admin/calendar/import", methods=["GET", "POST"])
@needs(Right.CALENDAR_MANAGE)
@keeps_text
@limited("write")
def calendar_import() -> Page:
    """Take a year's arrangement: preview first, import with the second button."""
    form = CalendarImportForm(year=request.args.get("year", type=int))
    if request.method == "GET":
        return _page(form)
    unreadable = form.take_file()
    fits = form.validate_on_submit()
    form.file.errors = [*form.file.errors, *unreadable]
    if fits and not form.text.data and not unreadable:
        form.text.errors = [_("请选择文件，或者把内容粘贴在下面。")]
    if form.has_errors:
        return _page(form)
    try:
        return _import(form) if "apply" in request.form else _preview(form)
    except CalendarImportError as error:
        form.text.errors = [_("内容有 %(n)s 处不对，见“哪里不对”。", n=len(error.problems))]
        return _page(form, problems=[say(each.words) for each in error.problems])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form)


def _preview(form: CalendarImportForm, status: int = 200, *, is_edited: bool = False) -> Page:
    """Show what an import would change, compared with the year in force now."""
    preview = preview_year(db.session(), form.text.data or "", form.year.data)
    form.seen.data, form.previewed.data = str(preview.version), form.digest
    return _page(form, preview, status=status, is_edited=is_edited)


def _import(form: CalendarImportForm) -> Page:
    """Import what was previewed; where the year or the content has changed since, show a new preview instead."""
    if form.previewed.data != form.digest:
        return _preview(form, is_edited=True)
    text, seen = form.text.data or "", seen_version(form.seen)
    try:
        change = import_calendar_year(text, form.year.data, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        return _preview(form, status=409)
    return done(change)


def _page(
    form: CalendarImportForm,
    preview: YearPreview | None = None,
    *,
    problems: Sequence[str] = (),
    status: int | None = None,
    is_edited: bool = False,
) -> Page:
    html, usual = render_form(
        "admin/calendar_import.html", form,
        preview=preview, problems=problems[:SHOWN_PROBLEMS], is_stale=status == 409, is_edited=is_edited,
        kind_names=DAY_KIND_NAMES, say_day=say_day,
    )  # fmt: skip
    return html, status or usual
