"""Review a result: approved, the enterprise is told and called; sent back, the department writes it again."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import Level
from service_desk.domain.requests import MAX_NOTE, Kind
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

    def take_over(scene: Scene) -> None:
        course = scene.course
        data["result_type"], data["answer"] = course.result_type, course.result_text
        data["callback"] = must_be_called(scene)

    return perform(
        ticket_no, Action.APPROVE_RESULT, actor, now, seen_version=seen_version, data=data, check=take_over
    )


def must_be_called(scene: Scene) -> bool:
    """Tell whether the enterprise is called back whatever the sample says: hard, late, redone or complained about."""
    course, ticket = scene.course, scene.ticket
    is_grave = (
        course.level in (Level.COMPLEX, Level.MAJOR) or course.round > 1 or course.supervision is not None
    )
    is_complaint = ticket.kind in (Kind.COMPLAINT, Kind.REPORT)
    is_partial = course.result_type != ResultType.SOLVED
    return is_grave or is_complaint or is_partial or scene.rules.callback_choice.is_called(ticket.ticket_no)


def send_back(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Send a result back, saying what is missing."""
    inputs = Inputs()
    words = inputs.text("reason", reason, MAX_NOTE)
    inputs.finish()
    return perform(ticket_no, Action.SEND_BACK, actor, now, seen_version=seen_version, data={"reason": words})
