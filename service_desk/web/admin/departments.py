"""Departments: the list with what is missing, and one department's names, mailbox and people."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.roles import ROLE_NAMES
from service_desk.persistence.database import db
from service_desk.persistence.tables import ZoneChange
from service_desk.persistence.zone_log import Subject, changes_to, version_of
from service_desk.usecases.zone.departments import DepartmentView, view_department, view_departments
from service_desk.usecases.zone.edit_department import DepartmentDetails, edit_department
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.told import Told
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import DepartmentForm, seen_version
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

_EDITED = Bilingual("修改部门资料", "Department changed")
_FIELDS = {
    "zh": Bilingual("名称", "Name"),
    "en": Bilingual("英文名称", "English name"),
    "short": Bilingual("简称", "Short name"),
    "mailbox": Bilingual("邮箱", "Mailbox"),
    "phone": Bilingual("电话", "Telephone"),
    "is_active": Bilingual("接收诉求", "Receives requests"),
}
_YES, _NO, _NONE = Bilingual("是", "yes"), Bilingual("否", "no"), Bilingual("（空）", "(none)")


@blueprint.get("/admin/departments")
@needs(Right.DEPARTMENT_MANAGE)
def departments() -> Page:
    """List the departments with their people, their work in hand and what is missing."""
    return render_template("admin/departments.html", views=view_departments(db.session()))


@blueprint.route("/admin/departments/<code>", methods=["GET", "POST"])
@needs(Right.DEPARTMENT_MANAGE)
@keeps_text
@limited("write")
def departments_edit(code: str) -> Page:
    """Change a department's names, mailbox, telephone and whether it receives requests."""
    view = view_department(db.session(), code)
    row = view.row
    form = DepartmentForm(
        zh=row.zh, en=row.en, short=row.short, mailbox=row.mailbox, phone=row.phone, is_active=row.is_active,
        seen=str(version_of(db.session(), Subject.DEPARTMENT, code)),
    )  # fmt: skip
    if not form.validate_on_submit():
        return _page(form, view)
    details = DepartmentDetails(
        zh=form.zh.data or "", en=form.en.data or "", short=form.short.data or "",
        mailbox=form.mailbox.data, phone=form.phone.data, is_active=bool(form.is_active.data),
    )  # fmt: skip
    seen = seen_version(form.seen)
    try:
        changed = edit_department(code, details, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        return _stale(form, code, seen)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, view_department(db.session(), code))
    flash(_("已保存。") if changed else _("没有改动。"))
    return redirect(url_for("admin.departments_edit", code=code), 303)


def _stale(form: DepartmentForm, code: str, seen: int) -> Page:
    """Show the form again with what was typed, what changed meanwhile, and the new version to save over."""
    entries = changes_to(db.session(), Subject.DEPARTMENT, code, after_id=seen)
    changes = [Change(entry.at, entry.by_name, _note(entry)) for entry in entries]
    form.seen.data = str(version_of(db.session(), Subject.DEPARTMENT, code))
    html, _status = _page(form, view_department(db.session(), code), changes)
    return html, 409


def _page(form: DepartmentForm, view: DepartmentView, changes: list[Change] | None = None) -> tuple[str, int]:
    entries = changes_to(db.session(), Subject.DEPARTMENT, view.row.code)
    history = [Told(entry.at, _EDITED, entry.by_name, _note(entry)) for entry in entries]
    return render_form(
        "admin/departments_edit.html", form,
        view=view, changes=changes, history=history, role_names=ROLE_NAMES,
    )  # fmt: skip


def _note(entry: ZoneChange) -> str:
    """Return what an entry changed, a line for each field."""
    return "\n".join(
        f"{say(_FIELDS[name]) if name in _FIELDS else name}{_('：')}{_value(before)} → {_value(after)}"
        for name, (before, after) in entry.data.items()
    )


def _value(stored: Any) -> str:
    if isinstance(stored, bool):
        return say(_YES if stored else _NO)
    return str(stored) if stored else say(_NONE)
