"""Which tickets this browser may open: those it submitted or showed the query code of, for a limited time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import session

from service_desk.domain.actors import Actor, guest
from service_desk.persistence.database import db
from service_desk.persistence.firms import member_of
from service_desk.persistence.tables import Ticket
from service_desk.persistence.ticket_links import is_alive
from service_desk.persistence.tickets import ticket_by_number, tickets_by_numbers
from service_desk.web.access import current_user
from service_desk.web.clock import now

HELD_FOR = timedelta(hours=2)
MOST_HELD = 20
CONTACT = "企业联系人"
_KEY = "held"
_LINKS = "held_by_link"
_CODES = "held_by_code"


def hold(ticket: Ticket, link_id: int | None = None) -> None:
    """Remember in the signed session cookie that this browser has shown its right to a ticket.

    What a mailed link has opened stays open only as long as the link is not taken back, what a query code has opened as
    long as that is the ticket's code.
    """
    number = ticket.ticket_no
    held = {each: until for each, until in _held().items() if each != number}
    held[number] = int((now() + HELD_FOR).timestamp())
    newest = dict(sorted(held.items(), key=lambda item: item[1])[-MOST_HELD:])
    links, codes = (
        {each: shown for each, shown in _shown(kept).items() if each in newest and each != number}
        for kept in (_LINKS, _CODES)
    )
    session[_KEY] = newest
    session[_LINKS] = links if link_id is None else links | {number: link_id}
    session[_CODES] = codes | {number: _mark(ticket)} if link_id is None else codes


def _holds(ticket: Ticket) -> bool:
    """Tell whether this browser has shown its right to a ticket lately, and in a way that still counts."""
    number = ticket.ticket_no
    if _held().get(number, 0) <= now().timestamp():
        return False
    link_id = _shown(_LINKS).get(number)
    if link_id is not None:
        return is_alive(db.session(), link_id, now())
    return _shown(_CODES).get(number) == _mark(ticket)


def _mark(ticket: Ticket) -> str:
    """Return by what a query code is known again; the cookie is signed, not secret, so it is not the code itself."""
    return sha256(f"{ticket.ticket_no} {ticket.query_code}".encode()).hexdigest()[:16]


def is_held_by_link(ticket_no: str) -> bool:
    """Tell whether it was a mailed link that opened a ticket in this browser."""
    return ticket_no in _shown(_LINKS)


def held_tickets() -> list[Ticket]:
    """Return the tickets this browser may open, the latest shown first."""
    moment = now().timestamp()
    numbers = [number for number, until in reversed(list(_held().items())) if until > moment]
    found = tickets_by_numbers(db.session(), numbers) if numbers else {}
    return [found[number] for number in numbers if number in found and _holds(found[number])]


def held_numbers() -> list[str]:
    """Return the numbers of the tickets this browser may open, the latest shown first."""
    return [ticket.ticket_no for ticket in held_tickets()]


def held_ticket(ticket_no: str) -> Ticket | None:
    """Return the ticket if this browser has shown its right to it, or its firm's person is signed in; else None.

    Whether it exists makes no difference otherwise.
    """
    firm_id = my_firm_id()
    if ticket_no not in _held() and firm_id is None:
        return None
    ticket = ticket_by_number(db.session(), ticket_no)
    if ticket is None or not (_holds(ticket) or ticket.enterprise_id == firm_id):
        return None
    return ticket


def my_firm_id() -> int | None:
    """Return the firm for which the signed-in person acts, None for guests and officers."""
    user = current_user()
    member = member_of(db.session(), user.id) if user is not None and user.actor().is_enterprise else None
    return member.enterprise_id if member is not None else None


def contact_of(ticket: Ticket) -> Actor:
    """Return who acts for the enterprise on a ticket: its person who is signed in, or the contact without an account.

    The record names neither: a person's name is not sealed into it, an account stands in it by its number.
    """
    user = current_user()
    if user is not None and ticket.enterprise_id == my_firm_id():
        return replace(guest(CONTACT, ticket.ticket_no), user_id=user.id)
    return guest(CONTACT, ticket.ticket_no)


def filer() -> Actor:
    """Return who files a request."""
    user = current_user()
    return replace(guest(CONTACT), user_id=user.id if user is not None and my_firm_id() is not None else None)


def _shown(kept: str) -> dict[str, Any]:
    """Return by which links, or by which codes, tickets were opened in this browser."""
    found = session.get(kept)
    return dict(found) if isinstance(found, dict) else {}


def _held() -> dict[str, int]:
    kept = session.get(_KEY)
    if not isinstance(kept, dict):
        return {}
    return {str(number): until for number, until in kept.items() if isinstance(until, int)}
