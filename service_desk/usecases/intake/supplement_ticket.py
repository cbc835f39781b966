"""Supplement a request: answer what was asked, or add facts of one's own accord."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.files.attach import attaching


def supplement_ticket(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Give the information that was asked for; a stopped clock runs again, an unaccepted request is back in the queue."""
    return _add(ticket_no, Action.SUPPLEMENT, actor, now, note, files, seen_version)


def add_facts(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Add facts to an open request without having been asked."""
    return _add(ticket_no, Action.ADD_FACTS, actor, now, note, files, seen_version)


def _add(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    note: str,
    files: Sequence[str],
    seen_version: int | None,
) -> Ticket:
    inputs = Inputs()
    data: dict[str, Any] = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    return perform(
        ticket_no, action, actor, now, seen_version=seen_version, data=data, check=attaching(files, data)
    )
