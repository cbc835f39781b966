"""Firms and their people in the database: members, applications, addresses on record, the tickets of a firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.enterprise_accounts import ApplicationState, FirmRole
from service_desk.domain.requests import Source
from service_desk.domain.states import State
from service_desk.persistence.accounts import User
from service_desk.persistence.tables import Enterprise, FirmApplication, FirmMember, Ticket, TicketEvent

FIRST = 1


@dataclass(frozen=True)
class Person:
    """Somebody who acts for a firm, with his account."""

    member: FirmMember
    user: User


def member_of(session: Session, user_id: int | None) -> FirmMember | None:
    """Return for which firm somebody acts, None where he does for none (any more)."""
    row = session.get(FirmMember, user_id) if user_id is not None else None
    return row if row is not None and row.left_at is None else None


def people_of(session: Session, enterprise_id: int) -> list[Person]:
    """Return the people of a firm, managers first."""
    query = (
        sa.select(FirmMember, User)
        .join(User, User.id == FirmMember.user_id)
        .where(FirmMember.enterprise_id == enterprise_id, FirmMember.left_at.is_(None))
        .order_by(FirmMember.role, User.id)  # 'manager' comes before 'member'
    )
    return [Person(member, user) for member, user in session.execute(query)]


def managers_of(session: Session, enterprise_id: int) -> Sequence[int]:
    """Return the accounts that manage a firm's people."""
    query = sa.select(FirmMember.user_id).where(
        FirmMember.enterprise_id == enterprise_id,
        FirmMember.left_at.is_(None),
        FirmMember.role == FirmRole.MANAGER.value,
    )
    return session.scalars(query).all()


def enterprise_by_uscc(session: Session, uscc: str) -> Enterprise | None:
    """Return the enterprise with this code."""
    return session.scalar(sa.select(Enterprise).where(Enterprise.uscc == uscc))


def is_address_on_record(session: Session, enterprise_id: int, address: str) -> bool:
    """Tell whether the zone has dealt with a firm by a mail address.

    Whoever files on the web may name any firm; an address counts where an officer entered it, or where the request was
    struck off, which takes a call to the firm.
    """
    query = sa.select(Ticket.id).where(
        Ticket.enterprise_id == enterprise_id,
        sa.func.lower(Ticket.contact_email) == address.lower(),
        sa.or_(
            Ticket.source != Source.WEB.value,
            sa.and_(Ticket.state == State.CLOSED.value, Ticket.callback_outcome.is_not(None)),
        ),
    )
    return session.scalar(query.limit(1)) is not None


def waiting_application(session: Session, uscc: str, email: str) -> FirmApplication | None:
    """Return the undecided application of an address for a firm."""
    query = sa.select(FirmApplication).where(
        FirmApplication.state == ApplicationState.WAITING.value,
        FirmApplication.uscc == uscc,
        FirmApplication.email == email,
    )
    return session.scalar(query.limit(1))


def applications(session: Session, state: ApplicationState, limit: int = 100) -> Sequence[FirmApplication]:
    """Return applications: those waiting with the oldest first, those decided with the latest first."""
    query = sa.select(FirmApplication).where(FirmApplication.state == state.value)
    oldest_first = state is ApplicationState.WAITING
    order = FirmApplication.id if oldest_first else FirmApplication.id.desc()
    return session.scalars(query.order_by(order).limit(limit)).all()


def tickets_of_firm(
    session: Session, enterprise_id: int, *, before: int | None = None, after: int | None = None, size: int
) -> Sequence[Ticket]:
    """Return a firm's tickets, the newest first: those older than the id `before`, or newer than `after`."""
    query = sa.select(Ticket).where(Ticket.enterprise_id == enterprise_id)
    if after is not None:
        newer = session.scalars(query.where(Ticket.id > after).order_by(Ticket.id).limit(size)).all()
        return list(reversed(newer))
    if before is not None:
        query = query.where(Ticket.id < before)
    return session.scalars(query.order_by(Ticket.id.desc()).limit(size)).all()


def filers(session: Session, ticket_ids: Sequence[int]) -> dict[int, str]:
    """Return the names of those who filed tickets with an account, by the ticket's id."""
    query = (
        sa.select(TicketEvent.ticket_id, User.display_name)
        .join(User, User.id == TicketEvent.actor_id)
        .where(TicketEvent.ticket_id.in_(ticket_ids), TicketEvent.seq == FIRST)
        .where(TicketEvent.actor_role == "enterprise")
    )
    return {row.ticket_id: row.display_name for row in session.execute(query)}


def filed_by(session: Session, enterprise_id: int, user_id: int, limit: int) -> Sequence[Ticket]:
    """Return a firm's tickets that one account filed, the newest first."""
    query = (
        sa.select(Ticket)
        .join(TicketEvent, sa.and_(TicketEvent.ticket_id == Ticket.id, TicketEvent.seq == FIRST))
        .where(Ticket.enterprise_id == enterprise_id, TicketEvent.actor_id == user_id)
    )
    return session.scalars(query.order_by(Ticket.id.desc()).limit(limit)).all()
