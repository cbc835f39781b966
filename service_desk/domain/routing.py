"""Routing: which department leads a request, who helps, and on what basis: the rules tried are kept as a trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue, Level, RequestType
from service_desk.domain.routing_sets import PACKAGED, Case, Refinement, RoutingSet


class RuleKind(StrEnum):
    """What kind of rule was tried: a refinement of a request type, the row of the type, the coordinator for the rest."""

    REFINEMENT = "refinement"
    TYPE = "type"
    REST = "rest"


RULE_KIND_NAMES: dict[RuleKind, Bilingual] = {
    RuleKind.REFINEMENT: Bilingual("细分规则", "Refinement"),
    RuleKind.TYPE: Bilingual("事项规则", "Rule of the request type"),
    RuleKind.REST: Bilingual("兜底规则", "Rule for the rest"),
}


@dataclass(frozen=True)
class Tried:
    """One rule that was tried, with its conditions, the words found, and whether it matched."""

    kind: RuleKind
    is_match: bool
    park: str | None = None
    words: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """Where a ticket should go; a dispatcher may decide otherwise. `basis` says why, `tried` how it was found."""

    lead: str
    co_handlers: tuple[str, ...]
    external_units: tuple[str, ...]
    level: Level
    basis: Bilingual
    set_version: int = 0
    tried: tuple[Tried, ...] = field(default=())

    def as_recorded(self) -> dict[str, Any]:
        """Return the trace as an event keeps it."""
        return {
            "set": self.set_version,
            "lead": self.lead,
            "co_departments": list(self.co_handlers),
            "level": self.level.value,
            "tried": [
                {"rule": each.kind.value, "match": each.is_match, "park": each.park, "words": list(each.words), "found": list(each.found)}
                for each in self.tried
            ],
        }  # fmt: skip


def route(
    request_type: str, catalogue: Catalogue, rules: RoutingSet = PACKAGED, case: Case | None = None
) -> Route:
    """Return where a request goes by a set of rules (domain notes §8.2).

    The refinements of its type are tried in their order, then the row of the type; what no row names goes to the
    coordinator, who convenes (兜底). Without a `case` no refinement is tried.
    """
    kind = catalogue.request_types.get(request_type)
    if kind is None:
        return _rest(catalogue, rules)
    tried: list[Tried] = []
    for each in rules.refinements_of(request_type) if case is not None else ():
        found = each.words_in(case) if case else ()
        is_match = case is not None and each.matches(case)
        tried.append(Tried(RuleKind.REFINEMENT, is_match, each.park, each.words, found))
        if is_match:
            return Route(
                each.lead, each.co_handlers, kind.external_units, each.level,
                _basis_of_refinement(kind, each, found, catalogue, rules), rules.version, tuple(tried),
            )  # fmt: skip
    row = rules.row_of(kind)
    tried.append(Tried(RuleKind.TYPE, is_match=True))
    return Route(
        row.lead, row.co_handlers, kind.external_units, row.level,
        _basis_of_type(kind, row.lead, catalogue, rules), rules.version, tuple(tried),
    )  # fmt: skip


def _rest(catalogue: Catalogue, rules: RoutingSet) -> Route:
    basis = Bilingual(
        "没有明确的主办单位：由园区企业服务局首接并牵头协调。",
        "No department is named for this; the coordinator receives it first and convenes the others.",
    )
    return Route(
        catalogue.coordinator, (), (), Level.GENERAL, basis,
        rules.version, (Tried(RuleKind.REST, is_match=True),),
    )  # fmt: skip


def _directory(rules: RoutingSet) -> Bilingual:
    if not rules.version:
        return Bilingual("派单目录", "the routing table")
    return Bilingual(f"派单目录第{rules.version}版", f"version {rules.version} of the routing table")


def _basis_of_type(kind: RequestType, lead: str, catalogue: Catalogue, rules: RoutingSet) -> Bilingual:
    directory, name = _directory(rules), catalogue.departments[lead].name
    return Bilingual(
        f"按{directory.zh}，“{kind.name.zh}”由{name.zh}主办。",
        f"By {directory.en}, “{kind.name.en}” is led by {name.en}.",
    )


def _basis_of_refinement(
    kind: RequestType, rule: Refinement, found: tuple[str, ...], catalogue: Catalogue, rules: RoutingSet
) -> Bilingual:
    directory, name = _directory(rules), catalogue.departments[rule.lead].name
    zh, en = [rule.park] if rule.park else [], [rule.park] if rule.park else []
    if found:
        zh.append(f"写有“{'”“'.join(found)}”")
        en.append(f"the words {', '.join(f'“{word}”' for word in found)}")
    return Bilingual(
        f"按{directory.zh}的细分（{'，'.join(zh)}），“{kind.name.zh}”由{name.zh}主办。",
        f"By a refinement of {directory.en} ({'; '.join(en)}), “{kind.name.en}” is led by {name.en}.",
    )
