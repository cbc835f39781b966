"""Which tickets this browser may open: those it submitted or showed the query code of, for a limited time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import session

from service_desk.domain.actors import Actor, guest
from service_desk.persistence.database import db
from service_desk.persistence.firms import member_of
from service_desk.persistence.tables import Ticket
from service_desk.persistence.ticket_links import is_alive
from service_desk.persistence.tickets import ticket_by_number
from service_desk.web.access import current_user
from service_desk.web.clock import now

HELD_FOR = timedelta(hours=2)
MOST_HELD = 20
CONTACT = "企业联系人"
_KEY = "held"
_LINKS = "held_by_link"


def hold(ticket_no: str, link_id: int | None = None) -> None:
    """Remember in the signed session cookie that this browser has shown its right to a ticket.

    What a mailed link has opened stays open only as long as the link is not taken back.
    """
    held = {number: until for number, until in _held().items() if number != ticket_no}
    held[ticket_no] = int((now() + HELD_FOR).timestamp())
    newest = dict(sorted(held.items(), key=lambda item: item[1])[-MOST_HELD:])
    links = {number: link for number, link in _links().items() if number in newest and number != ticket_no}
    session[_KEY], session[_LINKS] = newest, links if link_id is None else links | {ticket_no: link_id}


def holds(ticket_no: str) -> bool:
    """Tell whether this browser may open a ticket; whether there is such a ticket makes no difference."""
    if _held().get(ticket_no, 0) <= now().timestamp():
        return False
    link_id = _links().get(ticket_no)
    return link_id is None or is_alive(db.session(), link_id, now())


def is_held_by_link(ticket_no: str) -> bool:
    """Tell whether it was a mailed link that opened a ticket in this browser."""
    return ticket_no in _links()


def held_numbers() -> list[str]:
    """Return the tickets this browser may open, the latest shown first."""
    moment = now().timestamp()
    return [number for number, until in reversed(list(_held().items())) if until > moment]


def held_ticket(ticket_no: str) -> Ticket | None:
    """Return the ticket if this browser has shown its right to it, or its firm's person is signed in; else None.

    Whether it exists makes no difference otherwise.
    """
    is_held, firm_id = holds(ticket_no), my_firm_id()
    if not is_held and firm_id is None:
        return None
    ticket = ticket_by_number(db.session(), ticket_no)
    return ticket if ticket is not None and (is_held or ticket.enterprise_id == firm_id) else None


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


def _links() -> dict[str, int]:
    kept = session.get(_LINKS)
    return dict(kept) if isinstance(kept, dict) else {}


def _held() -> dict[str, int]:
    kept = session.get(_KEY)
    if not isinstance(kept, dict):
        return {}
    return {str(number): until for number, until in kept.items() if isinstance(until, int)}
