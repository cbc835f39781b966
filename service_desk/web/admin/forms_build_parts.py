"""Changing what a request form asks for in files, and what it reckons: a page for a slot, a page for a computed figure."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms import RequestForm
from service_desk.domain.request_forms.editing import (
    Keys,
    Kind,
    Part,
    find_part,
    home_of,
    new_name,
    with_figure,
    with_slot,
)
from service_desk.domain.request_forms.rules import FIGURE_NAMES, FIGURES
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.build_columns import one_unit
from service_desk.web.admin.build_words import help_said, sections_offered, unit_said
from service_desk.web.admin.building import look_at_newest, parsed, save, to_list
from service_desk.web.admin.condition_view import words_of
from service_desk.web.admin.forms_build_condition import condition_page, to_condition
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin_parts import FigureForm, SlotForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/admin/forms/<code>/build/slot", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_slot(code: str) -> Page:
    """Change a slot for files, or add one; one that is required sometimes is asked next when."""
    view, keys = parsed(code)
    own = request.args.get("slot", "")
    found = _found(keys, Part(Kind.SLOT, own))
    form = SlotForm(data=_slot_start(found))
    form.offer()
    if not form.is_submitted():
        look_at_newest(code, form)
    if form.validate_on_submit():
        part = Part(Kind.SLOT, own or new_name(keys, form.en.data or "", "papers"))
        saved = save(view, form, with_slot(view.text, part.name, _slot_said(form)))
        if saved is not None:
            return saved
        if form.required.data == "when" and "require_when" not in found:
            return to_condition(code, part, "require_when")
        return to_list(code, part)
    return render_form(
        "admin/forms_build_slot.html", form, view=view, found=found, name=own, words=words_of,
        **condition_page(code, keys, Part(Kind.SLOT, own)),
    )  # fmt: skip


def _found(keys: Keys, part: Part) -> Keys:
    """Return the part that is being changed, nothing for a new one; aborts where there is none of that name."""
    found = find_part(keys, part) if part.name else {}
    if found is None:
        abort(404)
    return found


def _slot_start(slot: Keys) -> dict[str, Any]:
    demand = "when" if "require_when" in slot else "yes" if slot.get("required") else "no"
    words = {key: slot.get(key, "") for key in ("zh", "en", "help_zh", "help_en")}
    return {**words, "kinds": slot.get("kinds", []), "required": demand}


def _slot_said(form: SlotForm) -> dict[str, Any]:
    said: dict[str, Any] = {
        "zh": form.zh.data, "en": form.en.data, **help_said(form),
        "kinds": list(form.kinds.data or ()) or None, "required": True if form.required.data == "yes" else None,
    }  # fmt: skip
    return said if form.required.data == "when" else {**said, "require_when": None}


@blueprint.route("/admin/forms/<code>/build/figure", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_figure(code: str) -> Page:
    """Change a computed figure, or add one; only what can be reckoned from the form's questions is offered."""
    view, keys = parsed(code)
    part = Part(Kind.COMPUTED, request.args.get("name", ""))
    found, home = _found(keys, part), home_of(keys, part)
    rules = _rules_offered(view.read or view.in_force, found.get("rule"))
    form = FigureForm(data=_figure_start(found, home["code"] if home else request.args.get("section", "")))
    form.offer(sections_offered({"section": keys.get("section", [])}), rules)
    if not form.is_submitted():
        look_at_newest(code, form)
    if form.validate_on_submit():
        named = part if part.name else Part(Kind.COMPUTED, new_name(keys, form.en.data or "", "figure"))
        said = {"rule": form.rule.data, "zh": form.zh.data, "en": form.en.data, **unit_said(form, found)}
        saved = save(view, form, with_figure(view.text, form.section.data, named.name, said))
        return saved if saved is not None else to_list(code, named)
    return render_form(
        "admin/forms_build_figure.html", form, view=view, found=found, name=part.name, words=words_of
    )


def _figure_start(figure: Keys, section: str) -> dict[str, Any]:
    return {
        "section": section, "rule": figure.get("rule"), "zh": figure.get("zh", ""), "en": figure.get("en", ""),
        "unit": one_unit(figure.get("unit", "")),
    }  # fmt: skip


def _rules_offered(form: RequestForm, chosen: str | None) -> dict[str, Bilingual]:
    """Return what can be reckoned from the questions of a form, and what was chosen before in any case."""
    fields = list(form.fields())
    return {
        name: FIGURE_NAMES[name] for name, figure in FIGURES.items() if name == chosen or figure.fits(fields)
    }
