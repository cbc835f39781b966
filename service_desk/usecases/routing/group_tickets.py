"""Put requests with one cause under an umbrella (专题), and take them out again (domain notes §2.1, 主动治理)."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.states import is_open
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def join_umbrella(
    ticket_no: str, actor: Actor, now: datetime, *, parent: str, seen_version: int | None = None
) -> Ticket:
    """Put a ticket under another open one; both keep their own departments, clocks and enterprises.

    Umbrellas have one level: neither the umbrella is under another, nor the ticket an umbrella itself.
    """
    number = parent.strip().upper()

    def verify(scene: Scene) -> None:
        checks, umbrella = Inputs(), scene.alongside
        if umbrella is None or number == ticket_no or not is_open(umbrella.state_now):
            checks.fail("parent", "请填写另一件在办诉求的编号。", "Give the number of another open ticket.")
        elif umbrella.parent_no is not None:
            checks.fail("parent", "那一件归在别的专题下。", "That ticket is under an umbrella itself.")
        checks.finish()

    return perform(
        ticket_no, Action.JOIN, actor, now,
        seen_version=seen_version, data={"parent": number}, check=verify, alongside=number,
    )  # fmt: skip


def leave_umbrella(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str = "", seen_version: int | None = None
) -> Ticket:
    """Take a ticket out of its umbrella."""
    inputs = Inputs()
    data: dict[str, object] = {"reason": inputs.text("reason", reason, MAX_NOTE, required=False)}
    inputs.finish()

    def name_parent(scene: Scene) -> None:
        data["parent"] = scene.course.parent

    return perform(
        ticket_no, Action.LEAVE, actor, now, seen_version=seen_version, data=data, check=name_parent
    )
