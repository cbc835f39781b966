"""Judge a return: upheld, it is dispatched anew; rejected, the ruling is binding and the department signs."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import end_co_task
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def uphold_return(
    ticket_no: str, actor: Actor, now: datetime, *, ruling: str, seen_version: int | None = None
) -> Ticket:
    """Uphold a return: the ticket waits for dispatch again, and no department leads it meanwhile."""

    def take_back(scene: Scene) -> None:
        ticket = scene.ticket
        for task in ticket.co_tasks:
            if task.status == "open":
                end_co_task(scene.session, task, "waived", "", now)
        # Last, because ending a co-task writes the row, and a dispatched ticket without a lead must never be stored.
        ticket.lead_department = ticket.dispatched_at = None

    data = {"ruling": _ruling(ruling)}
    return perform(
        ticket_no, Action.UPHOLD_RETURN, actor, now, seen_version=seen_version, data=data, change=take_back
    )


def reject_return(
    ticket_no: str, actor: Actor, now: datetime, *, ruling: str, seen_version: int | None = None
) -> Ticket:
    """Reject a return; the ruling is final for this ticket (domain notes §2.2)."""

    def bind(scene: Scene) -> None:
        scene.ticket.return_is_final = True

    data = {"ruling": _ruling(ruling)}
    return perform(
        ticket_no, Action.REJECT_RETURN, actor, now, seen_version=seen_version, data=data, change=bind
    )


def _ruling(ruling: str) -> str:
    inputs = Inputs()
    words = inputs.text("ruling", ruling, MAX_NOTE)
    inputs.finish()
    return words
