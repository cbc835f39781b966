"""Contacts of tickets in the database: whose are to go, and where else than in the ticket they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.states import ENDED_STATES
from service_desk.persistence.tables import ContactErasure, OutboxMail, Ticket

_ENDED = [state.value for state in ENDED_STATES]


def erasure_of(session: Session, ticket_id: int) -> ContactErasure | None:
    """Return what is known of taking a ticket's contacts out."""
    return session.get(ContactErasure, ticket_id)


def asked_to_go(session: Session, ended_before: datetime, limit: int) -> Sequence[str]:
    """Return the tickets whose contacts were asked to go and that ended before a moment."""
    query = (
        sa.select(Ticket.ticket_no)
        .join(ContactErasure, ContactErasure.ticket_id == Ticket.id)
        .where(ContactErasure.done_at.is_(None), Ticket.state.in_(_ENDED), Ticket.ended_at <= ended_before)
    )
    return session.scalars(query.order_by(Ticket.id).limit(limit)).all()


def too_old(session: Session, ended_before: datetime, limit: int) -> Sequence[str]:
    """Return the tickets that ended before a moment and still name their contact."""
    done = sa.select(ContactErasure.ticket_id).where(ContactErasure.done_at.is_not(None))
    query = sa.select(Ticket.ticket_no).where(
        Ticket.state.in_(_ENDED), Ticket.ended_at <= ended_before, Ticket.id.not_in(done)
    )
    return session.scalars(query.order_by(Ticket.id).limit(limit)).all()


def redirect_letters(session: Session, ticket: Ticket, old: str, new: str | None) -> None:
    """Send what waits for a contact's old address to the new one; where there is none, do not send it."""
    waiting = (
        OutboxMail.ticket_no == ticket.ticket_no,
        OutboxMail.recipient == old,
        OutboxMail.status != "sent",
    )
    if new is None:
        session.execute(sa.delete(OutboxMail).where(*waiting))
        return
    name = ticket.contact_name or ticket.enterprise_name
    session.execute(sa.update(OutboxMail).where(*waiting).values(recipient=new, recipient_name=name))


def forget_recipients(session: Session, ticket: Ticket, addresses: Sequence[str]) -> None:
    """Take a contact's name and addresses out of the letters about a ticket; what waits to be sent is not sent any more."""
    if not addresses:
        return
    mine = sa.and_(OutboxMail.ticket_no == ticket.ticket_no, OutboxMail.recipient.in_(addresses))
    session.execute(sa.delete(OutboxMail).where(mine, OutboxMail.status != "sent"))
    session.execute(sa.update(OutboxMail).where(mine).values(recipient="", recipient_name=""))
