"""Ask the enterprise for missing information before accepting; the clock does not run meanwhile."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def request_information(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Ask once for everything that is missing (一次性告知); unanswered for ten working days, the request lapses."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()

    return perform(
        ticket_no, Action.REQUEST_INFO, actor, now, seen_version=seen_version, data={"note": words}
    )
