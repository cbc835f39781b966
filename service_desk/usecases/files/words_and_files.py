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
from service_desk.usecases.acting.perform import Check, Scene, perform
from service_desk.usecases.files.attach import attaching
from service_desk.usecases.together.mention import mentioning, tell_mentioned


def say_with_files(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    note: str,
    files: Sequence[str] = (),
    is_public: bool = False,
    mentions: bool = False,
    seen_version: int | None = None,
) -> Ticket:
    """Record what somebody says on a ticket; `files` are the tokens of files he uploaded for it.

    With `mentions` colleagues addressed by @ are told. Raises InvalidInput for missing or too many words, for files that
    have expired and for people who cannot be mentioned; else as `perform` does.
    """
    inputs = Inputs()
    data: dict[str, Any] = {"note": inputs.text("note", note, MAX_NOTE)}
    inputs.finish()
    meets = mentioning(data["note"], data) if mentions else None
    return perform(
        ticket_no, action, actor, now, seen_version=seen_version, data=data, is_public=is_public,
        check=_both(attaching(files, data), meets), afterwards=tell_mentioned if meets else None,
    )  # fmt: skip


def _both(first: Check | None, second: Check | None) -> Check | None:
    """Return one check that does what two do."""
    if first is None or second is None:
        return first or second

    def check(scene: Scene) -> None:
        first(scene)
        second(scene)

    return check
