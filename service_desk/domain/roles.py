"""The roles people act in (domain notes §10)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class Role(StrEnum):
    """Who somebody is when acting on a ticket; one person may hold several."""

    ENTERPRISE = "enterprise"
    COMMISSIONER = "commissioner"
    DISPATCHER = "dispatcher"
    HANDLER = "handler"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    CALLBACK = "callback"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


ROLE_NAMES: dict[Role, Bilingual] = {
    Role.ENTERPRISE: Bilingual("企业用户", "Enterprise"),
    Role.COMMISSIONER: Bilingual("服务专员", "Service commissioner"),
    Role.DISPATCHER: Bilingual("受理派单员", "Dispatcher"),
    Role.HANDLER: Bilingual("承办人", "Handler"),
    Role.HEAD: Bilingual("部门负责人", "Department head"),
    Role.SUPERVISOR: Bilingual("督办员", "Supervisor"),
    Role.CALLBACK: Bilingual("回访员", "Callback officer"),
    Role.LEADER: Bilingual("区领导", "Zone leader"),
    Role.ADMINISTRATOR: Bilingual("系统管理员", "Administrator"),
    Role.SYSTEM: Bilingual("系统", "System"),
}

DEPARTMENT_ROLES = frozenset({Role.HANDLER, Role.HEAD})
"""Roles that reach only their own department's tickets; the others work for the whole zone."""
