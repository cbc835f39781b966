"""Which tickets this browser may open: those it submitted or showed the query code of, for a limited time."""

from __future__ import annotations

from datetime import timedelta

from flask import session

from service_desk.domain.actors import Actor, guest
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.ticket_links import is_alive
from service_desk.web.clock import now

HELD_FOR = timedelta(hours=2)
MOST_HELD = 20
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


def contact_of(ticket: Ticket) -> Actor:
    """Return the enterprise's contact as the one who acts on a ticket this browser holds."""
    return guest(ticket.contact_name or ticket.enterprise_name[:40], ticket.ticket_no)


def _links() -> dict[str, int]:
    kept = session.get(_LINKS)
    return dict(kept) if isinstance(kept, dict) else {}


def _held() -> dict[str, int]:
    kept = session.get(_KEY)
    if not isinstance(kept, dict):
        return {}
    return {str(number): until for number, until in kept.items() if isinstance(until, int)}
