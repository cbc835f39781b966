"""Follow a ticket without its query code: a link mailed to the contact's address, until it ends or is taken back."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers import parse_number
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import Ticket, TicketLink
from service_desk.persistence.ticket_links import link_by_hash, revoke_links_to
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.accounts.password_hash import new_token, token_hash
from service_desk.usecases.acting.perform import UNKNOWN_TICKET, may_know

LASTS = timedelta(days=30)
_LINK_IS_DEAD = Bilingual(
    "这个链接已收回、已过期或不完整。可以凭编号和查询码查进度，或者重新要一个链接。",
    "This link was taken back, has expired or is incomplete. Use number and query code, or ask for a new link.",
)


@dataclass(frozen=True)
class Opened:
    """A ticket and the link that leads to it."""

    ticket: Ticket
    link_id: int


def mail_ticket_link(number: str, address: str, now: datetime) -> None:
    """Mail a link to a ticket's contact, where number and address belong together; nobody is told whether they do.

    For what does not fit a row is written as well, so that both take the same time.
    """
    parsed = parse_number(number)
    token = new_token()
    with transaction() as session:
        ticket = ticket_by_number(session, str(parsed)) if parsed else None
        known = (ticket.contact_email or "") if ticket is not None else ""
        fits = hmac.compare_digest(known.strip().lower().encode(), address.strip().lower().encode()) and bool(
            known
        )
        link = TicketLink(
            ticket_id=ticket.id if ticket is not None and fits else None,
            token_hash=token_hash(token),
            created_at=now,
            expires_at=now + LASTS if fits else now,
        )
        session.add(link)
        session.flush()
        if ticket is not None and fits:
            _mail(session, ticket, link, token, now)


def opened_by_link(session: Session, token: str, now: datetime) -> Opened:
    """Return the ticket of a link; looking uses nothing up. Raises NotPossible where it opens nothing any more."""
    link = link_by_hash(session, token_hash(token), now)
    ticket = session.get(Ticket, link.ticket_id) if link is not None else None
    if link is None or ticket is None:
        raise NotPossible(_LINK_IS_DEAD)
    return Opened(ticket, link.id)


def revoke_ticket_links(ticket_no: str, actor: Actor, now: datetime) -> int:
    """Take every link to a ticket back, with what they have opened; returns how many. Raises NotFound."""
    with transaction() as session:
        ticket = ticket_by_number(session, ticket_no)
        if ticket is None or not may_know(actor, ticket):
            raise NotFound(UNKNOWN_TICKET)
        return revoke_links_to(session, ticket.id, now)


def _mail(session: Session, ticket: Ticket, link: TicketLink, token: str, now: datetime) -> None:
    queue_mail(
        session,
        f"{Notice.TRACKING_LINK}/{link.id}",
        Notice.TRACKING_LINK,
        ticket.contact_email or "",
        now,
        recipient_name=ticket.contact_name or ticket.enterprise_name,
        language=ticket.language,
        data={
            "purpose": "ticket",
            "token": token,
            "login": ticket.ticket_no,
            "expires_at": link.expires_at.isoformat(),
        },
    )
