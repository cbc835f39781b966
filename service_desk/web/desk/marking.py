"""Marks the words in a request's text that speak for the suggested category."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of text, marked or plain."""

    text: str
    is_marked: bool


def marked(text: str, words: Iterable[str]) -> list[Piece]:
    """Return the text in pieces, those marked that are one of the words (whatever their case); nothing is lost."""
    known = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not known:
        return [Piece(text, False)]
    pattern = re.compile("(" + "|".join(re.escape(word) for word in known) + ")", re.IGNORECASE)
    pieces = pattern.split(text)
    return [Piece(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]
