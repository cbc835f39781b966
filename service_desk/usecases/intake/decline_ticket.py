"""Decline a request, with the reason and the legal channel that is open to the enterprise."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def decline_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, reason: str, channel: str, seen_version: int | None = None
) -> Ticket:
    """Decline; both the reason and the channel are required (domain notes §2.1, the not-to-accept list)."""
    inputs = Inputs()
    data = {
        "reason": inputs.text("reason", reason, MAX_NOTE),
        "channel": inputs.text("channel", channel, 200),
    }
    inputs.finish()
    return perform(ticket_no, Action.DECLINE, actor, now, seen_version=seen_version, data=data)
