"""Tell by letter that a substitute's account was closed: whoever is away, and the head of his department."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from service_desk.domain.notices import Audience, Notice
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.absences import NamedAbsence, stood_in_for_from
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.people import holders
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.telling import Address, mailbox, own_or_mailbox


def tell_unattended(session: Session, closed: User, now: datetime) -> None:
    """Queue the letters about every absence, in force or to come, in which an account just closed stood in."""
    for absence in stood_in_for_from(session, closed.id, local_date(now)):
        row = absence.row
        told = {
            "person": absence.person.display_name, "substitute": closed.display_name,
            "from_on": row.from_on.isoformat(), "until_on": row.until_on.isoformat(),
            "audience": Audience.COLLEAGUE.value,
        }  # fmt: skip
        for address, name, language in _recipients(session, absence, rules_in_force(session)):
            # An account may be opened and closed again while the absence lasts: each closing is told.
            key = f"{Notice.SUBSTITUTE_GONE}/{row.id}/{int(now.timestamp())}/{address}"
            queue_mail(
                session, key, Notice.SUBSTITUTE_GONE, address, now, recipient_name=name, language=language, data=told
            )  # fmt: skip


def _recipients(session: Session, absence: NamedAbsence, rules: Rules) -> Iterator[Address]:
    """Yield the absent one's address and those of the department's heads; where it has none, its mailbox."""
    if absence.person.active:
        yield from own_or_mailbox(rules, absence.person)
    heads = holders(session, {Role.HEAD}, [absence.row.department])
    for head in heads:
        yield from own_or_mailbox(rules, head)
    if not heads:
        yield from mailbox(rules, absence.row.department)
