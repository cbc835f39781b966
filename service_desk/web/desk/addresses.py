"""What a list is narrowed to, written into its address and read back; the place of a page as an opaque word."""

from __future__ import annotations

import base64
import binascii
import contextlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

from service_desk.domain.catalogue import Category, Level
from service_desk.domain.milestones import Lamp, MilestoneKey
from service_desk.domain.requests import Source, Urgency
from service_desk.domain.states import State
from service_desk.persistence.queues import Cursor
from service_desk.usecases.reading.narrowing import DUE_NAMES, PARTS_NAMES, Narrowing

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST_ID = 2**31 - 1
_TAB = "tab"
NAMES = {
    "category": "category",
    "request_type": "type",
    "level": "level",
    "urgency": "urgency",
    "park": "park",
    "source": "source",
    "department": "department",
    "owner_id": "handler",
    "enterprise": "firm",
    "state": "state",
    "due": "due",
    "lamp": "lamp",
    "parts": "parts",
    "tags": "tags",
    "milestone": "milestone",
    "since": "since",
    "until": "until",
}
"""Each condition's name in addresses."""

_ALLOWED: dict[str, frozenset[str]] = {
    "category": frozenset(Category),
    "level": frozenset(Level),
    "source": frozenset(Source),
    "urgency": frozenset(str(int(level)) for level in Urgency),
    "state": frozenset(State),
    "due": frozenset(DUE_NAMES),
    "lamp": frozenset(Lamp),
    "parts": frozenset(PARTS_NAMES),
    "milestone": frozenset(MilestoneKey),
}
_NUMBERS = frozenset({"urgency", "owner_id"})
_DAYS = frozenset({"since", "until"})
_MOST_TAGS = 10


def read_narrowing(args: Mapping[str, str]) -> Narrowing:
    """Return the conditions in an address; what cannot be meant is left out."""
    found: dict[str, str | int | date | tuple[int, ...]] = {}
    for field, name in NAMES.items():
        value = args.get(name, "").replace("\x00", "").strip()[:100]
        if not value or (field in _ALLOWED and value not in _ALLOWED[field]):
            continue
        if field in _DAYS:
            with contextlib.suppress(ValueError):
                found[field] = date.fromisoformat(value)
        elif field == "tags":
            if tags := tuple(dict.fromkeys(int(each) for each in value.split(",") if _is_number(each))):
                found[field] = tags[:_MOST_TAGS]
        elif field not in _NUMBERS:
            found[field] = value
        elif _is_number(value):
            found[field] = int(value)
    return Narrowing(**found)  # type: ignore[arg-type]  # the fields' own types, by name


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and int(value) <= _LARGEST_ID


def written(narrowing: Narrowing) -> dict[str, str]:
    """Return conditions as they stand in an address."""
    values = asdict(narrowing)
    if narrowing.tags is not None:
        values["tags"] = ",".join(str(tag_id) for tag_id in narrowing.tags)
    return {name: str(values[field]) for field, name in NAMES.items() if values[field] is not None}


def write_cursor(cursor: Cursor) -> str:
    """Return the place where a page begins as one word that says nothing to a reader."""
    moment = (cursor.moment - _EPOCH) // timedelta(microseconds=1)
    plain = f"{moment}.{cursor.ticket_id}.{'b' if cursor.backwards else 'f'}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_cursor(word: str | None) -> Cursor | None:
    """Return the place a word names; anything else is the beginning of the list."""
    if not word or len(word) > 80:
        return None
    try:
        plain = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True).decode("ascii")
        moment, number, direction = plain.split(".")
        where = _EPOCH + timedelta(microseconds=int(moment))
        ticket_id = int(number)
    except (ValueError, OverflowError, binascii.Error):
        return None
    if not 0 < ticket_id <= _LARGEST_ID or direction not in ("b", "f"):
        return None
    return Cursor(where, ticket_id, backwards=direction == "b")
