"""Supplement a request: answer what was asked, or add facts of one's own accord."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.files.words_and_files import say_with_files


def supplement_ticket(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, files: Sequence[str] = (), seen_version: int | None = None
) -> Ticket:  # fmt: skip
    """Give the information that was asked for; a stopped clock runs again, an unaccepted request is back in the queue."""
    return say_with_files(
        ticket_no, Action.SUPPLEMENT, actor, now, note=note, files=files, seen_version=seen_version
    )


def add_facts(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, files: Sequence[str] = (), seen_version: int | None = None
) -> Ticket:  # fmt: skip
    """Add facts to an open request without having been asked."""
    return say_with_files(
        ticket_no, Action.ADD_FACTS, actor, now, note=note, files=files, seen_version=seen_version
    )
