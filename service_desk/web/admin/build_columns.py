"""Between the options and columns in a form's text and the rows an administrator fills in; codes stay where words change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from service_desk.domain.request_forms.editing import Keys
from service_desk.web.admin.condition_view import words_of
from service_desk.web.forms.admin_build import SPARE_ROWS, QuestionForm
from service_desk.web.forms.option_lines import option_line, options_read


def options_start(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the options of a question as rows, with spare ones."""
    options = [{key: each.get(key, "") for key in ("code", "zh", "en")} for each in field.get("options", [])]
    return [*options, *[{}] * SPARE_ROWS]


def columns_start(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the columns of a list as rows, with spare ones; the options of a column are lines in one cell."""
    columns = [
        {
            "name": each.get("name", ""), "zh": each.get("zh", ""), "en": each.get("en", ""),
            "kind": each.get("kind", "text"), "unit": one_unit(each.get("unit", "")),
            "required": "yes" if each.get("required", True) else "no",
            "options": "\n".join(option_line(words_of(option)) for option in each.get("options", [])),
        }
        for each in field.get("columns", [])
    ]  # fmt: skip
    return [*columns, *[{"kind": "text", "required": "no"}] * SPARE_ROWS]


def options_said(form: QuestionForm) -> list[Keys]:
    """Return the options as filled in; a new one gets a code made of its English words."""
    rows = [row.form for row in form.options if row.form.zh.data or row.form.en.data]
    taken = {row.code.data for row in rows if row.code.data}
    made = []
    for row in rows:
        code = row.code.data or _new_code(row.en.data or "", taken)
        taken.add(code)
        made.append({"code": code, "zh": row.zh.data or "", "en": row.en.data or ""})
    return made


def columns_said(form: QuestionForm, before: Mapping[str, Any]) -> list[Keys]:
    """Return the columns as filled in; what is not offered of one stays as it was."""
    known = {each.get("name"): each for each in before.get("columns", [])}
    rows = [row.form for row in form.columns if row.form.zh.data or row.form.en.data]
    taken = {row.name.data for row in rows if row.name.data}
    made = []
    for row in rows:
        name = row.name.data or _new_code(row.en.data or "", taken, "column")
        taken.add(name)
        column = {
            **known.get(name, {}), "name": name, "kind": row.kind.data, "zh": row.zh.data or "", "en": row.en.data or "",
        }  # fmt: skip
        if (row.unit.data or "") != one_unit(column.get("unit", "")):
            column["unit"] = row.unit.data or ""
        column.pop("required", None)
        if row.required.data != "yes":
            column["required"] = False
        options = _column_options(row.options.data or "", column.pop("options", []))
        made.append({**column, "options": options} if row.kind.data == "choice" else column)
    return made


def _column_options(lines: str, before: list[Keys]) -> list[Keys]:
    """Return the options that lines name; one that keeps its Chinese or its English keeps its code."""
    read = [words for words in options_read(lines) if words is not None]
    known: dict[str, str] = {
        str(each.get(key)): str(each.get("code")) for key in ("en", "zh") for each in before
    }
    taken = {code for words in read for text in words if (code := known.get(text))}
    made: list[Keys] = []
    for words in read:
        code = known.get(words.zh) or known.get(words.en) or _new_code(words.en, taken)
        if code in {each["code"] for each in made}:
            code = _new_code(words.en, taken)
        taken.add(code)
        made.append({"code": code, "zh": words.zh, "en": words.en})
    return made


def _new_code(words: str, taken: set[str], start: str = "option") -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30]
    stem = stem if re.match(r"[a-z]", stem) else start
    numbered = (f"{stem}_{number}" for number in range(2, 1000))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


def one_unit(unit: Any) -> str:
    """Return a unit as one text, the Chinese of two."""
    return str(unit.get("zh", "")) if isinstance(unit, Mapping) else str(unit)
