"""Changing one request form: its text with everything that is wrong beside it, dropped again or taken back from a version."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms import FORM_CODES, FormTextError, form_of, packaged_text, read_form
from service_desk.domain.request_forms.differing import HOW_NAMES, compare_forms
from service_desk.persistence.database import db
from service_desk.persistence.forms import published_version, versions_of
from service_desk.usecases.zone.draft_form import (
    PACKAGED,
    draft_from_version,
    drop_draft_of_form,
    form_log_version,
    save_form_draft,
)
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import LARGEST, Page, blueprint
from service_desk.web.admin.form_view import FormView, as_changes, form_history, form_view, published_words
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_forms import FormTextForm, TakeBackForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/admin/forms/<code>", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_edit(code: str) -> Page:
    """Show the text of a form; check what was typed, or keep it as the draft."""
    view, form = form_view(code), FormTextForm()
    if not form.is_submitted():
        form.seen.data, form.text.data = _version(code), view.text
        return _edit_page(view, form)
    if not form.validate():
        return _edit_page(view, form)
    typed = form.text.data or ""
    if request.form.get("act") == "check":
        checked = form_view(code, typed)
        return _edit_page(checked, form, is_checked=True)[0], 422 if checked.problems else 200
    try:
        save_form_draft(code, typed, by=current_actor(), now=now(), seen_version=seen_version(form.seen))
    except Stale:
        since = as_changes(form_history(code, seen_version(form.seen)))
        form.seen.data = _version(code)
        return _edit_page(form_view(code, typed), form, changes=since)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _edit_page(view, form)
    flash(_("草稿已保存。"))
    return redirect(url_for("admin.forms_edit", code=code), 303)


def _edit_page(
    view: FormView, form: FormTextForm, *, changes: list[Change] | None = None, is_checked: bool = False
) -> tuple[str, int]:
    back = TakeBackForm(formdata=None)
    back.seen.data = _version(view.code)
    return render_form(
        "admin/forms_edit.html", form, view=view, back=back, changes=changes, is_checked=is_checked,
        history=form_history(view.code), versions=versions_of(db.session(), view.code), how_names=HOW_NAMES,
        published_words=published_words,
    )  # fmt: skip


@blueprint.post("/admin/forms/<code>/drop")
@needs(Right.RULES_MANAGE)
@limited("write")
def forms_drop(code: str) -> Page:
    """Forget the draft of a form."""
    return _take_back(
        code,
        lambda seen: drop_draft_of_form(code, by=current_actor(), now=now(), seen_version=seen),
        _("草稿已放弃。"),
    )


@blueprint.get("/admin/forms/<code>/versions/<int:version>")
@needs(Right.RULES_MANAGE)
def forms_version(code: str, version: int) -> Page:
    """Show an older version: its text, and what has changed since; as 0 what comes with the program."""
    if version == PACKAGED:
        return _packaged_page(code)
    row = published_version(db.session(), code, version) if version <= LARGEST else None
    if row is None:
        abort(404)
    view, back = form_view(code), TakeBackForm(formdata=None)
    back.seen.data = _version(code)
    try:
        since = compare_forms(read_form(row.text, code=code), view.in_force)
    except FormTextError:
        since = None  # a text of another age, which this program can no longer read
    return render_template(
        "admin/forms_version.html", view=view, row=row, back=back, since=since, how_names=HOW_NAMES,
        published_words=published_words,
    )  # fmt: skip


def _packaged_page(code: str) -> str:
    """Show a form as it comes with the program, and what would change with it."""
    if code not in FORM_CODES:
        abort(404)
    view, back = form_view(code), TakeBackForm(formdata=None)
    back.seen.data = _version(code)
    return render_template(
        "admin/forms_packaged.html", view=view, back=back, text=packaged_text(code),
        changes=compare_forms(view.in_force, form_of(code)), how_names=HOW_NAMES,
    )  # fmt: skip


@blueprint.post("/admin/forms/<code>/versions/<int:version>")
@needs(Right.RULES_MANAGE)
@limited("write")
def forms_version_back(code: str, version: int) -> Page:
    """Take an older version back as the draft."""
    return _take_back(
        code,
        lambda seen: draft_from_version(code, version, by=current_actor(), now=now(), seen_version=seen),
        _("第 %(n)s 版已作为草稿，检查后发布才生效。", n=version)
        if version != PACKAGED
        else _("程序自带的写法已作为草稿，检查后发布才生效。"),
    )


def _take_back(code: str, change: Callable[[int], bool], done: str) -> Page:
    """Change the draft with one click; where somebody else has changed it meanwhile, show that instead."""
    view, form = form_view(code), TakeBackForm()
    if not form.validate_on_submit():
        return redirect(url_for("admin.forms_edit", code=code), 303)
    seen = seen_version(form.seen)
    try:
        changed = change(seen)
    except Stale:
        shown = FormTextForm(formdata=None)
        shown.seen.data, shown.text.data = _version(code), view.text
        return _edit_page(view, shown, changes=as_changes(form_history(code, seen)))[0], 409
    flash(done if changed else _("没有改动。"))
    return redirect(url_for("admin.forms_edit", code=code), 303)


def _version(code: str) -> str:
    return str(form_log_version(db.session(), code))
