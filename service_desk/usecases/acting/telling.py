"""Whom an act tells: the outbox rows written in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from service_desk.domain.callbacks import BAD_RATING, Outcome, is_solved
from service_desk.domain.events import Event
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.transitions import Told
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.outbox import Letter
from service_desk.persistence.people import leaders
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import Rules
from service_desk.usecases.acting.stand_ins import away_now

Address = tuple[str, str, str]
"""Address, name and language of one recipient."""


def letters_of(
    session: Session, ticket: Ticket, event: Event, told: tuple[Told, ...], rules: Rules, now: datetime
) -> Iterator[Letter]:
    """Yield the letters of an act; which of them are due may depend on what was said."""
    for notice, audience in told:
        if not _is_called_for(notice, event):
            continue
        for address, name, language in _recipients(session, ticket, event, audience, rules):
            yield Letter(
                f"{notice}/{ticket.ticket_no}/{event.seq}/{address}",
                notice,
                address,
                now,
                recipient_name=name,
                language=language,
                ticket_no=ticket.ticket_no,
                data={"seq": event.seq, "audience": audience.value},
            )


def _is_called_for(notice: Notice, event: Event) -> bool:
    """Tell whether an act calls for a letter: not for an internal progress entry, nor for an enterprise's contentment."""
    if notice is Notice.PROGRESS:
        return event.is_public
    if notice is Notice.TAKEN_BACK:
        return bool(event.data.get("must_tell"))
    if notice is Notice.SHEET:
        return not event.data.get("digest")  # one letter tells a department of all the sheets of a round
    if notice is Notice.DISPUTED:
        rating = event.data.get("rating")
        is_bad = rating is not None and rating <= BAD_RATING
        return is_bad or is_solved(Outcome(event.data["outcome"])) is False
    return True


def _recipients(
    session: Session, ticket: Ticket, event: Event, audience: Audience, rules: Rules
) -> Iterator[Address]:
    if audience is Audience.ENTERPRISE:
        if ticket.contact_email:
            yield ticket.contact_email, ticket.contact_name or ticket.enterprise_name, ticket.language
    elif audience is Audience.LEADERS:
        for leader in leaders(session):
            yield leader.email or "", leader.display_name, leader.language
    else:
        for code in _departments(ticket, event, audience, rules.catalogue.coordinator):
            yield from mailbox(rules, code)
        if audience is Audience.LEAD_DEPARTMENT:
            yield from absent_and_substitute(session, [ticket.owner_id], event.at)


def _departments(ticket: Ticket, event: Event, audience: Audience, coordinator: str) -> list[str]:
    """Return the departments an audience stands for; one with several parts is written to once."""
    match audience:
        case Audience.LEAD_DEPARTMENT:
            return [ticket.lead_department or coordinator]
        case Audience.NAMED_DEPARTMENT:
            return [str(event.data.get("department") or coordinator)]
        case Audience.CO_DEPARTMENTS:
            return list(dict.fromkeys(task.department for task in ticket.co_tasks if task.status == "open"))
        case _:
            return [coordinator]


def absent_and_substitute(session: Session, owners: Iterable[int | None], now: datetime) -> Iterator[Address]:
    """Yield the own addresses of those handlers who are away now and of their substitutes, each once."""
    away = away_now(session, {owner for owner in owners if owner is not None}, now)
    people = [person for each in away.values() for person in (each.person, each.substitute)]
    for person in {person.id: person for person in people}.values():
        if person.email:
            yield person.email, person.display_name, person.language


def own_or_mailbox(rules: Rules, user: User) -> Iterator[Address]:
    """Yield a person's own address; where he has none, that of his department, or of the centre for whoever has no department."""
    if user.email:
        yield user.email, user.display_name, user.language
    else:
        yield from mailbox(rules, user.department or rules.catalogue.coordinator)


def mailbox(rules: Rules, code: str) -> Iterator[Address]:
    """Yield the address a department's letters go to, if it has one."""
    if code in rules.mailboxes:
        address, name = rules.mailboxes[code]
        yield address, name, "zh"
