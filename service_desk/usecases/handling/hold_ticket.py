"""Put a ticket on hold with a plan and a review date, and take it up again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.refusals import NotPossible
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import holds_to_review
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def hold_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str,
    plan: str,
    review_on: date | None,
    seen_version: int | None = None,
) -> Ticket:
    """Hold what objectively cannot be solved now (挂账): with evidence, a dated plan and approval (domain notes §2.2)."""
    inputs = Inputs()
    said, steps = inputs.text("reason", reason, MAX_NOTE), inputs.text("plan", plan, MAX_NOTE)
    inputs.not_before("review_on", review_on, local_date(now) + timedelta(days=1))
    inputs.finish()

    def set_review(scene: Scene) -> None:
        scene.ticket.review_on = review_on

    data = {"reason": said, "plan": steps, "review_on": review_on.isoformat() if review_on else None}
    return perform(
        ticket_no, Action.HOLD, actor, now, seen_version=seen_version, data=data, change=set_review
    )


def resume_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Take a held ticket up again: its condition is met, or its review date has come."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()

    def clear_review(scene: Scene) -> None:
        scene.ticket.review_on = None

    return perform(
        ticket_no,
        Action.RESUME,
        actor,
        now,
        seen_version=seen_version,
        data={"note": words},
        change=clear_review,
    )


def resume_due_holds(now: datetime) -> list[str]:
    """Take up every held ticket whose review date has come; returns their numbers."""
    resumed = []
    for ticket_no in holds_to_review(db.session(), local_date(now)):
        try:
            resume_ticket(ticket_no, SYSTEM, now)
        except NotPossible:  # somebody took it up or ended it meanwhile
            continue
        resumed.append(ticket_no)
    return resumed
