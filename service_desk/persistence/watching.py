"""Whom news of tickets reach: who follows a ticket or was mentioned in it, what he has not seen, and his list of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.accounts import User
from service_desk.persistence.conditions import readable_by
from service_desk.persistence.database import UtcDateTime
from service_desk.persistence.queues import Cursor
from service_desk.persistence.tables import Ticket, Watch

PAGE = 25
UNREAD_LIMIT = 100
"""Counts of unread news stop here and are shown as "99+" (house law 11)."""

_TELL = sa.text(
    "update ticket_watch set news_seq = :seq, news_at = :now, is_unread = :yes "
    "where ticket_id = :ticket and is_followed and user_id != :who"
).bindparams(sa.bindparam("now", type_=UtcDateTime()))


@dataclass(frozen=True)
class NewsFilter:
    """Whose news, and which: `department` leaves only what that department may read, None everything."""

    user_id: int
    department: str | None = None
    mentions: bool = False
    followed: bool = False


@dataclass(frozen=True)
class NewsPage:
    """One page of somebody's news, the latest first, and where the next one begins."""

    rows: Sequence[tuple[Watch, Ticket]]
    older: Cursor | None


def watch_of(session: Session, user_id: int, ticket_id: int) -> Watch | None:
    """Return what somebody is told of a ticket."""
    return session.get(Watch, (user_id, ticket_id))


class Happened(NamedTuple):
    """An event as followers are told of it: which of which ticket, whose act, when."""

    ticket_id: int
    seq: int
    who: int | None
    now: datetime


def tell_followers(session: Session, news: Sequence[Happened]) -> None:
    """Give events to everybody who follows their tickets, except to the one whose act it is."""
    rows = [
        {"ticket": each.ticket_id, "seq": each.seq, "now": each.now, "who": each.who or 0, "yes": True}
        for each in news
    ]
    session.execute(_TELL, rows)


def news_page(
    session: Session, wanted: NewsFilter, cursor: Cursor | None = None, size: int = PAGE
) -> NewsPage:
    """Return one page; what the person may not read any more is left out by the statement itself."""
    query = news_query(wanted)
    if cursor is not None:
        here = sa.tuple_(Watch.news_at, Watch.ticket_id)
        edge = sa.tuple_(sa.literal(cursor.moment, Watch.news_at.type), sa.literal(cursor.ticket_id))
        query = query.where(here < edge)
    query = query.order_by(Watch.news_at.desc(), Watch.ticket_id.desc()).limit(size + 1)
    found = [(watch, ticket) for watch, ticket in session.execute(query)]
    shown, more = found[:size], len(found) > size
    last = shown[-1][0] if shown else None
    return NewsPage(shown, Cursor(last.news_at, last.ticket_id) if more and last else None)


def news_query(wanted: NewsFilter) -> sa.Select[Watch, Ticket]:
    """Return the statement that reads somebody's news with their tickets."""
    query = sa.select(Watch, Ticket).join(Ticket, Ticket.id == Watch.ticket_id)
    query = query.where(Watch.user_id == wanted.user_id, *_kinds(wanted))
    return query.where(readable_by(wanted.department)) if wanted.department is not None else query


def unread_count(session: Session, wanted: NewsFilter) -> int:
    """Return how much somebody has not seen, counting no further than UNREAD_LIMIT; the same conditions as the list."""
    query = news_query(wanted).where(Watch.is_unread).with_only_columns(Watch.ticket_id).limit(UNREAD_LIMIT)
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def active_people(session: Session, names: Collection[str]) -> Sequence[User]:
    """Return the active accounts that are called, or sign in, by one of these names."""
    logins = {name.lower() for name in names}
    query = sa.select(User).where(User.active, sa.or_(User.display_name.in_(names), User.login.in_(logins)))
    return session.scalars(query.order_by(User.id)).all()


def people_beginning(session: Session, letters: str, limit: int) -> Sequence[User]:
    """Return active accounts whose name or sign-in name begins with some letters, by name."""
    begins = sa.or_(
        User.display_name.istartswith(letters, autoescape=True),
        User.login.istartswith(letters, autoescape=True),
    )
    query = sa.select(User).where(User.active, User.enterprise_id.is_(None), begins)
    return session.scalars(query.order_by(User.display_name, User.id).limit(limit)).all()


def _kinds(wanted: NewsFilter) -> list[sa.ColumnElement[bool]]:
    kinds: list[sa.ColumnElement[bool]] = [sa.or_(Watch.is_followed, Watch.mentioned_seq.is_not(None))]
    if wanted.mentions:
        kinds.append(Watch.mentioned_seq.is_not(None))
    if wanted.followed:
        kinds.append(Watch.is_followed.expression)
    return kinds
