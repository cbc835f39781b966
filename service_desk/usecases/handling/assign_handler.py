"""Assign tickets to a colleague of the lead department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.persistence.accounts import User
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.perform_many import Deed, perform_many


def assign_handler(
    ticket_no: str, actor: Actor, now: datetime, *, user_id: int, seen_version: int | None = None
) -> Ticket:
    """Make an active officer of the lead department the ticket's handler."""
    deed = _deed(user_id)
    return perform(
        ticket_no, deed.action, actor, now, seen_version=seen_version, data=deed.data, check=deed.check
    )


def assign_handlers(
    seen: Mapping[str, int], actor: Actor, now: datetime, *, user_id: int
) -> Sequence[Ticket]:
    """Make an officer the handler of many tickets of his department at once."""
    return perform_many(seen, lambda: _deed(user_id), actor, now)


def _deed(user_id: int) -> Deed:
    data: dict[str, object] = {"user_id": user_id}

    def give(scene: Scene) -> None:
        user, checks = scene.session.get(User, user_id), Inputs()
        serves = user is not None and user.active and user.department == scene.ticket.lead_department
        if user is None or not serves or not DEPARTMENT_ROLES & set(user.roles):
            checks.fail(
                "user_id", "请选择本部门在岗的承办人。", "Choose an active handler of this department."
            )
            checks.finish()
            return
        data["name"] = user.display_name

    return Deed(Action.ASSIGN, data, give)
