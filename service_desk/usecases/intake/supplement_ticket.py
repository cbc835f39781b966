"""Supplement a request: answer what was asked, or add facts of one's own accord."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform


def supplement_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Give the information that was asked for; a stopped clock runs again, an unaccepted request is back in the queue."""
    return perform(
        ticket_no, Action.SUPPLEMENT, actor, now, seen_version=seen_version, data={"note": _words(note)}
    )


def add_facts(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Add facts to an open request without having been asked."""
    return perform(
        ticket_no, Action.ADD_FACTS, actor, now, seen_version=seen_version, data={"note": _words(note)}
    )


def _words(note: str) -> str:
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()
    return words
