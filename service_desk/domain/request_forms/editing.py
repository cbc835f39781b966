"""Changing a form part by part, for those who do not write TOML: move, remove, put in a section, a question, a slot, a figure.

Every function takes the text of a form that can be parsed and returns a text; whether the form is sound, `read_form` says.
Keys that no page offers stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from service_desk.domain.request_forms.applicant import KEPT_COLUMNS
from service_desk.domain.request_forms.contracts import RESERVED, RESERVED_STARTS
from service_desk.domain.request_forms.writing import heading_of, write_form

PLACES = ("section", "office")
"""The lists of sections: for the enterprise, and for the department."""

Keys = dict[str, Any]


class Kind(StrEnum):
    """What a form is made of; the values are what its lists are called in the text."""

    SECTION = "section"
    FIELD = "field"
    SLOT = "slot"
    COMPUTED = "computed"


class Part(NamedTuple):
    """One part of a form: a section and a question may have the same name."""

    kind: Kind
    name: str


def parse(text: str) -> Keys:
    """Return the tables of a text, the caller's to change; raises ValueError where it is no TOML."""
    return deepcopy(_parsed(text))


@lru_cache(
    maxsize=16
)  # copying takes a fraction of parsing, and an editor's page asks for the same text again and again
def _parsed(text: str) -> Keys:
    return tomllib.loads(text, parse_float=Decimal)


def sections_in(keys: Mapping[str, Any]) -> list[Keys]:
    """Return every section, those of the department last."""
    return [section for place in PLACES for section in keys.get(place, [])]


def find_field(keys: Mapping[str, Any], name: str) -> tuple[Keys, Keys] | None:
    """Return a question with its section, None where there is none of that name."""
    for section in sections_in(keys):
        for field in section.get("field", []):
            if field.get("name") == name:
                return section, field
    return None


def find_section(keys: Mapping[str, Any], code: str) -> Keys | None:
    """Return a section by its code."""
    return next((section for section in sections_in(keys) if section.get("code") == code), None)


def lists_of(keys: Mapping[str, Any], kind: Kind) -> list[list[Keys]]:
    """Return the lists in which parts of a kind stand in order."""
    match kind:
        case Kind.SECTION:
            return [keys.get(place, []) for place in PLACES]
        case Kind.SLOT:
            return [keys.get("slot", [])]
        case Kind.FIELD | Kind.COMPUTED:
            return [section.get(kind.value, []) for section in sections_in(keys)]


def find_part(keys: Mapping[str, Any], part: Part) -> Keys | None:
    """Return a part of a form, None where there is none of that name."""
    rows = (row for rows in lists_of(keys, part.kind) for row in rows)
    return next((row for row in rows if part.name in (row.get("name"), row.get("code"))), None)


def moved(text: str, part: Part, by: int) -> str:
    """Return the text with a part moved up (-1) or down (1) within its list."""
    return _within(text, part, lambda rows, place: _swap(rows, place, place + by))


def removed(text: str, part: Part) -> str:
    """Return the text without a part."""
    return _within(text, part, lambda rows, place: rows.pop(place))


def _within(text: str, part: Part, change: Callable[[list[Keys], int], Any]) -> str:
    keys = parse(text)
    found = find_part(keys, part)
    for rows in lists_of(keys, part.kind):
        for place, row in enumerate(rows):
            if row is found:
                change(rows, place)
                return written_with(text, keys)
    return text


def _swap(rows: list[Keys], one: int, other: int) -> None:
    if 0 <= other < len(rows):
        rows[one], rows[other] = rows[other], rows[one]


def with_section(text: str, code: str, said: Mapping[str, Any], *, place: str = "section") -> str:
    """Return the text with a section's own keys as said (None takes one away); an unknown code becomes a new section."""
    keys = parse(text)
    found = find_section(keys, code)
    if found is None:
        found = {"code": code}
        rows = keys.setdefault(place, [])
        rows.insert(_before_the_applicant(rows) if place == "section" else len(rows), found)
    _say(found, said)
    return written_with(text, keys)


def _before_the_applicant(rows: list[Keys]) -> int:
    """Return where a new section goes: before those in which the enterprise says who it is."""
    who = ("enterprise_name", "contact_name")
    return next(
        (
            place
            for place, row in enumerate(rows)
            if any(each.get("name") in who for each in row.get("field", []))
        ),
        len(rows),
    )


def with_field(text: str, section: str, name: str, said: Mapping[str, Any]) -> str:
    """Return the text with a question's keys as said (None takes one away), in a section; a new name becomes a new question."""
    return _in_section(text, section, Part(Kind.FIELD, name), said)


def with_figure(text: str, section: str, name: str, said: Mapping[str, Any]) -> str:
    """Return the text with what is said of a computed figure, in a section; a new name becomes a new figure."""
    return _in_section(text, section, Part(Kind.COMPUTED, name), said)


def _in_section(text: str, section: str, part: Part, said: Mapping[str, Any]) -> str:
    keys = parse(text)
    target = find_section(keys, section)
    if target is None:
        return text
    known = home_of(keys, part)
    row: Keys = find_part(keys, part) or {"name": part.name}
    _say(row, said)
    if known is not target:
        if known is not None:
            known[part.kind.value].remove(row)
        target.setdefault(part.kind.value, []).append(row)
    return written_with(text, keys)


def home_of(keys: Mapping[str, Any], part: Part) -> Keys | None:
    """Return the section in which a question or a figure stands, None where there is none of that name."""
    sections = (
        section
        for section in sections_in(keys)
        if any(row.get("name") == part.name for row in section.get(part.kind.value, []))
    )
    return next(sections, None)


def with_slot(text: str, code: str, said: Mapping[str, Any]) -> str:
    """Return the text with what is said of a slot for files; a new code becomes a new slot, before the one for other papers."""
    keys = parse(text)
    found = find_part(keys, Part(Kind.SLOT, code))
    if found is None:
        found = {"code": code}
        rows = keys.setdefault("slot", [])
        is_last = bool(rows) and rows[-1].get("code") == "other"
        rows.insert(len(rows) - is_last, found)
    _say(found, said)
    return written_with(text, keys)


def _say(row: Keys, said: Mapping[str, Any]) -> None:
    for key, value in said.items():
        if value is None:
            row.pop(key, None)
        else:
            row[key] = value


def written_with(text: str, keys: Keys) -> str:
    """Return the keys as a text, under the heading of the text they were read from."""
    return write_form(keys, heading=heading_of(text))


def new_name(keys: Mapping[str, Any], words: str, start: str = "question") -> str:
    """Return a permanent name that the form has not and may have: made of English words, else numbered."""
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30]
    stem = stem if re.match(r"[a-z]", stem) and not stem.startswith(RESERVED_STARTS) else start
    rows = (row for kind in Kind for rows in lists_of(keys, kind) for row in rows)
    taken = {row.get("name", row.get("code")) for row in rows} | RESERVED | set(KEPT_COLUMNS)
    numbered = (f"{stem}_{number}" for number in range(2, 1000))
    return stem if stem not in taken else next(name for name in numbered if name not in taken)
