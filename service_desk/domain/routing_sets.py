"""Routing rules as a set that is published whole: a row for each request type, refinements by park and by words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue, Level, RequestType

MAX_REFINEMENTS = 6
"""How many refinements one request type may have; they are tried one after another."""

MAX_WORDS = 10
MAX_WORD = 20


@dataclass(frozen=True)
class RoutingRow:
    """Where requests of one type go."""

    lead: str
    co_handlers: tuple[str, ...]
    level: Level


@dataclass(frozen=True)
class Case:
    """What a refinement looks at: the enterprise's park, and title and words of the request."""

    park: str | None
    text: str


@dataclass(frozen=True)
class Refinement:
    """Where requests of one type go from one park, or that have one of these words; both conditions hold where both stand."""

    request_type: str
    lead: str
    co_handlers: tuple[str, ...]
    level: Level
    park: str | None = None
    words: tuple[str, ...] = ()

    def words_in(self, case: Case) -> tuple[str, ...]:
        """Return which of the words stand in a request, whatever their case."""
        text = case.text.casefold()
        return tuple(word for word in self.words if word.casefold() in text)

    def matches(self, case: Case) -> bool:
        """Tell whether the refinement speaks of a request."""
        if self.park and self.park != case.park:
            return False
        return bool(self.words_in(case)) if self.words else bool(self.park)


@dataclass(frozen=True)
class RoutingSet:
    """One set: `version` 0 is the packaged table; types that a set does not name keep their packaged row."""

    version: int
    rows: Mapping[str, RoutingRow] = field(default_factory=dict)
    refinements: tuple[Refinement, ...] = ()

    def row_of(self, kind: RequestType) -> RoutingRow:
        """Return the row of a request type."""
        return self.rows.get(kind.code) or RoutingRow(kind.lead, kind.co_handlers, kind.level)

    def refinements_of(self, request_type: str) -> tuple[Refinement, ...]:
        """Return the refinements of a request type, in the order in which they are tried."""
        return tuple(each for each in self.refinements if each.request_type == request_type)

    def applied_to(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with this set's departments and levels in its request types."""
        kinds = dict(catalogue.request_types)
        for code, row in self.rows.items():
            if code in kinds:
                kinds[code] = replace(
                    kinds[code], lead=row.lead, co_handlers=row.co_handlers, level=row.level
                )
        return replace(catalogue, request_types=kinds)

    def completed(self, catalogue: Catalogue) -> RoutingSet:
        """Return the set with a row for every request type of the packaged catalogue: what comes later does not change it."""
        rows = {code: self.row_of(kind) for code, kind in catalogue.request_types.items()}
        return replace(self, rows={**self.rows, **rows})

    def with_type(self, code: str, row: RoutingRow, refinements: tuple[Refinement, ...]) -> RoutingSet:
        """Return the set with another row and other refinements for one request type."""
        others = tuple(each for each in self.refinements if each.request_type != code)
        return replace(self, rows={**self.rows, code: row}, refinements=(*others, *refinements))


PACKAGED = RoutingSet(0)
"""The routing table as the program brings it along."""


@dataclass(frozen=True)
class RowChange:
    """What differs for one request type between two sets."""

    kind: RequestType
    before: RoutingRow
    after: RoutingRow
    refinements_before: tuple[Refinement, ...]
    refinements_after: tuple[Refinement, ...]


def differences(before: RoutingSet, after: RoutingSet, catalogue: Catalogue) -> tuple[RowChange, ...]:
    """Return the request types for which two sets differ, in the catalogue's order.

    `catalogue` is the packaged one: its rows stand where a set has none.
    """
    changes = (
        RowChange(
            kind, before.row_of(kind), after.row_of(kind),
            before.refinements_of(kind.code), after.refinements_of(kind.code),
        )
        for kind in catalogue.request_types.values()
    )  # fmt: skip
    return tuple(
        each
        for each in changes
        if (each.before, each.refinements_before) != (each.after, each.refinements_after)
    )


def problems_of(
    row: RoutingRow | Refinement, receiving: Mapping[str, object], known: Mapping[str, object]
) -> Iterator[Bilingual]:
    """Yield what is wrong with a row or a refinement: a lead that takes no tickets, a helper that nobody knows, no condition."""
    if row.lead not in receiving:
        yield Bilingual("请选择一个在用的主办单位。", "Choose a lead department that is in use.")
    if any(code not in known for code in row.co_handlers):
        yield Bilingual("协办单位里有不认识的单位。", "One of the co-handling departments is unknown.")
    if isinstance(row, Refinement):
        if not row.park and not row.words:
            yield Bilingual("细分要写明园区或词语。", "A refinement needs a park or words.")
        if len(row.words) > MAX_WORDS or any(not 2 <= len(word) <= MAX_WORD for word in row.words):
            yield Bilingual(
                f"词语最多{MAX_WORDS}个，每个2至{MAX_WORD}字。",
                f"At most {MAX_WORDS} words of 2 to {MAX_WORD} characters each.",
            )


def as_stored(rules: RoutingSet) -> dict[str, Any]:
    """Return a set as its row keeps it."""
    return {
        "rows": {code: _row_as_stored(row) for code, row in sorted(rules.rows.items())},
        "refinements": [
            {"request_type": each.request_type, "park": each.park, "words": list(each.words), **_row_as_stored(each)}
            for each in rules.refinements
        ],
    }  # fmt: skip


def from_stored(version: int, content: Mapping[str, Any]) -> RoutingSet:
    """Return a stored set."""
    return RoutingSet(
        version,
        {
            code: RoutingRow(row["lead"], tuple(row["co"]), Level(row["level"]))
            for code, row in content["rows"].items()
        },
        tuple(
            Refinement(
                row["request_type"], row["lead"], tuple(row["co"]), Level(row["level"]),
                row["park"], tuple(row["words"]),
            )
            for row in content["refinements"]
        ),
    )  # fmt: skip


def digest_of(content: Mapping[str, Any], version: int) -> str:
    """Return the SHA-256 of a stored set, by which a process knows what it has read before."""
    return hashlib.sha256(
        json.dumps([version, content], sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


def _row_as_stored(row: RoutingRow | Refinement) -> dict[str, Any]:
    return {"lead": row.lead, "co": list(row.co_handlers), "level": row.level.value}
