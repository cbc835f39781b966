"""Transfer a ticket that is in progress to another lead; the present one answers for it until the new one has signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.supervision import ESCALATE_AFTER_BOUNCES
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.perform_many import Deed, perform_many
from service_desk.usecases.supervision.escalate_ticket import escalate_when


def transfer_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, lead: str, reason: str, seen_version: int | None = None
) -> Ticket:
    """Give a ticket to another department, saying why; the clock goes on and first responsibility stays where it began."""
    deed = _deed(lead, _reason(reason))
    return perform(
        ticket_no, deed.action, actor, now,
        seen_version=seen_version, data=deed.data, check=deed.check, afterwards=deed.afterwards,
    )  # fmt: skip


def transfer_tickets(
    seen: Mapping[str, int], actor: Actor, now: datetime, *, lead: str, reason: str
) -> Sequence[Ticket]:
    """Give many tickets to another department at once, for one reason."""
    words = _reason(reason)
    return perform_many(seen, lambda: _deed(lead, words), actor, now)


def _reason(typed: str) -> str:
    inputs = Inputs()
    words = inputs.text("reason", typed, MAX_NOTE)
    inputs.finish()
    return words


def _deed(lead: str, reason: str) -> Deed:
    return Deed(Action.TRANSFER, {"lead": lead, "reason": reason}, partial(_verify, lead), _escalate)


def _verify(lead: str, scene: Scene) -> None:
    checks = Inputs()
    checks.one_of("lead", lead, scene.rules.receiving_departments)
    if lead == scene.course.lead:
        checks.fail("lead", "请选择另一个单位。", "Choose another department.")
    checks.finish()


def _escalate(scene: Scene) -> None:
    escalate_when(scene, scene.course.bounces >= ESCALATE_AFTER_BOUNCES, "bounces")
