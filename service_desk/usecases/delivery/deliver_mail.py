"""Deliver the letters that wait in the outbox: claim one, word it, send it, record it; then the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from service_desk.persistence.database import db, transaction
from service_desk.persistence.outbox import claim_mail, mark_failed, mark_sent
from service_desk.usecases.delivery.letter import Letter
from service_desk.usecases.delivery.read_letter import read_letter

Compose = Callable[[Letter], EmailMessage]
Send = Callable[[EmailMessage], None]

AT_ONCE = 200
"""Letters per run; the rest waits for the next, so that a full outbox does not keep other duties waiting."""


class PostOfficeClosedError(Exception):
    """The mail server cannot be reached or lets nobody in: no other letter would fare better now."""


@dataclass
class Delivery:
    """What one run did: how many letters left, and what went wrong with the others (key and reason)."""

    sent: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def deliver_mail(
    compose: Compose, send: Send, holder: str, clock: Callable[[], datetime], limit: int = AT_ONCE
) -> Delivery:
    """Send what is due, oldest first; a failed letter waits longer each time and is given up on after eight attempts.

    A letter leaves at least once: its claim is committed before it is sent and its departure after, so a process killed
    in between leaves it to be sent again when the claim lapses, with the same Message-ID and to the same spool file.
    `holder` names the process.
    """
    done = Delivery()
    while done.sent + len(done.failures) < limit:
        mail = _claim(holder, clock())
        if mail is None:
            break
        mail_id, key = mail
        try:
            send(compose(_read(mail_id)))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is kept with the letter, the others go on
            reason = f"{type(error).__name__}: {error}"
            with transaction() as session:
                mark_failed(session, mail_id, reason, clock())
            done.failures.append((key, reason))
            if isinstance(error, PostOfficeClosedError):
                break
        else:
            with transaction() as session:
                mark_sent(session, mail_id, clock())
            done.sent += 1
    return done


def _claim(holder: str, now: datetime) -> tuple[int, str] | None:
    with transaction() as session:
        mail = claim_mail(session, holder, now)
        return (mail.id, mail.key) if mail is not None else None


def _read(mail_id: int) -> Letter:
    """Read a letter's facts and let go of the database, which need not wait while a mail server is slow."""
    session = db.session()
    try:
        return read_letter(session, mail_id)
    finally:
        session.rollback()
