"""The outbox as an administrator reads it: pages of letters, how many wait or failed, sending one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import OutboxMail

COUNT_LIMIT = 1000
"""Counts stop here and are shown as "999+" (house law 11)."""

STATUSES = ("waiting", "sent", "failed")


@dataclass(frozen=True)
class LetterFilter:
    """What the list is narrowed to; None means not narrowed.

    `words` is looked for in the recipient's address and name, or is the number of a ticket.
    """

    status: str | None = None
    notice: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class LetterPage:
    """One page of letters, newest first, with the numbers that its neighbours end before or begin after."""

    letters: Sequence[OutboxMail]
    newer: int | None
    older: int | None


def letter_page(
    session: Session,
    narrowed: LetterFilter,
    *,
    older_than: int | None = None,
    newer_than: int | None = None,
    size: int,
) -> LetterPage:
    """Return one page, the one before a letter's number or the one after it."""
    query = _narrow(sa.select(OutboxMail), narrowed)
    backwards = newer_than is not None
    if backwards:
        query = query.where(OutboxMail.id > newer_than).order_by(OutboxMail.id)
    else:
        edge = OutboxMail.id < older_than if older_than is not None else sa.true()
        query = query.where(edge).order_by(OutboxMail.id.desc())
    found = list(session.scalars(query.limit(size + 1)))
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return LetterPage(found, None, None)
    shows_newer = has_more if backwards else older_than is not None
    shows_older = True if backwards else has_more
    return LetterPage(found, found[0].id if shows_newer else None, found[-1].id if shows_older else None)


def _narrow(query: sa.Select[Any], narrowed: LetterFilter) -> sa.Select[Any]:
    if narrowed.status is not None:
        query = query.where(OutboxMail.status == narrowed.status)
    if narrowed.notice is not None:
        query = query.where(OutboxMail.notice == narrowed.notice)
    if narrowed.words:
        words = narrowed.words
        query = query.where(
            sa.or_(
                OutboxMail.recipient.icontains(words, autoescape=True),
                OutboxMail.recipient_name.icontains(words, autoescape=True),
                OutboxMail.ticket_no == words.upper(),
            )
        )
    return query


def letter_counts(session: Session) -> dict[str, int]:
    """Return how many letters have each status, counting no further than COUNT_LIMIT of each."""
    counts = {}
    for status in STATUSES:
        rows = sa.select(OutboxMail.id).where(OutboxMail.status == status).limit(COUNT_LIMIT).subquery()
        counts[status] = session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0
    return counts


def oldest_waiting_since(session: Session, now: datetime) -> datetime | None:
    """Return when the letter was due that has waited longest, None where none is due."""
    due = sa.select(sa.func.min(OutboxMail.due_at))
    return session.scalar(due.where(OutboxMail.status == "waiting", OutboxMail.due_at <= now))


def failed_letter_ids(session: Session, limit: int) -> list[int]:
    """Return the numbers of the letters given up on, oldest first."""
    query = sa.select(OutboxMail.id).where(OutboxMail.status == "failed")
    return list(session.scalars(query.order_by(OutboxMail.id).limit(limit)))


def wait_again(session: Session, mail_id: int, now: datetime) -> bool:
    """Let a letter that was given up on wait for its delivery anew; False where it was not given up on."""
    mail = session.get(OutboxMail, mail_id, with_for_update=True)
    if mail is None or mail.status != "failed":
        return False
    mail.status, mail.attempts, mail.due_at = "waiting", 0, now
    return True
