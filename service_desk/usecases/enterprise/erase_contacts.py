"""Take a ticket's contacts out: because the person asks, or because they are older than the zone keeps them (PIPL art. 19, 47).

While a ticket is open, or may be taken up again, the enterprise has to be reached for it: what is asked then is noted and
done later. The events are left as they were sealed; they name no contact.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.closing_guards import REOPEN_WINDOW
from service_desk.domain.personal_data import Why, masked, may_erase
from service_desk.domain.refusals import NotFound
from service_desk.domain.request_forms import known_form, persons_among
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.contacts import asked_to_go, erasure_of, forget_recipients, too_old
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import ContactErasure, Ticket
from service_desk.persistence.ticket_links import revoke_links_to
from service_desk.persistence.tickets import lock_ticket
from service_desk.usecases.acting.findable import index_ticket
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, may_know
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.acting.rules import catalogue_in_force

AT_ONCE = 500
"""Tickets per night and reason; what is left over is done the next night."""


def ask_erasure(ticket_no: str, actor: Actor, now: datetime) -> bool:
    """Note that a ticket's contact wants to be forgotten, and do so where nobody needs it; tells whether it is done.

    Raises NotFound.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket_no)
        if ticket is None or not may_know(actor, ticket):
            raise NotFound(UNKNOWN_TICKET)
        row = _noted(session, ticket, Why.ASKED, now)
        if row.done_at is None and may_erase(ticket.state_now, ticket.ended_at, now):
            _erase(session, ticket, row, now)
        return row.done_at is not None


def erase_due_contacts(now: datetime, years: int) -> list[str]:
    """Take out the contacts that may go by now, and those of tickets that ended `years` ago; returns the tickets."""
    session = db.session()
    limit = now.astimezone(SHANGHAI)
    last_day = limit.replace(year=limit.year - years, day=min(limit.day, 28))
    due = [(number, Why.ASKED) for number in asked_to_go(session, now - REOPEN_WINDOW, AT_ONCE)]
    due += [(number, Why.RETENTION) for number in too_old(session, last_day, AT_ONCE)]
    return [number for number, why in due if _erase_one(number, why, now)]


def _erase_one(ticket_no: str, why: Why, now: datetime) -> bool:
    with transaction() as session:
        ticket = lock_ticket(session, ticket_no)
        if ticket is None or not may_erase(ticket.state_now, ticket.ended_at, now):
            return False  # reopened meanwhile
        row = _noted(session, ticket, why, now)
        if row.done_at is None:
            _erase(session, ticket, row, now)
        return True


def _noted(session: Session, ticket: Ticket, why: Why, now: datetime) -> ContactErasure:
    row = erasure_of(session, ticket.id)
    if row is None:
        row = ContactErasure(ticket_id=ticket.id, why=why.value, asked_at=now)
        session.add(row)
        session.flush()
    return row


def _erase(session: Session, ticket: Ticket, row: ContactErasure, now: datetime) -> None:
    """Hide name and telephone but for their ends, drop the address, and everything that leads to them."""
    forget_recipients(session, ticket, [ticket.contact_email] if ticket.contact_email else [])
    ticket.contact_name = masked("contact_name", ticket.contact_name) or None
    ticket.contact_mobile = masked("contact_mobile", ticket.contact_mobile) or None
    ticket.contact_email = None
    ticket.form_data = _without_persons(session, ticket)
    revoke_links_to(session, ticket.id, now)
    index_ticket(session, ticket, history(session, ticket.id), catalogue_in_force(session))
    row.done_at = now


def _without_persons(session: Session, ticket: Ticket) -> dict[str, Any]:
    """Return the answers of the form with the persons in them taken out as the contact is."""
    answers = ticket.form_data or {}
    persons = persons_among(known_form(form_of_ticket(session, ticket)), answers)
    return {
        name: masked(persons[name], str(value)) if name in persons and value else value
        for name, value in answers.items()
        if persons.get(name) != "contact_email"
    }
