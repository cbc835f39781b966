"""Transfer a ticket that is in progress to another lead; the present one answers for it until the new one has signed."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.supervision import ESCALATE_AFTER_BOUNCES
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.supervision.escalate_ticket import escalate_when


def transfer_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, lead: str, reason: str, seen_version: int | None = None
) -> Ticket:
    """Give a ticket to another department, saying why; the clock goes on and first responsibility stays where it began."""
    inputs = Inputs()
    data = {"lead": lead, "reason": inputs.text("reason", reason, MAX_NOTE)}
    inputs.finish()

    def verify(scene: Scene) -> None:
        checks = Inputs()
        checks.one_of("lead", lead, scene.rules.receiving_departments)
        if lead == scene.course.lead:
            checks.fail("lead", "请选择另一个单位。", "Choose another department.")
        checks.finish()

    def escalate(scene: Scene) -> None:
        escalate_when(scene, scene.course.bounces >= ESCALATE_AFTER_BOUNCES, "bounces")

    return perform(
        ticket_no, Action.TRANSFER, actor, now,
        seen_version=seen_version, data=data, check=verify, afterwards=escalate,
    )  # fmt: skip
