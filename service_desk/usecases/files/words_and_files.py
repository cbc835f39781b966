"""Acts that are somebody's words, with files or without: supplements, added facts, progress, contacts, notes."""

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


def say_with_files(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    is_public: bool = False,
    seen_version: int | None = None,
) -> Ticket:
    """Record what somebody says on a ticket; `files` are the tokens of files he uploaded for it.

    Raises InvalidInput for missing or too many words and for files that have expired; else as `perform` does.
    """
    inputs = Inputs()
    data: dict[str, Any] = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    return perform(
        ticket_no, action, actor, now,
        seen_version=seen_version, data=data, is_public=is_public, check=attaching(files, data),
    )  # fmt: skip
