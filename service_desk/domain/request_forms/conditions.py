"""The conditions under which something is asked or required: one look at another answer, or several joined by all or any."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

MOST_CLAUSES = 10


class Relation(StrEnum):
    """How an answer is looked at; the values are also what the page's script knows them by."""

    ONE_OF = "in"
    NONE_OF = "not"
    BELOW = "<"
    UP_TO = "<="
    ABOVE = ">"
    FROM = ">="
    EQUAL = "="
    TICKED = "ticked"
    UNTICKED = "unticked"


COMPARED: Mapping[Relation, Callable[[Any, Any], bool]] = {
    Relation.BELOW: operator.lt,
    Relation.UP_TO: operator.le,
    Relation.ABOVE: operator.gt,
    Relation.FROM: operator.ge,
    Relation.EQUAL: operator.eq,
}
"""The relations that compare a number."""


class Clause(NamedTuple):
    """One look at one answer: `codes` for what is chosen, `amount` for a number."""

    field: str
    relation: Relation
    codes: frozenset[str] = frozenset()
    amount: Decimal = Decimal(0)

    def is_met(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether the answers to what is asked meet it.

        What is not asked meets nothing, and neither does an empty answer, but that an unticked box is not ticked. Where
        several can be chosen, one of the codes suffices, and none of them may be there.
        """
        if self.field not in answers:
            return False
        given = answers[self.field]
        match self.relation:
            case Relation.TICKED:
                return given is True
            case Relation.UNTICKED:
                return given is None or given is False
            case Relation.ONE_OF | Relation.NONE_OF:
                chosen = {given} if isinstance(given, str) else set(given or ())
                chosen.discard("")
                return bool(chosen) and chosen.isdisjoint(self.codes) == (self.relation is Relation.NONE_OF)
        is_amount = (
            isinstance(given, Decimal) and not given.is_nan()
        )  # NaN is a decimal, but larger than none
        return is_amount and COMPARED[self.relation](given, self.amount)

    def as_data(self) -> list[str]:
        """Return it as the page's script reads it: field, relation, codes or amount."""
        if self.relation in COMPARED:
            return [self.field, self.relation.value, format(self.amount, "f")]
        return [self.field, self.relation.value, *sorted(self.codes)]


class When(NamedTuple):
    """A condition on other answers: all of its clauses hold, or any of them."""

    clauses: tuple[Clause, ...]
    is_any: bool = False

    def is_met(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether the answers to what is asked meet the condition."""
        met = (clause.is_met(answers) for clause in self.clauses)
        return any(met) if self.is_any else all(met)

    def as_data(self) -> list[Any]:
        """Return it as the page's script reads it: how the clauses are joined, then each."""
        return ["any" if self.is_any else "all", *(clause.as_data() for clause in self.clauses)]


def split_condition(value: Any) -> tuple[list[Any], bool]:
    """Return the clauses of a condition as they are written in a form's text, and whether any of them suffices."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((join, rows),) = value.items()
        if join in ("all", "any") and isinstance(rows, list) and rows and _are_tables(rows):
            return list(rows), join == "any"
    return ([] if value is None else [value]), False


def joined_condition(rows: list[Any], *, is_any: bool) -> Any:
    """Return clauses written as one condition of a form's text, None for none."""
    if len(rows) > 1:
        return {"any" if is_any else "all": rows}
    return rows[0] if rows else None


def _are_tables(rows: list[Any]) -> bool:
    return all(isinstance(row, Mapping) for row in rows)


def read_clause(row: Any) -> Clause | None:
    """Return a clause as it is written in a form's text, None where it is not written so."""
    if not isinstance(row, Mapping) or len(row) != 1:
        return None
    ((name, said),) = row.items()
    if isinstance(said, bool):
        return Clause(name, Relation.TICKED if said else Relation.UNTICKED)
    if _are_codes(said):
        return Clause(name, Relation.ONE_OF, frozenset(said))
    if not isinstance(said, Mapping) or len(said) != 1:
        return None
    ((sign, wanted),) = said.items()
    if sign == Relation.NONE_OF and _are_codes(wanted):
        return Clause(name, Relation.NONE_OF, frozenset(wanted))
    if sign in {each.value for each in COMPARED} and _is_number(wanted):
        return Clause(name, Relation(sign), amount=Decimal(wanted))
    return None


def _are_codes(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(code, str) for code in value)


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | Decimal) and Decimal(value).is_finite()
