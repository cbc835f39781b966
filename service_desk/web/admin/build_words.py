"""Between the keys of a form's text and the fields an administrator fills in: questions and sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.editing import Keys, sections_in
from service_desk.web.admin.condition_view import CHOOSING, words_of
from service_desk.web.forms.admin_build import SPARE_ROWS, QuestionForm, SectionForm


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
    return {"zh": form.zh.data, "en": form.en.data, **_help(form)}


def question_start(section: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the form of a question at first."""
    unit = field.get("unit", "")
    required = field.get("required", "require_when" not in field)
    options = [{key: each.get(key, "") for key in ("code", "zh", "en")} for each in field.get("options", [])]
    columns = [
        {
            "name": each.get("name", ""), "zh": each.get("zh", ""), "en": each.get("en", ""),
            "kind": each.get("kind", "text"), "unit": _one_unit(each.get("unit", "")),
            "required": "yes" if each.get("required", True) else "no",
        }
        for each in field.get("columns", [])
    ]  # fmt: skip
    return {
        **{key: field.get(key, "") for key in ("zh", "en", "help_zh", "help_en")},
        "section": section, "kind": field.get("kind", "line"), "unit": _one_unit(unit),
        "low": _number(field.get("low", field.get("above"))), "high": _number(field.get("high")),
        "required": "when" if "require_when" in field else "yes" if required else "no",
        "options": [*options, *[{}] * SPARE_ROWS], "columns": [*columns, *[{"kind": "text", "required": "no"}] * SPARE_ROWS],
    }  # fmt: skip


def question_said(form: QuestionForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a question as filled in; None takes one away, what is not offered here stays as it was."""
    kind, when = form.kind.data, form.required.data == "when"
    said: dict[str, Any] = {
        "kind": kind, "zh": form.zh.data, "en": form.en.data, **_help(form),
        "required": False if form.required.data != "yes" else None,
    }  # fmt: skip
    if not when:
        said["require_when"] = None
    if (form.unit.data or "") != _one_unit(before.get("unit", "")):
        said["unit"] = form.unit.data or None
    for key, bound in (("above" if "above" in before else "low", form.low.data), ("high", form.high.data)):
        said[key] = bound if kind in ("number", "whole") else None
    said["options"] = _options(form, before) if kind in CHOOSING and "options_from" not in before else None
    said["columns"] = _columns(form, before) if kind == "rows" else None
    return said


def _options(form: QuestionForm, before: Mapping[str, Any]) -> list[Keys]:
    rows = [row.form for row in form.options if row.form.zh.data or row.form.en.data]
    taken = {row.code.data for row in rows if row.code.data}
    made = []
    for row in rows:
        code = row.code.data or _new_code(row.en.data or "", taken)
        taken.add(code)
        made.append({"code": code, "zh": row.zh.data or "", "en": row.en.data or ""})
    return made


def _columns(form: QuestionForm, before: Mapping[str, Any]) -> list[Keys]:
    known = {each.get("name"): each for each in before.get("columns", [])}
    rows = [row.form for row in form.columns if row.form.zh.data or row.form.en.data]
    taken = {row.name.data for row in rows if row.name.data}
    made = []
    for row in rows:
        name = row.name.data or _new_code(row.en.data or "", taken, "column")
        taken.add(name)
        column = {
            **known.get(name, {}),
            "name": name,
            "kind": row.kind.data,
            "zh": row.zh.data or "",
            "en": row.en.data or "",
        }
        if (row.unit.data or "") != _one_unit(column.get("unit", "")):
            column["unit"] = row.unit.data or ""
        column.pop("required", None)
        made.append(column if row.required.data == "yes" else {**column, "required": False})
    return made


def _new_code(words: str, taken: set[str], start: str = "option") -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30]
    stem = stem if re.match(r"[a-z]", stem) else start
    numbered = (f"{stem}_{number}" for number in range(2, 1000))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


def _help(form: QuestionForm | SectionForm) -> dict[str, Any]:
    return {"help_zh": form.help_zh.data or None, "help_en": form.help_en.data or None}


def _one_unit(unit: Any) -> str:
    return str(unit.get("zh", "")) if isinstance(unit, Mapping) else str(unit)


def _number(bound: Any) -> Decimal | None:
    return None if bound is None else Decimal(bound)
