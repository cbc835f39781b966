"""The names of those who act, as both sides may read them."""

from __future__ import annotations

from collections.abc import Iterable

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.roles import Role


def author(event: Event, catalogue: Catalogue) -> Bilingual:
    """Return who performed an act: the enterprise, a department, or the system."""
    if event.actor_role is Role.ENTERPRISE:
        return Bilingual("企业", "The enterprise")
    if event.actor_role is Role.SYSTEM:
        return Bilingual("系统", "The system")
    return department_name(event.actor_department or catalogue.coordinator, catalogue)


def department_name(code: str, catalogue: Catalogue) -> Bilingual:
    """Return a department's name, or its code where it is no longer in the catalogue."""
    department = catalogue.departments.get(code)
    return department.name if department else Bilingual(code, code)


def department_names(codes: Iterable[str], catalogue: Catalogue) -> Bilingual:
    """Return several departments' names in a row."""
    names = [department_name(code, catalogue) for code in codes]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))
