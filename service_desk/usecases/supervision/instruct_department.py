"""A leader's instruction on a ticket (批示), and the department's answer to it."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.together.follow_ticket import follow_it


def instruct_department(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    answer_by: date | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Instruct the lead department; the instruction stays open until it is answered, and its author follows the ticket."""
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    if answer_by is not None:
        inputs.not_before("answer_by", answer_by, local_date(now))
    inputs.finish()
    data = {"note": words, "answer_by": answer_by.isoformat() if answer_by else None}
    return perform(
        ticket_no, Action.INSTRUCT, actor, now, seen_version=seen_version, data=data, afterwards=follow_it
    )


def answer_instruction(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Tell the leader what has been done on the instruction."""
    inputs = Inputs()
    data = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    return perform(ticket_no, Action.ANSWER_INSTRUCTION, actor, now, seen_version=seen_version, data=data)
