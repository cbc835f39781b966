"""The next card of a list: the first ticket after a place, and from the beginning again when the end is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.persistence.database import Session
from service_desk.persistence.queues import Cursor, bounded_count, queue_page
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.queue_tabs import Tab


@dataclass(frozen=True)
class NextCard:
    """One ticket of a list, and the place after it; `has_earlier` tells that others lie before it in the list."""

    tab: Tab
    ticket: Ticket
    after: Cursor
    has_earlier: bool


def next_card(
    session: Session, tabs: Sequence[Tab], key: str | None, after: Cursor | None
) -> NextCard | None:
    """Return the card after a place in the list `key`, else the first card of the first list that has one.

    What was skipped comes round again: after the last card of a list follows its first. Reads one row more than the card,
    whatever the length of the list.
    """
    asked = next((tab for tab in tabs if tab.key == key), None)
    if asked is not None:
        found = _card(session, asked, after) or (_card(session, asked, None) if after else None)
        if found is not None:
            return found
    return next((card for tab in tabs if tab is not asked and (card := _card(session, tab, None))), None)


def lengths_of(session: Session, tabs: Sequence[Tab]) -> dict[str, int]:
    """Return how long each list is, counted no further than the bound."""
    return {tab.key: bounded_count(session, tab.narrowed) for tab in tabs}


def _card(session: Session, tab: Tab, after: Cursor | None) -> NextCard | None:
    page = queue_page(session, tab.narrowed, after, size=1)
    if not page.tickets:
        return None
    ticket = page.tickets[0]
    return NextCard(tab, ticket, Cursor(ticket.rank_at, ticket.id), has_earlier=page.newer is not None)
