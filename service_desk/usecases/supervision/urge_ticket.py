"""Urge whoever is responsible: the enterprise once a day, officers and leaders whenever they must (催办)."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def urge_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str = "", seen_version: int | None = None
) -> Ticket:
    """Remind the responsible department by letter; the entry is public, so both sides see that it was urged."""
    inputs = Inputs()
    data = {"note": inputs.text("note", note, MAX_NOTE, required=False)}
    inputs.finish()
    return perform(ticket_no, Action.URGE, actor, now, seen_version=seen_version, data=data)
