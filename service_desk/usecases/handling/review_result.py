"""Review a result: approved, the enterprise is told and called; sent back, the department writes it again."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def approve_result(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Approve a result that somebody else has submitted; the ticket goes to the callback desk."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()
    data: dict[str, object] = {"note": words}

    def finish(scene: Scene) -> None:
        ticket = scene.ticket
        ticket.result_at = now
        ticket.callback_outcome = None
        data["result_type"], data["answer"] = ticket.result_type, ticket.result_text

    return perform(
        ticket_no, Action.APPROVE_RESULT, actor, now, seen_version=seen_version, data=data, change=finish
    )


def send_back(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Send a result back, saying what is missing."""
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    inputs.finish()
    return perform(ticket_no, Action.SEND_BACK, actor, now, seen_version=seen_version, data={"reason": words})
