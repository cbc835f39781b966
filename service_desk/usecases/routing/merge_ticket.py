"""Merge a duplicate into another open ticket of the zone, which carries it on, and take it out again."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.states import is_open
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def merge_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, into: str, seen_version: int | None = None
) -> Ticket:
    """Merge a ticket into another open one; it can be merged neither into itself nor into an ended one."""
    target_no = into.strip().upper()

    def point(scene: Scene) -> None:
        checks = Inputs()
        target = scene.alongside if target_no != ticket_no else None
        if target is None or not is_open(target.state_now):
            checks.fail("into", "请填写另一件在办诉求的编号。", "Give the number of another open ticket.")
        checks.finish()

    return perform(
        ticket_no, Action.MERGE, actor, now,
        seen_version=seen_version, data={"into": target_no}, check=point, alongside=target_no,
    )  # fmt: skip


def unmerge_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, seen_version: int | None = None
) -> Ticket:
    """Take a ticket out of a merger: it goes on where it was; the time it was merged is not counted."""
    inputs = Inputs()
    data = {"reason": inputs.text("reason", reason, MAX_NOTE)}
    inputs.finish()
    return perform(ticket_no, Action.UNMERGE, actor, now, seen_version=seen_version, data=data)
