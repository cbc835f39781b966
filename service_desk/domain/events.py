"""The event log of a ticket: what one entry holds and how entries are chained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from service_desk.domain.states import State

GENESIS = "0" * 64
"""The predecessor's hash that the first event of a ticket names."""

STANDS_IN_FOR = "stands_in_for"
"""Under this name an event's data hold the absent handler on whose behalf its actor acted (代班)."""


@dataclass(frozen=True)
class Event:
    """One immutable entry: who did what when, from which state to which, with which data, visible to whom.

    `data` holds codes and the person's own words, never translated text; `department` is the lead department after
    the act.
    """

    seq: int
    at: datetime
    action: Action
    source: State
    target: State
    actor_id: int | None = None
    actor_name: str = ""
    actor_role: Role = Role.SYSTEM
    actor_department: str | None = None
    department: str | None = None
    is_public: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


def event_hash(ticket_no: str, event: Event, previous: str) -> str:
    """Return the SHA-256 that seals an event to the one before it (hexadecimal, 64 characters)."""
    body = {
        "ticket": ticket_no,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": event.action.value,
        "from": event.source.value,
        "to": event.target.value,
        "actor": [event.actor_id, event.actor_name, event.actor_role.value, event.actor_department],
        "department": event.department,
        "public": event.is_public,
        "data": event.data,
        "previous": previous,
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def first_broken_link(ticket_no: str, chain: list[tuple[Event, str]]) -> int | None:
    """Return the sequence number of the first event whose hash does not fit, or None where the chain is whole."""
    previous = GENESIS
    for event, stored in chain:
        if event_hash(ticket_no, event, previous) != stored:
            return event.seq
        previous = stored
    return None
