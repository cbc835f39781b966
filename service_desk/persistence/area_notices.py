"""Public notices of a cause that concerns many, what was told under them, and who follows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.knowledge.area_notices import NoticeState
from service_desk.persistence.tables import AreaFollower, AreaNotice, AreaUpdate, Ticket

SHOWN = 30
"""So many notices are looked at; a zone with more running at once has other worries."""


def notice_by_id(session: Session, notice_id: int) -> AreaNotice | None:
    """Return a notice to look at."""
    return session.get(AreaNotice, notice_id) if 0 < notice_id < 2**31 else None


def notice_of_ticket(session: Session, ticket_no: str) -> AreaNotice | None:
    """Return the notice told under an umbrella."""
    return session.scalar(sa.select(AreaNotice).where(AreaNotice.ticket_no == ticket_no))


def lock_notice(session: Session, notice_id: int) -> AreaNotice | None:
    """Return a notice to act on, locked until the transaction ends."""
    query = sa.select(AreaNotice).where(AreaNotice.id == notice_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def open_notices(session: Session, limit: int = SHOWN) -> Sequence[AreaNotice]:
    """Return the notices that run, the newest first."""
    query = sa.select(AreaNotice).where(AreaNotice.state == NoticeState.OPEN.value)
    return session.scalars(query.order_by(AreaNotice.id.desc()).limit(limit)).all()


def ended_notices(session: Session, limit: int = SHOWN) -> Sequence[AreaNotice]:
    """Return the notices that are over, the latest first."""
    query = sa.select(AreaNotice).where(AreaNotice.state == NoticeState.ENDED.value)
    return session.scalars(query.order_by(AreaNotice.id.desc()).limit(limit)).all()


def updates_of(session: Session, notice_id: int, limit: int = 50) -> Sequence[AreaUpdate]:
    """Return what was told under a notice, the latest first."""
    query = sa.select(AreaUpdate).where(AreaUpdate.notice_id == notice_id)
    return session.scalars(query.order_by(AreaUpdate.seq.desc()).limit(limit)).all()


def latest_updates(session: Session, notice_ids: Sequence[int]) -> dict[int, AreaUpdate]:
    """Return what stands now under each of these notices."""
    last = (
        sa.select(AreaUpdate.notice_id, sa.func.max(AreaUpdate.seq).label("seq"))
        .where(AreaUpdate.notice_id.in_(notice_ids))
        .group_by(AreaUpdate.notice_id)
        .subquery()
    )
    query = sa.select(AreaUpdate).join(
        last, sa.and_(last.c.notice_id == AreaUpdate.notice_id, last.c.seq == AreaUpdate.seq)
    )
    return {update.notice_id: update for update in session.scalars(query)} if notice_ids else {}


def followers_of(session: Session, notice_id: int) -> Sequence[AreaFollower]:
    """Return who hears of a notice now: those who have said yes and not left."""
    query = sa.select(AreaFollower).where(
        AreaFollower.notice_id == notice_id,
        AreaFollower.confirmed_at.is_not(None),
        AreaFollower.left_at.is_(None),
    )
    return session.scalars(query.order_by(AreaFollower.id)).all()


def follower_with(
    session: Session, notice_id: int, *, email: str | None = None, ticket_no: str | None = None
) -> AreaFollower | None:
    """Return the follower with a mail address or a ticket, present or past."""
    held = AreaFollower.email == email if email else AreaFollower.ticket_no == ticket_no
    return session.scalar(sa.select(AreaFollower).where(AreaFollower.notice_id == notice_id, held))


def follower_by_token(session: Session, token: str) -> AreaFollower | None:
    """Return the follower whose letters carry this token."""
    return session.scalar(sa.select(AreaFollower).where(AreaFollower.token == token))


def follower_by_id(session: Session, follower_id: int) -> AreaFollower | None:
    """Return a follower a letter goes to."""
    return session.get(AreaFollower, follower_id)


def followed_with(session: Session, ticket_no: str) -> Sequence[AreaNotice]:
    """Return the notices a ticket's enterprise follows."""
    query = sa.select(AreaNotice).join(AreaFollower, AreaFollower.notice_id == AreaNotice.id)
    return session.scalars(
        query.where(AreaFollower.ticket_no == ticket_no, AreaFollower.left_at.is_(None))
    ).all()


def firms_under(session: Session, ticket_no: str) -> set[str]:
    """Return the names of firms and people that stand in an umbrella and the tickets under it: no notice may tell them."""
    query = sa.select(Ticket.enterprise_name, Ticket.contact_name)
    rows = session.execute(query.where(sa.or_(Ticket.parent_no == ticket_no, Ticket.ticket_no == ticket_no)))
    return {name for row in rows for name in row if name}


def forget_unconfirmed(session: Session, before: datetime) -> int:
    """Forget mail addresses that never said yes; returns how many."""
    old = sa.delete(AreaFollower).where(AreaFollower.confirmed_at.is_(None), AreaFollower.asked_at < before)
    return int(session.execute(old).rowcount or 0)  # type: ignore[attr-defined]
