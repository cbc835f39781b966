"""The conditions of one part of a form as its page lists them: each clause in words, what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.parks import load_parks
from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.condition_words import AskedOf, clause_words
from service_desk.domain.request_forms.conditions import MOST_CLAUSES, read_clause, split_condition
from service_desk.domain.request_forms.editing import Keys, Kind, Part, find_field, find_part, sections_in
from service_desk.domain.request_forms.editing_conditions import CONDITIONS
from service_desk.domain.request_forms.writing import as_written

CHOOSING = ("choice", "select", "choices")
NUMBERS = ("number", "whole")
LOOKED_AT = (*CHOOSING, *NUMBERS, "tick")
"""The kinds of questions that a condition can look at."""

CONDITION_NAMES: dict[str, Bilingual] = {
    "show_when": Bilingual("什么时候问", "When it is asked"),
    "require_when": Bilingual("什么时候必填", "When it is required"),
    "expected_when": Bilingual("什么时候应当有", "When it is expected"),
}
_WITHOUT: dict[str, Bilingual] = {
    "show_when": Bilingual("没有条件：总是问。", "No condition: it is always asked."),
    "require_when": Bilingual("没有条件。加一个，就变成按情况必填。", "No condition. With one, it is required only then."),
    "expected_when": Bilingual("没有条件。加一个，没传时会提醒工作人员。",
                               "No condition. With one, officers are told when it did not come."),
}  # fmt: skip


class Line(NamedTuple):
    """One clause in words; `field` is the question it looks at, empty where the text cannot be understood."""

    words: Bilingual
    field: str


class Conditions(NamedTuple):
    """One condition of a part: its key in the text, its clauses, and how they are joined."""

    key: str
    name: Bilingual
    lines: list[Line]
    is_any: bool
    without: Bilingual

    @property
    def may_grow(self) -> bool:
        """Tell whether one more clause can be added."""
        return len(self.lines) < MOST_CLAUSES


def conditions_of(keys: Mapping[str, Any], part: Part) -> list[Conditions]:
    """Return every condition that a part has or can have."""
    row = find_part(keys, part) or {}
    found = []
    is_always_asked = part.kind is Kind.FIELD and part.name in KEPT_COLUMNS
    for key in CONDITIONS[part.kind]:
        if key == "show_when" and is_always_asked and key not in row:
            continue
        clauses, is_any = split_condition(row.get(key))
        lines = [_line(keys, clause) for clause in clauses]
        found.append(Conditions(key, CONDITION_NAMES[key], lines, is_any, _WITHOUT[key]))
    return found


def _line(keys: Mapping[str, Any], row: Any) -> Line:
    clause = read_clause(row)
    found = None if clause is None else find_field(keys, clause.field)
    if clause is None or found is None:
        text = as_written(row)
        return Line(Bilingual(text, text), "")
    return Line(clause_words(clause, asked_of(found[1])), clause.field)


def asked_of(field: Mapping[str, Any]) -> AskedOf:
    """Return what the words of a clause need to know of a question in the text."""
    unit = field.get("unit", "")
    said = words_of(unit) if isinstance(unit, Mapping) else str(unit)
    return AskedOf(words_of(field), options_of(field), said)


def options_of(field: Mapping[str, Any]) -> dict[str, Bilingual]:
    """Return the options of a question in the text, by code."""
    if field.get("options_from") == "parks":
        return {park.zh: park for park in load_parks()}
    return {str(each.get("code")): words_of(each) for each in field.get("options", [])}


def words_of(keys: Mapping[str, Any]) -> Bilingual:
    """Return what a table of the text says in both languages."""
    return Bilingual(str(keys.get("zh", "")), str(keys.get("en", "")))


def looked_at_before(keys: Mapping[str, Any], part: Part) -> dict[str, list[Keys]]:
    """Return the questions before a part that a condition can look at, by the code of their section."""
    offered: dict[str, list[Keys]] = {}
    for section in _sections_before(keys, part):
        for field in section.get("field", []):
            if part == (Kind.FIELD, field.get("name")):
                return offered
            if field.get("kind") in LOOKED_AT and field.get("name") not in KEPT_COLUMNS:
                offered.setdefault(str(section.get("code")), []).append(field)
    return offered


def _sections_before(keys: Mapping[str, Any], part: Part) -> Iterator[Keys]:
    for section in keys.get("section", []) if part.kind is Kind.SLOT else sections_in(keys):
        if part == (Kind.SECTION, section.get("code")):
            return
        yield section
