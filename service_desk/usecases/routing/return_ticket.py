"""Return a ticket, with reason, duty basis and the department that should have it."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.returns import ReturnReason
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def return_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    reason: ReturnReason,
    basis: str,
    suggested: str | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Return a ticket within one working day of dispatch (domain notes §2.2); the coordinator rules on it."""
    inputs = Inputs()
    words = inputs.text("basis", basis, MAX_NOTE)
    inputs.finish()

    def name_department(scene: Scene) -> None:
        if suggested:
            checks = Inputs()
            checks.one_of("suggested", suggested, scene.rules.catalogue.departments)
            checks.finish()

    data = {"reason": reason.value, "basis": words, "suggested": suggested or None}
    return perform(
        ticket_no, Action.RETURN, actor, now, seen_version=seen_version, data=data, check=name_department
    )
