"""What live pages ask again and again: how often a queue has changed, and who has a ticket open; each answer costs a few rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.accounts import User
from service_desk.persistence.database import UtcDateTime
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.tables import ActDraft, Presence, QueueVersion, Ticket

_RAISE = sa.text(
    "insert into queue_version (department, version) values (:department, 1) "
    "on conflict (department) do update set version = queue_version.version + 1"
)

_KEEP = sa.text(
    "insert into presence (ticket_id, user_id, seen_at) values (:ticket, :person, :now) "
    "on conflict (ticket_id, user_id) do update set seen_at = excluded.seen_at"
).bindparams(sa.bindparam("now", type_=UtcDateTime()))


@dataclass(frozen=True)
class Present:
    """Somebody who has a ticket open; `is_writing` tells that a draft of his was kept lately."""

    user_id: int
    name: str
    department: str | None
    is_writing: bool


def raise_versions(session: Session, departments: Iterable[str]) -> None:
    """Say that something in the queues of these departments has changed."""
    # Always in the same order, as the counts are kept.
    rows = [{"department": department} for department in sorted(set(departments))]
    if rows:
        session.execute(_RAISE, rows)


def version_of_queues(session: Session, department: str | None) -> int:
    """Return a number that grows with every change in a department's queues, or in any of the zone's for None."""
    query = sa.select(sa.func.coalesce(sa.func.sum(QueueVersion.version), 0))
    if department is not None:
        query = query.where(QueueVersion.department == department)
    return int(session.scalar(query) or 0)


def still_listed(session: Session, narrowed: QueueFilter, numbers: Sequence[str]) -> dict[str, Ticket]:
    """Return those of some tickets that a list still holds, by their numbers; under the conditions of the list."""
    if not numbers:
        return {}
    query = narrowed_query(sa.select(Ticket), narrowed).where(Ticket.ticket_no.in_(numbers))
    return {ticket.ticket_no: ticket for ticket in session.scalars(query)}


def keep_presence(session: Session, ticket_id: int, user_id: int, now: datetime) -> None:
    """Record that somebody has a ticket open now; two windows of one person may do so at the same moment."""
    session.execute(_KEEP, {"ticket": ticket_id, "person": user_id, "now": now})


def drop_presence(session: Session, ticket_id: int, user_id: int) -> None:
    """Record that somebody has left a ticket's page."""
    session.execute(sa.delete(Presence).where(Presence.ticket_id == ticket_id, Presence.user_id == user_id))


def forget_presence(session: Session, before: datetime) -> int:
    """Delete what says nothing any more; returns how many rows went."""
    gone = session.execute(sa.delete(Presence).where(Presence.seen_at < before))
    return int(getattr(gone, "rowcount", 0))


def present_at(session: Session, ticket_id: int, since: datetime, but: int | None) -> list[Present]:
    """Return who else has had a ticket open since a moment, and whether a draft was kept since then."""
    writing = (
        sa.select(ActDraft.slug)
        .where(ActDraft.user_id == Presence.user_id, ActDraft.ticket_id == ticket_id)
        .where(ActDraft.saved_at >= since)
        .exists()
    )
    query = (
        sa.select(User.id, User.display_name, User.department, writing)
        .join(Presence, Presence.user_id == User.id)
        .where(Presence.ticket_id == ticket_id, Presence.seen_at >= since, User.active)
        .where(User.id != (but if but is not None else 0))
        .order_by(User.display_name, User.id)
        .limit(10)
    )
    return [Present(*row) for row in session.execute(query)]
