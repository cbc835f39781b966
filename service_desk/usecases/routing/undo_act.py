"""Take one's last act back: a compensating event, after which the ticket is what it was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.persistence.outbox import recall_mail
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.perform_many import Deed, perform_many
from service_desk.usecases.learning.learn_lesson import unlearn_lead


def undo_act(ticket_no: str, actor: Actor, now: datetime, *, seen_version: int | None = None) -> Ticket:
    """Take back a dispatch, transfer, signature, assignment or merger within ten minutes, before anybody has built on it.

    Letters that have not left are recalled; a department whose letter has left is told.
    """
    deed = _deed()
    return perform(
        ticket_no, deed.action, actor, now, seen_version=seen_version, data=deed.data, check=deed.check
    )


def undo_acts(seen: Mapping[str, int], actor: Actor, now: datetime) -> Sequence[Ticket]:
    """Take back what was done to many tickets at once: all of it or nothing."""
    return perform_many(seen, _deed, actor, now)


def _deed() -> Deed:
    data: dict[str, object] = {}

    def name_act(scene: Scene) -> None:
        last = scene.course.last_act
        if last is None:  # the guard has refused already
            return
        data["undoes"], data["act"], data["department"] = last.seq, last.action.value, scene.course.lead
        _, had_left = recall_mail(scene.session, scene.ticket.ticket_no, last.seq)
        data["must_tell"] = had_left > 0
        if last.action is Action.DISPATCH:
            unlearn_lead(scene)

    return Deed(Action.UNDO, data, name_act)
