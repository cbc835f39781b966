"""Between the keys of a form's text and the fields an administrator fills in: questions and sections."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.editing import sections_in
from service_desk.web.admin.build_columns import (
    columns_said,
    columns_start,
    one_unit,
    options_said,
    options_start,
)
from service_desk.web.admin.condition_view import CHOOSING, words_of
from service_desk.web.forms.admin_build import QuestionForm, SectionForm
from service_desk.web.forms.admin_parts import FigureForm, SlotForm


def sections_offered(keys: Mapping[str, Any]) -> dict[str, Bilingual]:
    """Return the sections that questions can stand in, by code; a table of energies makes its own."""
    return {
        str(each["code"]): words_of(each)
        for each in sections_in(keys)
        if not each.get("layout") and "code" in each
    }


def section_start(section: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the form of a section at first."""
    return {key: section.get(key, "") for key in ("zh", "en", "help_zh", "help_en")}


def section_said(form: SectionForm) -> dict[str, Any]:
    """Return the keys of a section as filled in; None takes one away."""
    return {"zh": form.zh.data, "en": form.en.data, **help_said(form)}


def question_start(section: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the form of a question at first."""
    unit = field.get("unit", "")
    required = field.get("required", "require_when" not in field)
    return {
        **{key: field.get(key, "") for key in ("zh", "en", "help_zh", "help_en")},
        "section": section, "kind": field.get("kind", "line"), "unit": one_unit(unit),
        "low": _number(field.get("low", field.get("above"))), "high": _number(field.get("high")),
        "required": "when" if "require_when" in field else "yes" if required else "no",
        "options": options_start(field), "columns": columns_start(field),
    }  # fmt: skip


def question_said(form: QuestionForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a question as filled in; None takes one away, what is not offered here stays as it was."""
    kind, when = form.kind.data, form.required.data == "when"
    said: dict[str, Any] = {
        "kind": kind, "zh": form.zh.data, "en": form.en.data, **help_said(form),
    }  # fmt: skip
    if not when:
        said |= {"required": False if form.required.data == "no" else None, "require_when": None}
    elif "require_when" not in before:
        said["required"] = False
    said |= unit_said(form, before)
    for key, bound in (("above" if "above" in before else "low", form.low.data), ("high", form.high.data)):
        said[key] = bound if kind in ("number", "whole") else None
    said["options"] = options_said(form) if kind in CHOOSING and "options_from" not in before else None
    said["columns"] = columns_said(form, before) if kind == "rows" else None
    return said


def unit_said(form: QuestionForm | FigureForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the unit as filled in, nothing where it is what it was: it may be said in two languages."""
    if (form.unit.data or "") == one_unit(before.get("unit", "")):
        return {}
    return {"unit": form.unit.data or None}


def help_said(form: QuestionForm | SectionForm | SlotForm) -> dict[str, Any]:
    """Return the help as filled in."""
    return {"help_zh": form.help_zh.data or None, "help_en": form.help_en.data or None}


def _number(bound: Any) -> Decimal | None:
    return None if bound is None else Decimal(bound)
