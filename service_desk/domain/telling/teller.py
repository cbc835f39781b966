"""What telling an event gives, and the shape of what tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.date_words import day_words
from service_desk.domain.events import Event


@dataclass(frozen=True)
class Narration:
    """One entry of a timeline: what happened, and the words somebody added (as typed, in whatever language)."""

    headline: Bilingual
    words: str | None = None


Teller = Callable[[Event, Catalogue], Bilingual]


def plain(zh: str, en: str) -> Teller:
    """Return a teller that always says the same."""
    words = Bilingual(zh, en)
    return lambda event, catalogue: words


def day(written: Any) -> Bilingual | None:
    """Return a day kept in an event in words; None where there is none."""
    return day_words(date.fromisoformat(str(written))) if written else None
