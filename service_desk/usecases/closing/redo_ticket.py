"""Have a ticket redone: the enterprise says it is not solved, so it goes back to where it was handled."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def redo_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Send a disputed ticket back to its lead department; its closing milestone starts anew."""
    return _again(ticket_no, Action.REDO, actor, now, reason, seen_version)


def reopen_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Take a struck-off ticket up again on new facts, within thirty days (domain notes §2.7)."""
    return _again(ticket_no, Action.REOPEN, actor, now, reason, seen_version)


def put_on_list(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Move what was not solved on the spot after all onto the list: it is accepted now and waits for dispatch."""
    data: dict[str, object] = {"reason": _reason(reason)}

    def accept(scene: Scene) -> None:
        ticket = scene.ticket
        ticket.accepted_at, ticket.lead_department, ticket.callback_outcome = now, None, None
        data["level"] = ticket.level

    return perform(
        ticket_no, Action.PUT_ON_LIST, actor, now, seen_version=seen_version, data=data, change=accept
    )


def _again(
    ticket_no: str, action: Action, actor: Actor, now: datetime, reason: str, seen_version: int | None
) -> Ticket:
    data: dict[str, object] = {"reason": _reason(reason)}

    def clear(scene: Scene) -> None:
        ticket = scene.ticket
        ticket.redo_count += 1
        ticket.callback_outcome = ticket.result_type = ticket.result_text = ticket.result_at = None
        if ticket.accepted_at is None:  # it had been solved on the spot: its clock starts with this act
            ticket.accepted_at = ticket.dispatched_at = ticket.signed_at = now
            data["level"] = ticket.level

    return perform(ticket_no, action, actor, now, seen_version=seen_version, data=data, change=clear)


def _reason(reason: str) -> str:
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    inputs.finish()
    return words
