"""What officers work with: drafts of their acts; phrases and saved lists, their own and those of their department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import ActDraft, Phrase, SavedView

Owned = TypeVar("Owned", Phrase, SavedView)


def draft_of(session: Session, user_id: int, ticket_id: int, slug: str) -> ActDraft | None:
    """Return what a person has begun to write for an act on a ticket."""
    return session.get(ActDraft, (user_id, ticket_id, slug))


def keep_draft_row(
    session: Session, user_id: int, ticket_id: int, slug: str, fields: Mapping[str, Any], now: datetime
) -> None:
    """Store a draft in place of the former one."""
    session.merge(
        ActDraft(user_id=user_id, ticket_id=ticket_id, slug=slug, fields=dict(fields), saved_at=now)
    )


def drop_draft_row(session: Session, user_id: int, ticket_id: int, slug: str) -> None:
    """Forget a draft."""
    session.execute(
        sa.delete(ActDraft).where(
            ActDraft.user_id == user_id, ActDraft.ticket_id == ticket_id, ActDraft.slug == slug
        )
    )


def forget_drafts(session: Session, before: datetime) -> int:
    """Forget the drafts saved before a moment; returns how many."""
    old = sa.delete(ActDraft).where(ActDraft.saved_at < before)
    return int(session.execute(old).rowcount or 0)  # type: ignore[attr-defined]


def owned_rows(
    session: Session, table: type[Owned], user_id: int, department: str | None, limit: int = 100
) -> Sequence[Owned]:
    """Return a person's phrases or saved views and those of the department, the own ones first."""
    ours = sa.and_(table.department.is_not(None), table.department == department)
    query = sa.select(table).where(sa.or_(table.user_id == user_id, ours), table.is_dropped.is_(False))
    return session.scalars(query.order_by(table.user_id.is_(None), table.id).limit(limit)).all()
