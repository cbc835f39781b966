"""The working calendar: a year at a glance, a single day, and the year as a file."""

from __future__ import annotations

import json
from datetime import date

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from service_desk.domain.calendar import DAY_KIND_NAMES, WorkingCalendar
from service_desk.domain.date_words import weekday_words
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import CalendarYearRow
from service_desk.persistence.zone_log import Subject, changes_to
from service_desk.usecases.acting.rules import calendar_in_force
from service_desk.usecases.zone.calendar_change import (
    CalendarChange,
    calendar_version,
    recompute_all,
    year_in_force,
)
from service_desk.usecases.zone.edit_calendar_day import edit_calendar_day, year_that_rules
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.calendar_log import as_changes, say_day, told
from service_desk.web.admin.month_grid import holidays_of, made_up_days, months_of
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_calendar import OFF, WORKS, CalendarDayForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right

FIRST_YEAR, LAST_YEAR = 2000, 2100


@blueprint.get("/admin/calendar")
@blueprint.get("/admin/calendar/<int(max=2100):year>", endpoint="calendar_year")
@needs(Right.CALENDAR_MANAGE)
def calendar(year: int | None = None) -> Page:
    """Show a year's months with days off and make-up days, where they come from, and what was changed."""
    session, today = db.session(), local_date(now())
    shown = today.year if year is None else year
    if not FIRST_YEAR <= shown <= LAST_YEAR:
        raise NotFound
    in_force = calendar_in_force(session)
    return render_template(
        "admin/calendar.html",
        year=shown,
        years=sorted({*in_force.years, today.year, today.year + 1, shown}),
        loaded_years=in_force.years,
        months=months_of(shown, in_force, today),
        holidays=holidays_of(shown, in_force),
        made_up=made_up_days(shown, in_force),
        imported=session.get(CalendarYearRow, shown),
        log=[told(entry) for entry in changes_to(session, Subject.CALENDAR, str(shown))],
        weekdays=[weekday_words(date(2021, 3, day)) for day in range(1, 8)],  # a Monday and the days after it
        say_day=say_day,
    )


@blueprint.route("/admin/calendar/day/<day>", methods=["GET", "POST"])
@needs(Right.CALENDAR_MANAGE)
@keeps_text
@limited("write")
def calendar_day(day: str) -> Page:
    """Set one day to work or not, and recompute the deadlines that it moves."""
    chosen = _day(day)
    session = db.session()
    in_force, ruling = calendar_in_force(session), year_that_rules(session, chosen)
    ruled_by = ruling.year if ruling else chosen.year
    name = in_force.names.get(chosen, "")
    form = CalendarDayForm(
        kind=WORKS if in_force.is_working(chosen) else OFF,
        name=name,
        seen=str(calendar_version(session, ruled_by)),
    )
    if not form.validate_on_submit():
        return _day_page(form, chosen, in_force)
    seen = seen_version(form.seen)
    try:
        change = edit_calendar_day(
            chosen,
            works=form.kind.data == WORKS,
            name=form.name.data or "",
            by=current_actor(),
            now=now(),
            seen_version=seen,
        )
    except Stale:
        entries = changes_to(session, Subject.CALENDAR, str(ruled_by), after_id=seen)
        form.seen.data = str(calendar_version(session, ruled_by))
        html, _status = _day_page(form, chosen, calendar_in_force(session), as_changes(entries))
        return html, 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _day_page(form, chosen, in_force)
    return done(change)


def done(change: CalendarChange) -> Page:
    """Say what a change has moved, and go on to its year, where the history has the details."""
    if not change.days:
        flash(_("没有改动，现行安排与此相同。"))
    elif change.shifts:
        flash(_("已生效，%(n)s 个在办时限随之变动，详见下方“改动记录”。", n=len(change.shifts)), "warn")
    else:
        flash(_("已生效，没有在办诉求的时限因此变动。"))
    return redirect(url_for("admin.calendar_year", year=change.year), 303)


@blueprint.post("/admin/calendar/<int(max=2100):year>/recompute")
@needs(Right.CALENDAR_MANAGE)
@limited("write")
def calendar_recompute(year: int) -> Page:
    """Recompute the deadlines of all open tickets, should an earlier change have been interrupted."""
    shifts = recompute_all(year, by=current_actor(), now=now())
    if shifts:
        flash(_("已重算，%(n)s 个在办时限有变动，详见下方“改动记录”。", n=len(shifts)), "warn")
    else:
        flash(_("已重算，在办时限都是对的，没有变动。"))
    return redirect(url_for("admin.calendar_year", year=year), 303)


@blueprint.get("/admin/calendar/<int(max=2100):year>/<kind>")
@needs(Right.CALENDAR_MANAGE)
def calendar_export(year: int, kind: str) -> Response:
    """Give a year in force as a file that an import accepts."""
    arranged = year_in_force(db.session(), year)
    if arranged is None or kind not in ("json", "csv"):
        raise NotFound
    # The mark in front of the CSV tells spreadsheets that the Chinese is UTF-8.
    published = json.dumps(arranged.as_published(), ensure_ascii=False, indent=1) + "\n"
    body = published if kind == "json" else "\ufeff" + arranged.to_csv()
    answer = Response(body, mimetype="application/json" if kind == "json" else "text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="calendar-{year}.{kind}"'
    return answer


def _day_page(
    form: CalendarDayForm, day: date, in_force: WorkingCalendar, changes: list[Change] | None = None
) -> tuple[str, int]:
    return render_form(
        "admin/calendar_day.html", form,
        day=day, is_loaded=in_force.covers(day), kind=in_force.kind(day), kind_names=DAY_KIND_NAMES,
        name=in_force.name_of(day), changes=changes, say_day=say_day,
    )  # fmt: skip


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NotFound from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotFound
    return day
