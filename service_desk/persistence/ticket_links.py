"""Mailed links to tickets in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import TicketLink


def link_by_hash(session: Session, token_hash: str, now: datetime) -> TicketLink | None:
    """Return the living link with this hash that leads to a ticket."""
    found: TicketLink | None = session.scalar(_alive(now).where(TicketLink.token_hash == token_hash))
    return found


def is_alive(session: Session, link_id: int, now: datetime) -> bool:
    """Tell whether a link still opens its ticket."""
    return session.scalar(_alive(now).where(TicketLink.id == link_id)) is not None


def count_links(session: Session, ticket_id: int, now: datetime) -> int:
    """Return how many living links lead to a ticket."""
    living = _alive(now).where(TicketLink.ticket_id == ticket_id).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(living)) or 0


def revoke_links_to(session: Session, ticket_id: int, now: datetime) -> int:
    """Take every living link to a ticket back; returns how many."""
    living = sa.update(TicketLink).where(
        TicketLink.ticket_id == ticket_id, TicketLink.revoked_at.is_(None), TicketLink.expires_at > now
    )
    return int(session.execute(living.values(revoked_at=now)).rowcount or 0)  # type: ignore[attr-defined]


def forget_ticket_links(session: Session, expired_before: datetime) -> int:
    """Delete the links that ended before a moment; returns how many."""
    gone = sa.delete(TicketLink).where(TicketLink.expires_at < expired_before)
    return int(session.execute(gone).rowcount or 0)  # type: ignore[attr-defined]


def _alive(now: datetime) -> Any:
    return sa.select(TicketLink).where(
        TicketLink.ticket_id.is_not(None), TicketLink.revoked_at.is_(None), TicketLink.expires_at > now
    )
