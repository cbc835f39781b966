"""The outbox: letters queued in the transaction of the act, claimed and marked by whoever delivers them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.database import UtcDateTime
from service_desk.persistence.tables import OutboxMail

CLAIM_FOR = timedelta(minutes=5)
MAX_ATTEMPTS = 8
KEY_LENGTH = 120

_QUEUE = sa.text(
    'insert into outbox_mail ("key", notice, recipient, recipient_name, language, ticket_no, data, created_at, due_at, '
    "status, attempts) values (:key, :notice, :recipient, :recipient_name, :language, :ticket_no, :data, :created_at, "
    ":due_at, 'waiting', 0) on conflict (\"key\") do nothing"
).bindparams(
    sa.bindparam("data", type_=sa.JSON()),
    sa.bindparam("created_at", type_=UtcDateTime()),
    sa.bindparam("due_at", type_=UtcDateTime()),
)


def stored_key(key: str) -> str:
    """Return a letter's key as it is stored: one that a long address makes too long ends in its digest instead."""
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()
    return f"{key[: KEY_LENGTH - len(digest) - 1]}~{digest}"


@dataclass(frozen=True)
class Letter:
    """A letter to be queued, to leave at once or not before `due_at`."""

    key: str
    notice: str
    recipient: str
    now: datetime
    recipient_name: str = ""
    language: str = "zh"
    ticket_no: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


def queue_mail(
    session: Session,
    key: str,
    notice: str,
    recipient: str,
    now: datetime,
    *,
    recipient_name: str = "",
    language: str = "zh",
    ticket_no: str | None = None,
    data: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Queue one letter, to leave at once or not before `due_at`; returns False where one with this key is queued or sent."""
    letter = Letter(key, notice, recipient, now, recipient_name, language, ticket_no, data or {}, due_at)
    return bool(getattr(session.execute(_QUEUE, _columns(letter)), "rowcount", 0))


def queue_letters(session: Session, letters: Sequence[Letter]) -> None:
    """Queue many letters at once; where one with the same key is queued or sent, it stays as it is."""
    if letters:
        session.execute(_QUEUE, [_columns(letter) for letter in letters])


def _columns(letter: Letter) -> dict[str, Any]:
    return {
        "key": stored_key(letter.key), "notice": letter.notice, "recipient": letter.recipient,
        "recipient_name": letter.recipient_name, "language": letter.language, "ticket_no": letter.ticket_no,
        "data": dict(letter.data), "created_at": letter.now, "due_at": letter.due_at or letter.now,
    }  # fmt: skip


def waiting_mail(session: Session, ticket_no: str, notice: str, recipient: str) -> OutboxMail | None:
    """Return a letter of this kind about a ticket that waits for its time and that nobody has begun to send, or None."""
    query = sa.select(OutboxMail).where(
        OutboxMail.ticket_no == ticket_no, OutboxMail.notice == notice, OutboxMail.recipient == recipient,
        OutboxMail.status == "waiting", OutboxMail.claimed_until.is_(None),
    )  # fmt: skip
    return session.scalar(query.order_by(OutboxMail.id).limit(1).with_for_update(skip_locked=True))


def recall_mail(session: Session, ticket_no: str, seq: int) -> tuple[int, int]:
    """Take back the letters of one event that nobody has begun to send; returns how many were, and how many had left."""
    letters = session.scalars(sa.select(OutboxMail).where(OutboxMail.ticket_no == ticket_no)).all()
    mine = [letter for letter in letters if letter.data.get("seq") == seq]
    waiting = [letter for letter in mine if letter.status == "waiting" and letter.claimed_until is None]
    for letter in waiting:
        session.delete(letter)
    return len(waiting), len(mine) - len(waiting)


def claim_mail(session: Session, holder: str, now: datetime) -> OutboxMail | None:
    """Claim the oldest letter that is due and unclaimed, or None; a claim lapses after five minutes."""
    due = (
        sa.select(OutboxMail.id)
        .where(OutboxMail.status == "waiting", OutboxMail.due_at <= now)
        .where(sa.or_(OutboxMail.claimed_until.is_(None), OutboxMail.claimed_until < now))
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mail_id = session.scalar(due)
    if mail_id is None:
        return None
    mail = session.get_one(OutboxMail, mail_id)
    mail.claimed_by, mail.claimed_until = holder, now + CLAIM_FOR
    mail.attempts += 1
    session.flush()
    return mail


def mark_sent(session: Session, mail_id: int, now: datetime) -> None:
    """Record that a letter has left the house; a one-time link that was in it is not kept any longer."""
    mail = session.get_one(OutboxMail, mail_id)
    mail.data = {name: value for name, value in mail.data.items() if name != "token"}
    mail.status, mail.sent_at, mail.error, mail.claimed_until = "sent", now, None, None


def mark_failed(session: Session, mail_id: int, error: str, now: datetime) -> None:
    """Record a failed attempt: the next one waits twice as long each time, and after the eighth a person must look."""
    mail = session.get_one(OutboxMail, mail_id)
    mail.error, mail.claimed_until = error[:500], None
    if mail.attempts >= MAX_ATTEMPTS:
        mail.status = "failed"
    else:
        mail.due_at = now + timedelta(minutes=2 ** (mail.attempts - 1))
