"""Likely duplicates: of one's own requests before filing, of the same firm or the same cause before dispatch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.knowledge.likeness import SAME, SAME_CAUSE, alike
from service_desk.domain.roles import Role
from service_desk.domain.states import is_open
from service_desk.persistence.database import Session
from service_desk.persistence.firms import tickets_of_firm
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import (
    latest_of_enterprise,
    open_of_kind,
    others_of_enterprise,
    ticket_by_number,
)

RECENT = timedelta(days=30)
"""A request that ended longer ago is another matter."""
FILES_FOR_FIRMS = frozenset({Role.COMMISSIONER, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLBACK})
LOOKED_AT = 20
OF_ONE_FIRM = 200
"""So many of a firm's own requests, the newest, are compared while one of its people types."""

SHOWN = 3


@dataclass(frozen=True)
class Duplicate:
    """A ticket much like another, and how alike the two are (0 to 1)."""

    ticket: Ticket
    shared: float


def own_duplicates(
    session: Session, text: str, held: Sequence[str], now: datetime, firm_id: int | None = None
) -> list[Duplicate]:
    """Return the requests much like a text among those whose number and code this browser has shown.

    For a firm's person who is signed in all of the firm's requests are looked at. No other ticket is, so nothing tells
    whether there is one.
    """
    shown = [ticket for number in held[:LOOKED_AT] if (ticket := ticket_by_number(session, number))]
    firms = tickets_of_firm(session, firm_id, size=OF_ONE_FIRM) if firm_id is not None else ()
    tickets = {ticket.id: ticket for ticket in (*shown, *firms)}.values()
    return _much_alike(text, [ticket for ticket in tickets if _still_matters(ticket, now)], SAME)


def firm_duplicates(session: Session, text: str, uscc: str, actor: Actor, now: datetime) -> list[Duplicate]:
    """Return the requests of a firm much like a text, for an officer who files on its behalf and may read all tickets."""
    if not uscc or not actor.has_role(*FILES_FOR_FIRMS):
        return []
    tickets = [
        ticket for ticket in latest_of_enterprise(session, uscc, LOOKED_AT) if _still_matters(ticket, now)
    ]
    return _much_alike(text, tickets, SAME)


def likely_duplicates(session: Session, ticket: Ticket) -> list[Duplicate]:
    """Return the open tickets of the same firm much like one, the likest first."""
    others = [other for other in others_of_enterprise(session, ticket, LOOKED_AT) if is_open(other.state_now)]
    return _much_alike(_text(ticket), others, SAME)


def same_cause(session: Session, ticket: Ticket) -> list[Duplicate]:
    """Return the latest open tickets of other firms in the same park and of the same type that read alike."""
    if not ticket.park:
        return []
    near = open_of_kind(session, ticket.request_type, ticket.park, LOOKED_AT)
    others = [
        other for other in near if other.id != ticket.id and other.enterprise_id != ticket.enterprise_id
    ]
    return _much_alike(_text(ticket), others, SAME_CAUSE)


def _much_alike(text: str, tickets: Sequence[Ticket], least: float) -> list[Duplicate]:
    found = [Duplicate(ticket, alike(text, _text(ticket))) for ticket in tickets]
    kept = [each for each in found if each.shared >= least]
    return sorted(kept, key=lambda each: (-each.shared, -each.ticket.id))[:SHOWN]


def _still_matters(ticket: Ticket, now: datetime) -> bool:
    return is_open(ticket.state_now) or (ticket.ended_at is not None and now - ticket.ended_at <= RECENT)


def _text(ticket: Ticket) -> str:
    return f"{ticket.title} {ticket.body}"
