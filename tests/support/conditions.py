"""Every kind of condition under every kind of answer, as one table: the domain, the server's form and the page are held to it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from service_desk.domain.request_forms import packaged_text


class State(NamedTuple):
    """What stands in a form: as it is typed, and as the server reads it (what is not asked is left out)."""

    typed: Mapping[str, Any]
    answers: Mapping[str, Any]


STATES: dict[str, State] = {
    "nothing": State({}, {}),
    "new": State({"use": "new"}, {"use": "new"}),
    "more": State({"use": "more", "spare": "500"}, {"use": "more", "spare": Decimal(500)}),
    "less": State({"use": "less", "spare": "500"}, {"use": "less"}),
    "water": State({"parts": ["water"]}, {"parts": ("water",)}),
    "water, gas": State({"parts": ["water", "gas"]}, {"parts": ("water", "gas")}),
    "heat": State({"parts": ["heat"]}, {"parts": ("heat",)}),
    "east": State({"place": "east"}, {"place": "east"}),
    "ticked": State({"agreed": True}, {"agreed": True}),
    "0": State({"kva": "0"}, {"kva": Decimal(0)}),
    "-5": State({"kva": "-5"}, {"kva": Decimal(-5)}),
    "just below": State({"kva": "99.999999"}, {"kva": Decimal("99.999999")}),
    "100": State({"kva": "100.0"}, {"kva": Decimal("100.0")}),
    "wide 1,000": State({"kva": "１,０００ "}, {"kva": Decimal(1000)}),
    "unreadable": State({"kva": "100kVA"}, {"kva": None}),
    "exponent": State({"kva": "1e3"}, {"kva": None}),
    "very long": State({"kva": "999999999999.999999"}, {"kva": Decimal("999999999999.999999")}),
    "7 people": State({"people": "7"}, {"people": Decimal(7)}),
    "8 people": State({"people": "8"}, {"people": Decimal(8)}),
    "8.5 people": State({"people": "8.5"}, {"people": None}),
    "new, 100, ticked": State(
        {"use": "new", "kva": "100", "agreed": True}, {"use": "new", "kva": Decimal(100), "agreed": True}
    ),
}
_UNTICKED = set(STATES) - {"ticked", "new, 100, ticked"}
_LARGE = {"100", "wide 1,000", "very long", "new, 100, ticked"}

MET: dict[str, tuple[str, set[str]]] = {
    "one": ('{ use = ["new"] }', {"new", "new, 100, ticked"}),
    "one_of": ('{ use = ["new", "more"] }', {"new", "more", "new, 100, ticked"}),
    "none_of": ('{ use = { not = ["new"] } }', {"more", "less"}),
    "none_of_place": ('{ place = { not = ["west"] } }', {"east"}),
    "holds": ('{ parts = ["gas", "heat"] }', {"water, gas", "heat"}),
    "holds_none": ('{ parts = { not = ["gas"] } }', {"water", "heat"}),
    "below": ('{ kva = { "<" = 100 } }', {"0", "-5", "just below"}),
    "up_to": ('{ kva = { "<=" = 100 } }', {"0", "-5", "just below", "100", "new, 100, ticked"}),
    "above": ('{ kva = { ">" = 100 } }', {"wide 1,000", "very long"}),
    "from": ('{ kva = { ">=" = 100.0 } }', _LARGE),
    "equal": ('{ kva = { "=" = 100 } }', {"100", "new, 100, ticked"}),
    "zero": ('{ kva = { "=" = 0 } }', {"0"}),
    "below_zero": ('{ kva = { "<" = 0 } }', {"-5"}),
    "fine": ('{ kva = { ">=" = 99.999999 } }', _LARGE | {"just below"}),
    "long": ('{ kva = { "=" = 999999999999.999999 } }', {"very long"}),
    "many": ('{ people = { ">" = 7.5 } }', {"8 people"}),
    "ticked": ("{ agreed = true }", {"ticked", "new, 100, ticked"}),
    "unticked": ("{ agreed = false }", _UNTICKED),
    "of_unasked": ('{ spare = { ">=" = 1 } }', {"more"}),
    "not_of_unasked": ('{ hidden_pick = { not = ["no"] } }', set()),
    "unticked_unasked": ("{ hidden_tick = false }", {"more"}),
    "all_of": ('{ all = [{ use = ["new"] }, { kva = { ">=" = 100 } }, { agreed = true }] }', {"new, 100, ticked"}),
    "any_of": ('{ any = [{ use = ["new"] }, { kva = { ">=" = 100 } }] }', _LARGE | {"new"}),
    "any_of_boxes": ("{ any = [{ agreed = true }, { agreed = false }] }", set(STATES)),
    "both_boxes": ("{ all = [{ agreed = true }, { agreed = false }] }", set()),
    "of_one": ('{ all = [{ use = ["less"] }] }', {"less"}),
}  # fmt: skip
"""A condition by the name of the question that stands under it, and the states in which it is asked."""

_QUESTIONS = """
[[section]]
code = "looked_at"
zh = "看的问题"
en = "What is looked at"
"""
_ASKED = (
    ("use", "choice", ('options = [{ code = "new", zh = "新装", en = "New" }, { code = "more", zh = "增容", en = "More" }, '
                      '{ code = "less", zh = "减容", en = "Less" }]')),
    ("place", "select", 'options = [{ code = "east", zh = "东", en = "East" }, { code = "west", zh = "西", en = "West" }]'),
    ("parts", "choices", ('options = [{ code = "water", zh = "水", en = "Water" }, { code = "gas", zh = "气", en = "Gas" }, '
                         '{ code = "heat", zh = "热", en = "Heat" }]')),
    ("kva", "number", 'unit = "kVA"'),
    ("people", "whole", ""),
    ("agreed", "tick", ""),
    ("spare", "number", 'show_when = { use = ["more"] }'),
    ("hidden_pick", "select", ('show_when = { use = ["more"] }\noptions = [{ code = "yes", zh = "是", en = "Yes" }, '
                              '{ code = "no", zh = "否", en = "No" }]')),
    ("hidden_tick", "tick", 'show_when = { use = ["more"] }'),
)  # fmt: skip
LOOKED_AT = tuple(name for name, _kind, _more in _ASKED)
"""The questions that the conditions look at."""


def form_with_conditions() -> str:
    """Return the general form's text with the questions looked at and one question under each condition."""
    asked = [_question(name, kind, more) for name, kind, more in _ASKED]
    asked += [_question(name, "line", f"show_when = {condition}") for name, (condition, _met) in MET.items()]
    head, hints = packaged_text("general").split("\n[hints.", 1)
    return f"{head}{_QUESTIONS}{''.join(asked)}\n[hints.{hints}"


def _question(name: str, kind: str, more: str) -> str:
    return (
        f'\n[[section.field]]\nname = "{name}"\nkind = "{kind}"\nzh = "{name} 问"\nen = "{name}"\nrequired = false\n'
        f"{more}\n"
    )
