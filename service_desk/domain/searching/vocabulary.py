"""The conditions a search knows and the values each takes, by every name people write them with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue
from service_desk.domain.milestones import LAMP_NAMES
from service_desk.domain.parks import load_parks
from service_desk.domain.requests import SOURCE_NAMES, URGENCY_NAMES
from service_desk.domain.searching.matching import squeezed
from service_desk.domain.states import STATE_NAMES

OPERATORS: dict[str, tuple[str, str]] = {
    "state": ("状态", "state"),
    "category": ("类别", "category"),
    "request_type": ("事项", "type"),
    "department": ("部门", "department"),
    "park": ("园区", "park"),
    "source": ("来源", "source"),
    "level": ("难易", "level"),
    "urgency": ("紧急", "urgency"),
    "enterprise": ("企业", "firm"),
    "tag": ("标签", "tag"),
    "handler": ("承办人", "handler"),
    "helper": ("协办", "helper"),
    "lamp": ("亮灯", "lamp"),
    "supervised": ("督办", "supervised"),
    "due": ("到期", "due"),
    "submitted": ("提交", "submitted"),
}
"""Each condition's name in both languages."""

Names = Mapping[str, Bilingual]

ME = "me"
"""Stands for the reader among the handlers."""

_NUMBERED = frozenset({"tag", "handler"})
"""Conditions whose codes are numbers that nobody writes."""


@dataclass(frozen=True)
class Vocabulary:
    """The values that conditions take: codes with their names, by the condition."""

    values: Mapping[str, Names]

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        tags: Mapping[int, str] | None = None,
        people: Mapping[int, str] | None = None,
    ) -> Vocabulary:
        """Return the vocabulary of a zone's catalogue, of its tags and of the handlers one may ask for, names by id."""
        return cls(
            {
                "state": _by_code(STATE_NAMES),
                "category": _by_code(CATEGORY_NAMES),
                "request_type": {code: kind.name for code, kind in catalogue.request_types.items()},
                "department": {code: each.name for code, each in catalogue.departments.items()},
                "park": {park.zh: park for park in load_parks()},
                "source": _by_code(SOURCE_NAMES),
                "level": _by_code(LEVEL_NAMES),
                "urgency": {str(int(code)): name for code, name in URGENCY_NAMES.items()},
                "tag": {str(key): Bilingual(name, name) for key, name in (tags or {}).items()},
                "handler": {
                    ME: Bilingual("我", "me"),
                    **{str(key): Bilingual(name, name) for key, name in (people or {}).items()},
                },
                "helper": {code: each.name for code, each in catalogue.departments.items()},
                "lamp": _by_code(LAMP_NAMES),
                "supervised": {"yes": Bilingual("是", "yes")},
            }
        )

    def code(self, condition: str, written: str) -> str | None:
        """Return the code that a name, its beginning or a part of it stands for; None where none or several fit."""
        wanted, names = squeezed(written), self.values[condition]
        ways: tuple[Callable[[str], bool], ...] = (
            lambda name: name == wanted,
            lambda name: name.startswith(wanted),
            lambda name: wanted in name,
        )
        for fits in ways:
            found = {
                code
                for code, name in names.items()
                for each in ((name.zh, name.en) if condition in _NUMBERED else (code, name.zh, name.en))
                if fits(squeezed(each))
            }
            if len(found) == 1:
                return found.pop()
        return None


def _by_code(names: Mapping[Any, Bilingual]) -> dict[str, Bilingual]:
    return {str(code.value): name for code, name in names.items()}
