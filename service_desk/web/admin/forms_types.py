"""Forms of the zone's own, and which request types are filed with a form."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import Refusal, Stale
from service_desk.persistence.database import db
from service_desk.persistence.zone_log import Subject, changes_to
from service_desk.usecases.acting.rules import BINDINGS_SETTING, catalogue_in_force
from service_desk.usecases.zone.make_form import bind_form, binding_version, make_form
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.form_view import form_view
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_build import BindForm, NewFormForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/admin/forms/new", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_new() -> Page:
    """Make a form of the zone's own, as a copy of the general one."""
    form = NewFormForm()
    if not form.validate_on_submit():
        return render_form("admin/forms_new.html", form)
    try:
        code = make_form(form.zh.data or "", form.en.data or "", by=current_actor(), now=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("admin/forms_new.html", form)
    flash(_("已建好，现在还没有事项用它。改好内容后，在“用在哪些事项”里选事项。"))
    return redirect(url_for("admin.forms_build", code=code), 303)


@blueprint.route("/admin/forms/<code>/types", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_types(code: str) -> Page:
    """Show which request types are filed with a form, and file another one with it."""
    view, form = form_view(code), BindForm()
    types = catalogue_in_force(db.session()).request_types
    form.offer({each.code: each.name for each in types.values() if each.form != code})
    context: dict[str, Any] = {"view": view, "types": [each for each in types.values() if each.form == code]}
    if not form.is_submitted():
        form.seen.data = str(binding_version(db.session()))
    if not form.validate_on_submit():
        return render_form("admin/forms_types.html", form, **context)
    seen = seen_version(form.seen)
    try:
        bind_form(form.request_type.data, code, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        entries = changes_to(db.session(), Subject.SETTING, BINDINGS_SETTING, after_id=seen)
        said = {each.code: say(each.name) for each in types.values()}
        changes = [
            Change(each.at, each.by_name, f"{said.get(each.data['request_type'], '')} → {each.data['after']}") for each in entries
        ]  # fmt: skip
        form.seen.data = str(binding_version(db.session()))
        return render_form("admin/forms_types.html", form, **context, changes=changes)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("admin/forms_types.html", form, **context)
    flash(_("已改用这张表单。已经打开的页面和草稿仍用原来的。"))
    return redirect(url_for("admin.forms_types", code=code), 303)
