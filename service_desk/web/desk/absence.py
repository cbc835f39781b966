"""The page of absences: who of the department is away until when, who stands in, arrange one, cancel one, what there was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.domain.refusals import NotEntitled, Refusal
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.absences import NamedAbsence, absences_of_department
from service_desk.persistence.database import db
from service_desk.usecases.handling.arrange_absence import arrange_absence, cancel_absence, may_arrange
from service_desk.usecases.reading.colleagues import colleagues
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.forms import render_form
from service_desk.web.forms.desk_queue import AbsenceForm

Answer = str | tuple[str, int] | Response
SHOWN = 50
_NOBODYS = Bilingual("承办人和部门负责人才安排代班。", "Only handlers and heads arrange substitutes.")


@dataclass(frozen=True)
class Line:
    """One absence: who, who instead, when, how it stands, and whether this person may cancel it.

    `is_unattended` where nobody stands in any longer because that account is closed.
    """

    absence_id: int
    person: str
    substitute: str
    days: Bilingual
    standing: Bilingual
    is_current: bool
    is_unattended: bool
    reason: str
    made_by: str
    may_cancel: bool


def show_absences() -> Answer:
    """Show the department's absences with a form for a new one, or arrange it."""
    actor = current_actor()
    if actor.department is None or not actor.has_role(*DEPARTMENT_ROLES):
        raise NotEntitled(_NOBODYS)
    people = colleagues(db.session(), actor.department)
    mine = [each for each in people if actor.has_role(Role.HEAD) or each[0] == actor.user_id]
    form = AbsenceForm(data={"user_id": str(actor.user_id), "from_on": local_date(now())})
    form.offer(mine, people)
    if not form.validate_on_submit():
        return _page(form)
    try:
        arrange_absence(
            actor, now(), user_id=int(form.user_id.data), substitute_id=int(form.substitute_id.data),
            from_on=form.from_on.data, until_on=form.until_on.data, reason=form.reason.data or "",
        )  # fmt: skip
    except NotEntitled:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form)
    flash(_("代班已安排，到期自动结束。"))
    return redirect(url_for("desk.absences"), 303)


def cancel(absence_id: int) -> Response:
    """Cancel an arrangement, and go back to the page."""
    cancel_absence(absence_id, current_actor(), now())
    flash(_("代班已取消。"))
    return redirect(url_for("desk.absences"), 303)


def _page(form: AbsenceForm) -> Answer:
    actor, today = current_actor(), local_date(now())
    before = request.args.get("before", "")
    before_id = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
    found = absences_of_department(db.session(), actor.department or "", before_id=before_id, limit=SHOWN + 1)
    lines = [_line(each, today) for each in found[:SHOWN]]
    return render_form(
        "desk/absences.html", form, is_head=actor.has_role(Role.HEAD), is_further=before_id is not None,
        now_and_later=[line for line in lines if line.is_current],
        earlier=[line for line in lines if not line.is_current],
        older=url_for("desk.absences", before=found[SHOWN - 1].row.id) if len(found) > SHOWN else None,
    )  # fmt: skip


def _line(each: NamedAbsence, today: date) -> Line:
    row = each.row
    first, last = date_words(row.from_on), date_words(row.until_on)
    is_current = row.cancelled_at is None and row.until_on >= today
    return Line(
        row.id, each.person.display_name, each.substitute.display_name,
        Bilingual(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}"), _standing(each, today), is_current,
        is_current and not each.substitute.active,
        row.reason, row.made_by, is_current and may_arrange(current_actor(), row.user_id, row.department),
    )  # fmt: skip


def _standing(each: NamedAbsence, today: date) -> Bilingual:
    row = each.row
    if row.cancelled_at is not None:
        by = row.cancelled_by or ""
        return Bilingual(f"{by}已取消", f"cancelled by {by}")
    if row.until_on < today:
        return Bilingual("已结束", "ended")
    if not each.substitute.active:
        return Bilingual(
            "代班人账号已停用，没有人代班", "the substitute's account is closed; nobody stands in"
        )
    if row.from_on > today:
        return Bilingual("还没有开始", "to come")
    return Bilingual("代班中", "in force")
