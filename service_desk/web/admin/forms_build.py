"""Changing a request form part by part: the list of its sections and questions, and a page for each; every step is a draft."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from service_desk.domain.attachments import GROUP_NAMES
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.editing import (
    PLACES,
    Keys,
    Kind,
    Part,
    find_field,
    find_section,
    moved,
    new_name,
    removed,
    with_field,
    with_section,
)
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force, factors_in_force
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.build_words import (
    question_said,
    question_start,
    section_said,
    section_start,
    sections_offered,
)
from service_desk.web.admin.building import look_at_newest, parsed, part_from, save, to_list
from service_desk.web.admin.condition_view import words_of
from service_desk.web.admin.form_view import form_view
from service_desk.web.admin.forms_build_condition import condition_page, to_condition
from service_desk.web.admin.forms_preview import shown_type
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin_build import KIND_NAMES, PartForm, QuestionForm, SectionForm
from service_desk.web.forms.request_form import form_class
from service_desk.web.limits import limited
from service_desk.web.portal.form_page import form_context
from service_desk.web.rights import Right
from service_desk.web.security import FRAMED_POLICY

_STEPS: dict[str, Callable[[str, Part], str]] = {
    "up": lambda text, part: moved(text, part, -1),
    "down": lambda text, part: moved(text, part, 1),
    "remove": removed,
}


@blueprint.route("/admin/forms/<code>/build", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@limited("write")
def forms_build(code: str) -> Page:
    """Show the parts of a form beside what an enterprise sees; move one, or take it out."""
    view, keys = parsed(code)
    form = PartForm()
    if form.validate_on_submit():
        step, _colon, named = request.form.get("act", "").partition(":")
        change, part = _STEPS.get(step) or abort(400), part_from(named)
        saved = save(view, form, change(view.text, part))
        return saved if saved is not None else to_list(code, part if step != "remove" else None)
    look_at_newest(code, form)
    return render_template(
        "admin/forms_build.html", view=view, keys=keys, form=form, words=words_of, lists=PLACES, kept=KEPT_COLUMNS,
        kind_names={kind.value: name for kind, name in KIND_NAMES.items()},
        group_names={group.value: name for group, name in GROUP_NAMES.items()},
    )  # fmt: skip


@blueprint.route("/admin/forms/<code>/build/section", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_section(code: str) -> Page:
    """Change a section, or add one for the enterprise or for the department."""
    view, keys = parsed(code)
    own, place = request.args.get("section", ""), request.args.get("place", "section")
    found = find_section(keys, own) if own else None
    if (own and found is None) or place not in PLACES:
        abort(404)
    form = SectionForm(data=section_start(found or {}))
    if not form.is_submitted():
        look_at_newest(code, form)
    if form.validate_on_submit():
        name = own or new_name(keys, form.en.data or "", "part")
        saved = save(view, form, with_section(view.text, name, section_said(form), place=place))
        return saved if saved is not None else to_list(code, Part(Kind.SECTION, name))
    return render_form(
        "admin/forms_build_section.html", form, view=view, found=found, words=words_of,
        **condition_page(code, keys, Part(Kind.SECTION, own)),
    )  # fmt: skip


@blueprint.route("/admin/forms/<code>/build/question", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_question(code: str) -> Page:
    """Change a question, or add one to a section; what is required sometimes is asked next when."""
    view, keys = parsed(code)
    own, section = request.args.get("name", ""), request.args.get("section", "")
    found = find_field(keys, own) if own else None
    if own and found is None:
        abort(404)
    before: Keys = found[1] if found else {}
    form = QuestionForm(data=question_start(found[0]["code"] if found else section, before))
    form.offer(sections_offered(keys))
    if not form.is_submitted():
        look_at_newest(code, form)
    if form.validate_on_submit():
        part = Part(Kind.FIELD, own or new_name(keys, form.en.data or ""))
        text = with_field(view.text, form.section.data, part.name, question_said(form, before))
        saved = save(view, form, text)
        if saved is not None:
            return saved
        if form.required.data == "when" and "require_when" not in before:
            return to_condition(code, part, "require_when")
        return to_list(code, part)
    return render_form(
        "admin/forms_build_question.html", form, view=view, found=before, name=own, words=words_of,
        **condition_page(code, keys, Part(Kind.FIELD, own)),
    )  # fmt: skip


@blueprint.get("/admin/forms/<code>/build/shown")
@needs(Right.RULES_MANAGE)
def forms_build_shown(code: str) -> Response:
    """Show what an enterprise sees of the draft, for the frame beside its parts; there is nothing while the draft is not sound."""
    view = form_view(code)
    if view.read is None:
        abort(404)
    catalogue, today = catalogue_in_force(db.session()), local_date(now())
    shown = form_class(view.read, today.year)(
        formdata=None, today=today, calendar=calendar_in_force(db.session()), factors=factors_in_force(db.session(), today)
    )  # fmt: skip
    context = form_context(shown_type(catalogue, code), view.read, catalogue, today.year, shown.factors)
    answer = make_response(render_template("admin/forms_build_shown.html", view=view, form=shown, **context))
    answer.headers["Content-Security-Policy"] = FRAMED_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
