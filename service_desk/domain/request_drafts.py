"""Drafts of request forms: how long they are kept, how large they may be, what they are called in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

KEPT_FOR_GUESTS = timedelta(days=14)
KEPT_FOR_ACCOUNTS = timedelta(days=90)
LINK_LASTS = timedelta(days=14)
"""A mailed link to a draft ends with it at the latest."""

MOST_PER_PERSON = 30
"""Drafts of one browser or account that are not submitted yet; the list of them stays a list."""
MAX_FIELDS = 400
MAX_CHARACTERS = 60_000
LONGEST_TITLE = 40

Fields = Mapping[str, Sequence[str]]
"""What stands in a form, by the field's name, as it was typed."""

_TELLING = ("title", "project_name", "body", "site_address")
"""Fields by which a person knows a draft again, the most telling first."""


def draft_title(fields: Fields) -> str:
    """Return the words by which a draft is known again, empty where nothing telling has been typed yet."""
    for name in _TELLING:
        words = " ".join(" ".join(fields.get(name, ())).split())
        if words:
            return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"
    return ""


def fits(fields: Fields) -> bool:
    """Tell whether a draft is small enough to be kept."""
    size = sum(len(name) + sum(len(value) for value in values) for name, values in fields.items())
    return len(fields) <= MAX_FIELDS and size <= MAX_CHARACTERS
