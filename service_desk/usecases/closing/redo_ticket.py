"""Have a ticket redone: the enterprise says it is not solved, so it goes back to where it was handled."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.supervision import ESCALATE_AFTER_REDOS
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.supervision.escalate_ticket import escalate_when


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
        _start_clock(scene, data)

    return perform(
        ticket_no, Action.PUT_ON_LIST, actor, now, seen_version=seen_version, data=data, check=accept
    )


def _start_clock(scene: Scene, data: dict[str, object]) -> None:
    """Name level and policy in the event with which a request solved on the spot begins to be timed."""
    ticket = scene.ticket
    data["level"] = ticket.level
    data["policy"] = scene.rules.policy_choice.policy_for(ticket.request_type).reference


def _again(
    ticket_no: str, action: Action, actor: Actor, now: datetime, reason: str, seen_version: int | None
) -> Ticket:
    data: dict[str, object] = {"reason": _reason(reason)}

    def begin(scene: Scene) -> None:
        if scene.course.accepted_at is None:  # it had been solved on the spot: its clock starts with this act
            _start_clock(scene, data)

    def escalate(scene: Scene) -> None:
        escalate_when(scene, scene.course.redo_count >= ESCALATE_AFTER_REDOS, "redos")

    return perform(
        ticket_no, action, actor, now, seen_version=seen_version, data=data, check=begin, afterwards=escalate
    )


def _reason(reason: str) -> str:
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    inputs.finish()
    return words
