"""Tell an open list what has become of it: its version without looking, and what has changed when the version has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.persistence.database import Session
from service_desk.persistence.live import still_listed, version_of_queues
from service_desk.persistence.queues import Cursor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import tabs_of
from service_desk.usecases.reading.queues import QueueView, view_queue

MOVES_EVERY = timedelta(minutes=5)
"""What is due today or overdue changes without any act: so often a list is looked at anyway."""

SHOWN_AT_MOST = 60
"""No page shows more rows; what else is asked for is not answered."""


@dataclass(frozen=True)
class ListNow:
    """A list as it stands: the view of its page, which of the rows on screen it still holds, and which are new."""

    view: QueueView
    held: Mapping[str, Ticket]
    new: tuple[str, ...]


def list_version(session: Session, actor: Actor, now: datetime) -> str:
    """Return a word that changes whenever a list of this person may have changed; reads a few rows, whatever happened."""
    departments = {tab.department for tab in tabs_of(actor, now)}
    own = None if None in departments else next(iter(departments), "")
    return f"{version_of_queues(session, own)}.{int(now.timestamp() // MOVES_EVERY.total_seconds())}"


def list_now(
    session: Session,
    actor: Actor,
    now: datetime,
    key: str | None,
    narrowing: Narrowing,
    cursor: Cursor | None,
    shown: Sequence[str],
) -> ListNow:
    """Return what has become of a list with these rows on screen; only what the person's own lists hold is told.

    Raises NotEntitled for whoever works on no tickets.
    """
    view = view_queue(session, actor, now, key, narrowing, cursor)
    asked = list(shown)[:SHOWN_AT_MOST]
    held = still_listed(session, narrowing.within(view.tab, now), asked)
    page = (ticket.ticket_no for ticket in view.page.tickets)
    return ListNow(view, held, tuple(number for number in page if number not in asked))
