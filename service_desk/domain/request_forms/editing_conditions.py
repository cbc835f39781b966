"""Changing the conditions of a form's parts clause by clause, for those who do not write TOML."""

from __future__ import annotations

from typing import Any

from service_desk.domain.request_forms.conditions import (
    COMPARED,
    Clause,
    Relation,
    joined_condition,
    split_condition,
)
from service_desk.domain.request_forms.editing import Keys, Kind, Part, find_part, parse, written_with

CONDITIONS: dict[Kind, tuple[str, ...]] = {
    Kind.SECTION: ("show_when",),
    Kind.FIELD: ("show_when", "require_when"),
    Kind.SLOT: ("show_when", "expected_when", "require_when"),
    Kind.COMPUTED: (),
}
"""The conditions that parts of a kind can have."""


def clause_keys(clause: Clause) -> Keys:
    """Return a clause as it is written in a form's text."""
    if clause.relation in COMPARED:
        amount = clause.amount
        whole = amount == amount.to_integral_value()
        return {clause.field: {clause.relation.value: int(amount) if whole else amount}}
    if clause.relation in (Relation.TICKED, Relation.UNTICKED):
        return {clause.field: clause.relation is Relation.TICKED}
    codes = sorted(clause.codes)
    return {clause.field: codes if clause.relation is Relation.ONE_OF else {clause.relation.value: codes}}


def with_clause(text: str, part: Part, key: str, place: int, clause: Clause) -> str:
    """Return the text with a clause of a part's condition put in the place of another, or behind the last."""
    return _changed(
        text, part, key, lambda rows: rows.__setitem__(slice(place, place + 1), [clause_keys(clause)])
    )


def without_clause(text: str, part: Part, key: str, place: int) -> str:
    """Return the text without a clause; with the last one the condition goes."""
    return _changed(text, part, key, lambda rows: rows.__delitem__(slice(place, place + 1)))


def joined_by(text: str, part: Part, key: str, *, is_any: bool) -> str:
    """Return the text with the clauses of a condition joined by any of them, or by all."""
    return _changed(text, part, key, lambda _rows: None, is_any=is_any)


def _changed(text: str, part: Part, key: str, change: Any, *, is_any: bool | None = None) -> str:
    keys = parse(text)
    found = find_part(keys, part)
    if found is None or key not in CONDITIONS[part.kind]:
        return text
    rows, was_any = split_condition(found.get(key))
    change(rows)
    condition = joined_condition(rows, is_any=was_any if is_any is None else is_any)
    found.pop(key, None)
    if condition is not None:
        found[key] = condition
    if key == "require_when":
        _sometimes(found, part.kind)
    return written_with(text, keys)


def _sometimes(row: Keys, kind: Kind) -> None:
    """Say that a part is not always required: what is, needs no condition; a question without one would be."""
    row.pop("required", None)
    if kind is Kind.FIELD and "require_when" not in row:
        row["required"] = False
