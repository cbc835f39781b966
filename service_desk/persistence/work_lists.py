"""Work lists of the sweeps and of umbrellas: which tickets wait for a day, for the enterprise, or for their parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.states import State
from service_desk.persistence.tables import Ticket

FOLLOWED_UP_WITHIN = timedelta(days=60)
"""However long the desk stood still, a loan that ended longer ago is no news."""


def tickets_awaiting_information(session: Session) -> list[str]:
    """Return the numbers of the requests that wait for information from the enterprise."""
    query = sa.select(Ticket.ticket_no).where(Ticket.state == State.NEED_INFO.value).order_by(Ticket.id)
    return list(session.scalars(query))


def holds_to_review(session: Session, today: date) -> list[str]:
    """Return the numbers of the held tickets whose review date has come."""
    query = sa.select(Ticket.ticket_no).where(Ticket.state == State.ON_HOLD.value, Ticket.review_on <= today)
    return list(session.scalars(query.order_by(Ticket.id)))


def loans_to_follow_up(session: Session, today: date) -> list[str]:
    """Return the numbers of the tickets whose borrowed supply has ended lately; what ended long ago was followed up."""
    lately = Ticket.lending_until.between(today - FOLLOWED_UP_WITHIN, today)
    query = sa.select(Ticket.ticket_no).where(Ticket.lending_until.is_not(None), lately)
    return list(session.scalars(query.order_by(Ticket.id)))


def due_by(session: Session, moment: datetime) -> Iterator[Ticket]:
    """Yield the open tickets whose next due date falls by a moment, most pressing first; reads the index of due dates."""
    query = sa.select(Ticket).where(Ticket.next_due_at <= moment).order_by(Ticket.next_due_at, Ticket.id)
    yield from session.scalars(query.execution_options(yield_per=200))


def children_of(session: Session, ticket_no: str, limit: int = 200) -> Sequence[Ticket]:
    """Return the tickets under an umbrella, oldest first."""
    return session.scalars(
        sa.select(Ticket).where(Ticket.parent_no == ticket_no).order_by(Ticket.id).limit(limit)
    ).all()


OPEN_CHILDREN = (
    sa.select(sa.func.count())
    .select_from(Ticket)
    .where(Ticket.parent_no == sa.bindparam("ticket_no"), Ticket.ended_at.is_(None))
)


def open_children(session: Session, ticket_no: str) -> int:
    """Return how many tickets under an umbrella are open."""
    return session.scalar(OPEN_CHILDREN, {"ticket_no": ticket_no}) or 0
