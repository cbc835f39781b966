"""Judge a return: upheld, it is dispatched anew; rejected, the ruling is binding and the department signs.

Every ruling is remembered with its request type, so that the next request of its kind goes to the right place at once.
"""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.supervision import ESCALATE_AFTER_BOUNCES
from service_desk.persistence.tables import ReturnRuling, Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Check, Scene, perform
from service_desk.usecases.supervision.escalate_ticket import escalate_when


def uphold_return(
    ticket_no: str, actor: Actor, now: datetime, *, ruling: str, seen_version: int | None = None
) -> Ticket:
    """Uphold a return: the ticket waits for dispatch again, and no department leads it meanwhile.

    The second ruling settles the matter: whoever is given the ticket next cannot return it (domain notes §2.2). After
    three departments the ticket is the leaders' business.
    """

    def escalate(scene: Scene) -> None:
        escalate_when(scene, scene.course.bounces >= ESCALATE_AFTER_BOUNCES, "bounces")

    words = _checked(ruling)
    return perform(
        ticket_no, Action.UPHOLD_RETURN, actor, now,
        seen_version=seen_version, data={"ruling": words}, check=_remember(words, upheld=True), afterwards=escalate,
    )  # fmt: skip


def reject_return(
    ticket_no: str, actor: Actor, now: datetime, *, ruling: str, seen_version: int | None = None
) -> Ticket:
    """Reject a return; the ruling is final for this ticket (domain notes §2.2)."""
    words = _checked(ruling)
    return perform(
        ticket_no, Action.REJECT_RETURN, actor, now,
        seen_version=seen_version, data={"ruling": words}, check=_remember(words, upheld=False),
    )  # fmt: skip


def _remember(ruling: str, *, upheld: bool) -> Check:
    def keep(scene: Scene) -> None:
        asked = next(event for event in reversed(scene.events) if event.action is Action.RETURN)
        scene.session.add(
            ReturnRuling(
                at=scene.now, ticket_no=scene.ticket.ticket_no, request_type=scene.ticket.request_type,
                department=scene.course.lead or "", suggested=asked.data.get("suggested"),
                reason=asked.data["reason"], is_upheld=upheld, ruling=ruling,
            )
        )  # fmt: skip

    return keep


def _checked(ruling: str) -> str:
    inputs = Inputs()
    words = inputs.text("ruling", ruling, MAX_NOTE)
    inputs.finish()
    return words
