"""Strike a ticket off the list: asked, answered, done."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.knowledge.tell_area import end_with_ticket


def strike_off_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Strike off (销号) what the enterprise has confirmed; never by somebody who handled it. A notice told under it ends."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()

    def end_notice(scene: Scene) -> None:
        end_with_ticket(scene.session, ticket_no, actor, now)

    return perform(
        ticket_no, Action.STRIKE_OFF, actor, now, seen_version=seen_version, data={"note": words}, afterwards=end_notice
    )  # fmt: skip
