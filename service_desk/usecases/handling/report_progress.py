"""Report on the handling: log a contact, report progress, leave an internal note."""

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


def log_contact(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Log that the enterprise was contacted; the enterprise sees the entry (part of M1)."""
    return _report(ticket_no, Action.CONTACT, actor, now, note, seen_version)


def report_progress(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    is_public: bool = True,
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Report progress; only an entry the enterprise can see satisfies M3 (domain notes §1.5)."""
    return _report(
        ticket_no, Action.PROGRESS, actor, now, note, seen_version, is_public=is_public, files=files
    )


def add_note(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Leave a note that only officers see."""
    return _report(ticket_no, Action.NOTE, actor, now, note, seen_version, files=files)


def _report(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    note: str,
    seen_version: int | None,
    *,
    is_public: bool = False,
    files: Sequence[str] = (),
) -> Ticket:
    inputs = Inputs()
    data: dict[str, Any] = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    return perform(
        ticket_no, action, actor, now,
        seen_version=seen_version, data=data, is_public=is_public, check=attaching(files, data),
    )  # fmt: skip
