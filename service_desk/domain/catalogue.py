"""The catalogue of the zone: four categories, departments, request types and the routing table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from service_desk.domain.bilingual import Bilingual


class Category(StrEnum):
    """The four Shanxi categories (domain notes §1.2)."""

    OPERATIONS = "OM"
    APPROVALS = "AA"
    FACTORS = "FS"
    OTHER = "OT"


CATEGORY_NAMES: dict[Category, Bilingual] = {
    Category.OPERATIONS: Bilingual("经营管理", "Operations & management"),
    Category.APPROVALS: Bilingual("行政审批", "Approvals"),
    Category.FACTORS: Bilingual("要素保障", "Factor supply"),
    Category.OTHER: Bilingual("其他", "Other"),
}


class Level(StrEnum):
    """How hard a request is; it decides which closing milestone applies (domain notes §1.5)."""

    SIMPLE = "simple"
    GENERAL = "general"
    COMPLEX = "complex"
    MAJOR = "major"


LEVEL_NAMES: dict[Level, Bilingual] = {
    Level.SIMPLE: Bilingual("简单", "Simple"),
    Level.GENERAL: Bilingual("一般", "General"),
    Level.COMPLEX: Bilingual("复杂", "Complex"),
    Level.MAJOR: Bilingual("重大", "Major"),
}


@dataclass(frozen=True)
class Department:
    """A department or utility that can be responsible for a ticket."""

    code: str
    name: Bilingual
    short: str
    is_utility: bool


@dataclass(frozen=True)
class RequestType:
    """One kind of request with its place in the routing table (domain notes §8.2)."""

    code: str
    name: Bilingual
    hint: str
    category: Category
    secondary_category: Category | None
    lead: str
    co_handlers: tuple[str, ...]
    external_units: tuple[str, ...]
    level: Level
    form: str


@dataclass(frozen=True)
class Catalogue:
    """Everything a ticket can be about and everyone who can be responsible, as one versioned set."""

    version: str
    coordinator: str
    departments: dict[str, Department]
    request_types: dict[str, RequestType]

    def types_of(self, category: Category) -> list[RequestType]:
        """Return the request types of a category, in the order of the routing table."""
        return [kind for kind in self.request_types.values() if kind.category == category]


def _read(name: str) -> dict[str, Any]:
    text = resources.files("service_desk.domain.data").joinpath(name).read_text("utf-8")
    return tomllib.loads(text)


@cache
def load_catalogue() -> Catalogue:
    """Read the packaged departments and request types; raises ValueError where they contradict each other."""
    zone, types = _read("departments.toml"), _read("request_types.toml")
    departments = {
        row["code"]: Department(
            row["code"], Bilingual(row["zh"], row["en"]), row["short"], row["kind"] == "utility"
        )
        for row in zone["department"]
    }
    request_types = {row["code"]: _request_type(row) for row in types["request_type"]}
    for kind in request_types.values():
        for code in (kind.lead, *kind.co_handlers):
            if code not in departments:
                raise ValueError(f"request type {kind.code} names an unknown department {code}")
    return Catalogue(f"{zone['version']}/{types['version']}", zone["coordinator"], departments, request_types)


def _request_type(row: dict[str, Any]) -> RequestType:
    secondary = row.get("secondary_category")
    return RequestType(
        code=row["code"],
        name=Bilingual(row["zh"], row["en"]),
        hint=row["hint"],
        category=Category(row["category"]),
        secondary_category=Category(secondary) if secondary else None,
        lead=row["lead"],
        co_handlers=tuple(row["co_handlers"]),
        external_units=tuple(row.get("external_units", ())),
        level=Level(row["level"]),
        form=row.get("form", "general"),
    )
