"""Withdraw a request: the enterprise takes it back, or it lapses because information was never supplied."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.refusals import NotPossible
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.work_lists import tickets_awaiting_information
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def withdraw_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str = "", seen_version: int | None = None
) -> Ticket:
    """Withdraw an open request; the enterprise need not say why."""
    inputs = Inputs()
    data = {"reason": inputs.text("reason", reason, 500, required=False)}
    inputs.finish()
    return perform(ticket_no, Action.WITHDRAW, actor, now, seen_version=seen_version, data=data)


def lapse_unanswered(now: datetime) -> list[str]:
    """Withdraw every request whose information is ten working days overdue; returns their numbers."""
    lapsed = []
    for ticket_no in tickets_awaiting_information(db.session()):
        try:
            perform(ticket_no, Action.LAPSE, SYSTEM, now)
        except NotPossible:
            continue
        lapsed.append(ticket_no)
    return lapsed
