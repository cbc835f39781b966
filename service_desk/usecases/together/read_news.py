"""What a person has not seen of the tickets he follows or was mentioned in, and his list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.actors import Actor
from service_desk.domain.events import Event
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.event_log import events_numbered
from service_desk.persistence.queues import Cursor
from service_desk.persistence.tables import Ticket, Watch
from service_desk.persistence.watching import NewsFilter, news_page, unread_count, watch_of
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.usecases.reading.views import Entry, entry_of


class News(StrEnum):
    """Which of his news somebody looks at; the value stands in addresses."""

    ALL = "all"
    MENTIONS = "mentions"
    FOLLOWED = "followed"


@dataclass(frozen=True)
class Item:
    """News of one ticket: the last entry he is told of, or the one that mentions him."""

    watch: Watch
    ticket: Ticket
    entry: Entry | None
    is_mention: bool


@dataclass(frozen=True)
class NewsView:
    """One page of news, the latest first."""

    items: Sequence[Item]
    older: Cursor | None


def read_news(
    session: Session, actor: Actor, which: News = News.ALL, cursor: Cursor | None = None
) -> NewsView:
    """Return a page of a person's news; tickets he may not read any more are not in it."""
    if actor.user_id is None:
        return NewsView((), None)
    page = news_page(session, _filter(actor, which), cursor)
    shown = [(watch, ticket, _shown_seq(watch, which)) for watch, ticket in page.rows]
    events = events_numbered(session, [(ticket.id, seq) for _, ticket, seq in shown])
    rules = rules_in_force(session)
    items = [
        Item(watch, ticket, _entry(events.get((ticket.id, seq)), rules), seq == watch.mentioned_seq)
        for watch, ticket, seq in shown
    ]
    return NewsView(items, page.older)


def count_unread(session: Session, actor: Actor, which: News = News.ALL) -> int:
    """Return how many tickets have news a person has not seen, counting no further than 100."""
    if actor.user_id is None or actor.is_enterprise:
        return 0
    return unread_count(session, _filter(actor, which))


def mark_seen(ticket_no: str, actor: Actor) -> None:
    """Count everything there is of a ticket as seen; raises NotFound where it is not his to read."""
    with transaction() as session:
        ticket = find_for_officer(session, ticket_no, actor)
        watch = watch_of(session, actor.user_id, ticket.id) if actor.user_id is not None else None
        if watch is not None:
            watch.seen_seq, watch.is_unread = max(watch.news_seq, ticket.version), False


def _shown_seq(watch: Watch, which: News) -> int:
    """Return the entry to show: the mention while it is not seen or where mentions are asked for, else the last."""
    if watch.mentioned_seq is not None and (which is News.MENTIONS or watch.mentioned_seq > watch.seen_seq):
        return watch.mentioned_seq
    return max(watch.news_seq, watch.mentioned_seq or 0)


def _entry(event: Event | None, rules: Rules) -> Entry | None:
    return entry_of(event, rules) if event is not None else None


def _filter(actor: Actor, which: News) -> NewsFilter:
    reads_all = bool(actor.roles - DEPARTMENT_ROLES)
    return NewsFilter(
        actor.user_id or 0, None if reads_all else actor.department or "",
        mentions=which is News.MENTIONS, followed=which is News.FOLLOWED,
    )  # fmt: skip
