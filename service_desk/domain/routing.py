"""Routing: which department leads a request type, who helps, and on what basis (domain notes §8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue, Level


@dataclass(frozen=True)
class Route:
    """Where a ticket should go; a dispatcher may decide otherwise. `basis` says why."""

    lead: str
    co_handlers: tuple[str, ...]
    external_units: tuple[str, ...]
    level: Level
    basis: Bilingual


def route(request_type: str, catalogue: Catalogue) -> Route:
    """Return the row of the routing table; what no row names goes to the coordinator, who convenes (兜底)."""
    kind = catalogue.request_types.get(request_type)
    if kind is None:
        basis = Bilingual(
            "没有明确的主办单位：由园区企业服务局首接并牵头协调。",
            "No department is named for this; the coordinator receives it first and convenes the others.",
        )
        return Route(catalogue.coordinator, (), (), Level.GENERAL, basis)
    lead = catalogue.departments[kind.lead].name
    basis = Bilingual(
        f"按派单目录，“{kind.name.zh}”由{lead.zh}主办。",
        f"By the routing table, “{kind.name.en}” is led by {lead.en}.",
    )
    return Route(kind.lead, kind.co_handlers, kind.external_units, kind.level, basis)
