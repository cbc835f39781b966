"""Report on the handling: log a contact, report progress, leave an internal note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.files.words_and_files import say_with_files


def log_contact(
    ticket_no: str, actor: Actor, now: datetime, *, note: str, seen_version: int | None = None
) -> Ticket:
    """Log that the enterprise was contacted; the enterprise sees the entry (part of M1)."""
    return say_with_files(ticket_no, Action.CONTACT, actor, now, note=note, seen_version=seen_version)


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
    """Report progress; only an entry the enterprise can see satisfies M3 (domain notes §1.5), only an internal one mentions."""
    return say_with_files(
        ticket_no, Action.PROGRESS, actor, now,
        note=note, files=files, is_public=is_public, mentions=not is_public, seen_version=seen_version,
    )  # fmt: skip


def add_note(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Leave a note that only officers see; colleagues addressed by @ are told."""
    return say_with_files(
        ticket_no, Action.NOTE, actor, now, note=note, files=files, mentions=True, seen_version=seen_version
    )
