"""Who may change the zone's records."""

from __future__ import annotations

from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled
from service_desk.domain.roles import Role

NOT_YOURS = Bilingual(
    "只有系统管理员可以维护部门、工作日历和信件。",
    "Only an administrator keeps departments, calendar and letters.",
)


def demand_administrator(by: Actor) -> None:
    """Raise NotEntitled unless an administrator, or the program itself, acts."""
    if by is not SYSTEM and not by.has_role(Role.ADMINISTRATOR):
        raise NotEntitled(NOT_YOURS)
