"""One clause of a condition of a form's part: which question it looks at, then what its answer has to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service_desk.domain.request_forms.conditions import Clause, read_clause, split_condition
from service_desk.domain.request_forms.editing import Keys, Kind, Part, find_part, find_section
from service_desk.domain.request_forms.editing_conditions import (
    CONDITIONS,
    joined_by,
    with_clause,
    without_clause,
)
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.building import look_at_newest, parsed, part_from, save, say_saved
from service_desk.web.admin.condition_view import (
    CHOOSING,
    CONDITION_NAMES,
    NUMBERS,
    conditions_of,
    looked_at_before,
    options_of,
    words_of,
)
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin_build import PartForm
from service_desk.web.forms.admin_condition import AmountForm, ChosenForm, ClauseForm, TickedForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/admin/forms/<code>/build/condition", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_build_condition(code: str) -> Page:
    """Ask which question is looked at; then what its answer has to be, and keep that as a clause of the condition."""
    view, keys = parsed(code)
    part, key, place, row = _asked_for(keys)
    before = looked_at_before(keys, part)
    on = request.args.get("on", "")
    field = next((each for fields in before.values() for each in fields if each.get("name") == on), None)
    shown: dict[str, Any] = {
        "view": view, "part": part, "key": key, "place": place, "row": row, "words": words_of, "name": CONDITION_NAMES[key],
        "back": url_of(code, part), "on": on,
    }  # fmt: skip
    if field is None:
        sections = {each: words_of(find_section(keys, each) or {}) for each in before}
        return render_template(
            "admin/forms_build_condition_on.html", before=before, sections=sections, **shown
        )
    form = _form(field, _clause_at(row, key, place, on))
    if not form.is_submitted():
        look_at_newest(code, form)
    if form.validate_on_submit():
        saved = save(view, form, with_clause(view.text, part, key, place, form.said(on)))
        return saved if saved is not None else _to_part(code, part)
    return render_form("admin/forms_build_condition.html", form, field=field, **shown)


_PAGES = {Kind.FIELD: ("question", "name"), Kind.SECTION: ("section", "section"), Kind.SLOT: ("slot", "slot")}
"""The page of each kind of part that has conditions, and what its address calls the part."""

_STEPS: dict[str, Callable[[str, Part, str, int], str]] = {
    "drop": without_clause,
    "any": lambda text, part, key, _place: joined_by(text, part, key, is_any=True),
    "all": lambda text, part, key, _place: joined_by(text, part, key, is_any=False),
}


@blueprint.post("/admin/forms/<code>/build/condition/step")
@needs(Right.RULES_MANAGE)
@limited("write")
def forms_build_condition_step(code: str) -> Page:
    """Take a clause out of a condition, or join its clauses the other way."""
    view, keys = parsed(code)
    part, key, _place, _row = _asked_for(keys)
    form = PartForm()
    if form.validate_on_submit():
        step, _colon, place = request.form.get("act", "").partition(":")
        change = _STEPS.get(step)
        if change is None or not (place or "0").isdecimal():
            abort(400)
        saved = save(view, form, change(view.text, part, key, int(place or 0)))
        if saved is not None:
            return saved
    return _to_part(code, part)


def _asked_for(keys: Keys) -> tuple[Part, str, int, Keys]:
    """Return the part, the key of its condition and the clause's place in it that the address names; aborts where there is none."""
    part, key = part_from(request.args.get("of", "")), request.args.get("when", "")
    row = find_part(keys, part)
    if row is None or key not in CONDITIONS[part.kind]:
        abort(404)
    clauses = len(split_condition(row.get(key))[0])
    place = request.args.get("at", clauses, type=int)
    return part, key, place if 0 <= place <= clauses else clauses, row


def _clause_at(row: Keys, key: str, place: int, on: str) -> Clause | None:
    """Return the clause that is being changed, None for a new one or one that looked at another question."""
    clauses, _is_any = split_condition(row.get(key))
    clause = read_clause(clauses[place]) if place < len(clauses) else None
    return clause if clause is not None and clause.field == on else None


def _form(field: Keys, clause: Clause | None) -> ClauseForm:
    if field["kind"] in CHOOSING:
        chosen = ChosenForm(data=ChosenForm.starting(clause))
        chosen.offer(options_of(field))
        return chosen
    if field["kind"] in NUMBERS:
        return AmountForm(data=AmountForm.starting(clause))
    return TickedForm(data=TickedForm.starting(clause))


def url_of(code: str, part: Part) -> str:
    """Return the page of a part, where its conditions are listed."""
    page, name = _PAGES[part.kind]
    names: dict[str, Any] = {"code": code, name: part.name}
    return url_for(f"admin.forms_build_{page}", **names) + "#conditions"


def _to_part(code: str, part: Part) -> Response:
    say_saved(code)
    return redirect(url_of(code, part), 303)


def to_condition(code: str, part: Part, key: str) -> Response:
    """Go on to ask for the first clause of a part's condition."""
    say_saved(code)
    where = url_for("admin.forms_build_condition", code=code, of=f"{part.kind.value}:{part.name}", when=key)
    return redirect(where, 303)


def condition_page(code: str, keys: Keys, part: Part) -> dict[str, Any]:
    """Return what a part's page needs to list its conditions; a part that is not there yet has none."""
    if not part.name:
        return {"conditions": []}
    step = PartForm(formdata=None)
    look_at_newest(code, step)
    return {
        "conditions": conditions_of(keys, part), "of": f"{part.kind.value}:{part.name}", "step": step,
        "may_look": bool(looked_at_before(keys, part)),
    }  # fmt: skip
