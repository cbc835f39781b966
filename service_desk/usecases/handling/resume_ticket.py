"""Take a held ticket up again: its condition is met, or its review date has come."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.refusals import NotPossible
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.work_lists import holds_to_review
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def resume_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Take a held ticket up again; its clock goes on where it stood."""
    inputs = Inputs()
    data = {"note": inputs.text("note", note, MAX_NOTE, required=False)}
    inputs.finish()
    return perform(ticket_no, Action.RESUME, actor, now, seen_version=seen_version, data=data)


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
