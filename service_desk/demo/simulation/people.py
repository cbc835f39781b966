"""Who acts in a simulated year: somebody for every role, in every department; they have no accounts."""

from __future__ import annotations

from random import Random

from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.course import Course
from service_desk.domain.roles import DEPARTMENT_ROLES, ROLE_NAMES, Role

_ZONE_IDS = {
    Role.COMMISSIONER: 1, Role.DISPATCHER: 2, Role.CALLBACK: 3, Role.SUPERVISOR: 4, Role.LEADER: 5,
}  # fmt: skip
_DEPARTMENTS = {code: 100 + 10 * place for place, code in enumerate(load_catalogue().departments)}
_COLLEAGUES = 3
"""Handlers per department; the head is one more."""


def somebody(
    role: Role, ticket_no: str, course: Course, dice: Random, *, is_co_handler: bool = False
) -> Actor | None:
    """Return who would perform an act in a role on a ticket; None where no department is there to do it."""
    if role is Role.ENTERPRISE:
        return guest("模拟企业", ticket_no)
    if role is Role.SYSTEM:
        return SYSTEM
    if role not in DEPARTMENT_ROLES:
        return _actor(_ZONE_IDS[role], role, None)
    department = _department(course, dice, is_co_handler=is_co_handler)
    if department is None:
        return None
    seat = 0 if role is Role.HEAD else dice.randint(1, _COLLEAGUES)
    return _actor(_DEPARTMENTS[department] + seat, role, department)


def _actor(user_id: int, role: Role, department: str | None) -> Actor:
    return Actor(user_id, f"模拟-{ROLE_NAMES[role].zh}", frozenset({role}), department)


def _department(course: Course, dice: Random, *, is_co_handler: bool) -> str | None:
    if not is_co_handler:
        return course.lead
    helping = sorted({task.department for task in course.open_tasks})
    return dice.choice(helping) if helping else None
