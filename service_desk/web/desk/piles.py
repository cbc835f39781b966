"""Piles worked card by card: which lists make up each, and the address at which somebody goes on with one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from flask import url_for

from service_desk.persistence.queues import Cursor
from service_desk.usecases.reading.queue_tabs import Tab
from service_desk.web.desk.addresses import write_cursor


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


def pile_address(onward: str | None, done: str) -> str | None:
    """Return the address of the next card after `done`; None for whoever did not come from a pile.

    The word comes back from the browser, so nothing in it is believed but the names of piles and lists.
    """
    name, key, place = [*(onward or "").split("/"), "", ""][:3]
    if name not in {pile.value for pile in Pile} or key not in LISTS[Pile(name)]:
        return None
    return url_for(f"cards.{name}", list=key, after=place or None, done=done)
