"""Changing a request form part by part: the list of its sections and questions, and a page for each; every step is a draft."""

from __future__ import annotations

from collections.abc import Callable
from tomllib import TOMLDecodeError
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.editing import (
    PLACES,
    Keys,
    find_field,
    find_section,
    moved,
    new_name,
    parse,
    removed,
    with_field,
    with_section,
)
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force, factors_in_force
from service_desk.usecases.zone.draft_form import form_log_version, save_form_draft
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.build_words import (
    conditions_before,
    is_of_one_question,
    question_said,
    question_start,
    section_said,
    section_start,
    sections_offered,
    words_of,
)
from service_desk.web.admin.form_view import FormView, as_changes, form_history, form_view
from service_desk.web.admin.forms_preview import shown_type
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_build import KIND_NAMES, PartForm, QuestionForm, SectionForm
from service_desk.web.forms.request_form import form_class
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.portal.form_page import form_context
from service_desk.web.rights import Right

_STEPS: dict[str, Callable[[str, str], str]] = {
    "up": lambda text, name: moved(text, name, -1),
    "down": lambda text, name: moved(text, name, 1),
    "remove": removed,
}


@blueprint.route("/admin/forms/<code>/build", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@limited("write")
def forms_build(code: str) -> Page:
    """Show the parts of a form beside what an enterprise sees; move one, or take it out."""
    view, keys = _parsed(code)
    form = PartForm()
    if form.validate_on_submit():
        step, _colon, name = request.form.get("act", "").partition(":")
        change = _STEPS.get(step) or abort(400)
        saved = _save(view, form, change(view.text, name))
        return saved if saved is not None else _to_part(code, name if step != "remove" else "")
    form.seen.data = str(form_log_version(db.session(), code))
    return render_template(
        "admin/forms_build.html", view=view, keys=keys, form=form, words=words_of, lists=PLACES, kept=KEPT_COLUMNS,
        kind_names={kind.value: name for kind, name in KIND_NAMES.items()}, **_preview(view),
    )  # fmt: skip


@blueprint.route("/admin/forms/<code>/build/section", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_section(code: str) -> Page:
    """Change a section, or add one for the enterprise or for the department."""
    view, keys = _parsed(code)
    own, place = request.args.get("section", ""), request.args.get("place", "section")
    found = find_section(keys, own) if own else None
    if (own and found is None) or place not in PLACES:
        abort(404)
    form = SectionForm(data=section_start(found or {}))
    form.show_when.choices = list(_as_choices(conditions_before(keys, own)))
    if not form.is_submitted():
        form.seen.data = str(form_log_version(db.session(), code))
    if form.validate_on_submit() and _one_question(form.show_when):
        name = own or new_name(keys, form.en.data or "", "part")
        saved = _save(view, form, with_section(view.text, name, section_said(form), place=place))
        return saved if saved is not None else _to_part(code, name)
    return render_form("admin/forms_build_section.html", form, view=view, found=found, words=words_of)


@blueprint.route("/admin/forms/<code>/build/question", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_question(code: str) -> Page:
    """Change a question, or add one to a section."""
    view, keys = _parsed(code)
    own, section = request.args.get("name", ""), request.args.get("section", "")
    found = find_field(keys, own) if own else None
    if own and found is None:
        abort(404)
    before: Keys = found[1] if found else {}
    form = QuestionForm(data=question_start(found[0]["code"] if found else section, before))
    form.offer(sections_offered(keys), conditions_before(keys, own or section))
    if not form.is_submitted():
        form.seen.data = str(form_log_version(db.session(), code))
    if form.validate_on_submit() and _one_question(form.show_when) and _one_question(form.require_when):
        name = own or new_name(keys, form.en.data or "")
        text = with_field(view.text, form.section.data, name, question_said(form, before))
        saved = _save(view, form, text)
        return saved if saved is not None else _to_part(code, name)
    return render_form(
        "admin/forms_build_question.html", form, view=view, found=before, name=own, words=words_of
    )


def _parsed(code: str) -> tuple[FormView, Keys]:
    """Return a form with its tables; a text that is no TOML can be mended as text only."""
    view = form_view(code)
    try:
        return view, parse(view.text)
    except (TOMLDecodeError, RecursionError):
        flash(_("草稿的文字有错，先在文字里改好，才能逐项编辑。"), "warn")
        abort(redirect(url_for("admin.forms_edit", code=code), 303))


def _save(view: FormView, form: DeskForm, text: str) -> Page | None:
    """Keep the text as the draft; return the page to show where that is not possible, None where it is done."""
    seen = seen_version(form["seen"])
    try:
        save_form_draft(view.code, text, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        changes = as_changes(form_history(view.code, seen))
        form["seen"].data = str(form_log_version(db.session(), view.code))
        return render_template("admin/forms_build_stale.html", view=view, form=form, changes=changes), 409
    except Refusal as refusal:
        flash(say(refusal.reason), "warn")
    return None


def _to_part(code: str, name: str) -> Response:
    problems = form_view(code).problems
    if problems:
        flash(_("已存为草稿，还有 %(n)s 处要改。", n=len(problems)), "warn")
    else:
        flash(_("已存为草稿，发布后才生效。"))
    return redirect(url_for("admin.forms_build", code=code, _anchor=f"part-{name}" if name else None), 303)


def _one_question(boxes: Any) -> bool:
    """Refuse boxes of two questions: a condition looks at one."""
    if is_of_one_question(boxes.data):
        return True
    boxes.errors = [_("只能勾同一个问题的选项。")]
    return False


def _as_choices(names: dict[str, Bilingual]) -> Any:
    return ((code, say(words)) for code, words in names.items())


def _preview(view: FormView) -> dict[str, Any]:
    """Return what the enterprise's page of the draft is drawn with; nothing where the draft is not sound."""
    if view.read is None:
        return {"sample": None}
    catalogue, today = catalogue_in_force(db.session()), local_date(now())
    shown = form_class(view.read, today.year)(
        formdata=None,
        today=today,
        calendar=calendar_in_force(db.session()),
        factors=factors_in_force(db.session(), today),
    )
    kind = shown_type(catalogue, view.code)
    return {"sample": shown, **form_context(kind, view.read, catalogue, today.year, shown.factors)}
