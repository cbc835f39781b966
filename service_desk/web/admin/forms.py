"""The request forms: which version holds, which drafts there are; all drafts published in one step."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms.differing import HOW_NAMES
from service_desk.persistence.database import db
from service_desk.usecases.acting.published_forms import form_codes
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.zone.draft_form import form_log_version
from service_desk.usecases.zone.publish_forms import publish_forms
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.form_view import as_changes, form_history, form_view, published_words
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin_forms import PublishForm, said_versions
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.get("/admin/forms")
@needs(Right.RULES_MANAGE)
def forms() -> Page:
    """Show every form with its version, its draft and the request types that are filed with it."""
    kinds, codes = catalogue_in_force(db.session()).request_types.values(), form_codes(db.session())
    types = {code: [kind for kind in kinds if kind.form == code] for code in codes}
    views = [form_view(code) for code in codes]
    return render_template("admin/forms.html", views=views, types=types, published_words=published_words)


@blueprint.route("/admin/forms/publish", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_publish() -> Page:
    """Show what the drafts change, question by question, and publish them all at once with a note."""
    form = PublishForm()
    if not form.is_submitted():
        form.seen.data = said_versions(_present())
    if not form.validate_on_submit():
        return _publish_page(form)
    seen = form.seen_versions
    try:
        made = publish_forms(form.note.data or "", by=current_actor(), now=now(), seen_versions=seen)
    except Stale:
        changed = [code for code in form_codes(db.session()) if _present()[code] != seen.get(code)]
        lines = [line for code in changed for line in form_history(code, seen.get(code, 0))]
        form.seen.data = said_versions(_present())
        return _publish_page(form, as_changes(lines))[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _publish_page(form)
    flash(_("已发布 %(n)s 张表单。已经打开的页面和以前提交的诉求不受影响。", n=len(made)))
    return redirect(url_for("admin.forms"), 303)


def _publish_page(form: PublishForm, changes: list[Change] | None = None) -> tuple[str, int]:
    views = [view for view in map(form_view, form_codes(db.session())) if view.draft is not None]
    is_ready = bool(views) and not any(view.problems for view in views)
    return render_form(
        "admin/forms_publish.html", form, views=views, changes=changes, is_ready=is_ready, how_names=HOW_NAMES
    )


def _present() -> dict[str, int]:
    return {code: form_log_version(db.session(), code) for code in form_codes(db.session())}
