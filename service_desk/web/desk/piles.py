"""Piles worked card by card: which lists make up each, and the address at which somebody goes on with one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask import url_for

from service_desk.persistence.queues import Cursor
from service_desk.usecases.reading.queue_tabs import Tab
from service_desk.web.desk.addresses import read_cursor, write_cursor

_BOARD = "board"


class Pile(StrEnum):
    """One kind of work that is done card by card; the value names its route."""

    DISPATCH = "dispatch"
    REVIEW = "review"
    CALLBACKS = "callbacks"


LISTS: dict[Pile, tuple[str, ...]] = {
    Pile.DISPATCH: ("submitted", "accepted", "return_review"),
    Pile.REVIEW: ("our-result_review", "result_review"),
    Pile.CALLBACKS: ("callback", "resolved_on_site"),
}
"""The lists of the queue (by the key of their tab) that a pile is taken from, in the order in which they are worked."""


def lists_of(pile: Pile, tabs: Sequence[Tab]) -> tuple[Tab, ...]:
    """Return the lists of a pile among those a person works from."""
    mine = {tab.key: tab for tab in tabs}
    return tuple(mine[key] for key in LISTS[pile] if key in mine)


def write_onward(pile: Pile, key: str, cursor: Cursor) -> str:
    """Return where somebody goes on after a card, as a form carries it: pile, list and place."""
    return f"{pile.value}/{key}/{write_cursor(cursor)}"


def write_onward_to_board(place: str) -> str:
    """Return that somebody goes back to a place in the board's red list, as a form carries it."""
    return f"{_BOARD}//{place}"


def pile_address(onward: str | None, done: str | None) -> str | None:
    """Return the address of the next card after `done`; or of the board; None for whoever came from neither.

    The word comes back from the browser, so nothing in it is believed but the names of piles and lists.
    """
    name, key, place = [*(onward or "").split("/"), "", ""][:3]
    if name == _BOARD:
        red = write_cursor(cursor) if (cursor := read_cursor(place)) else None
        where: dict[str, Any] = {"from": red} if red else {}
        return url_for("board.show", _anchor="red", **where)
    if name not in {pile.value for pile in Pile} or key not in LISTS[Pile(name)]:
        return None
    return url_for(f"cards.{name}", list=key, after=place or None, done=done)
