"""Stop the clock while the enterprise's answer is awaited, and let it run again."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def ask_enterprise(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Ask the enterprise for something only it can give; the clock stops until it answers (domain notes §2.2)."""
    return _say(ticket_no, Action.ASK_ENTERPRISE, actor, now, note, seen_version)


def resume_clock(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Let the clock run again although nothing came through the desk, saying why (for instance: answered by phone)."""
    return _say(ticket_no, Action.RESUME_CLOCK, actor, now, note, seen_version)


def _say(
    ticket_no: str, action: Action, actor: Actor, now: datetime, note: str, seen_version: int | None
) -> Ticket:
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()
    return perform(ticket_no, action, actor, now, seen_version=seen_version, data={"note": words})
