"""Drafts of request forms in the database: found by who may open them, kept, handed on, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import DraftKey, ParcelFile, RequestDraft


def draft_by_code(session: Session, code: str, *, lock: bool = False) -> RequestDraft | None:
    """Return a draft by its code, whoever may open it."""
    query = sa.select(RequestDraft).where(RequestDraft.code == code)
    return session.scalar(query.with_for_update() if lock else query)


def key_of(session: Session, draft_id: int, key_hash: str, now: datetime) -> DraftKey | None:
    """Return the living key with this hash to one draft."""
    query = sa.select(DraftKey).where(
        DraftKey.draft_id == draft_id, DraftKey.hash == key_hash, DraftKey.expires_at > now
    )
    return session.scalar(query)


def draft_by_link(session: Session, key_hash: str, now: datetime) -> RequestDraft | None:
    """Return the draft that a mailed link opens, None where the link or the draft has ended or it was submitted."""
    query = (
        sa.select(RequestDraft)
        .join(DraftKey, DraftKey.draft_id == RequestDraft.id)
        .where(DraftKey.hash == key_hash, DraftKey.is_link, DraftKey.expires_at > now)
        .where(RequestDraft.expires_at > now, RequestDraft.ticket_no.is_(None))
    )
    return session.scalar(query)


def open_drafts(
    session: Session, key_hash: str | None, user_id: int | None, now: datetime, limit: int
) -> Sequence[RequestDraft]:
    """Return the drafts not submitted yet that a browser or an account may open, the latest saved first."""
    mine = sa.select(DraftKey.draft_id).where(
        DraftKey.hash == (key_hash or ""), DraftKey.is_link.is_(False), DraftKey.expires_at > now
    )
    theirs = sa.and_(RequestDraft.user_id.is_(None), RequestDraft.id.in_(mine))
    query = sa.select(RequestDraft).where(
        theirs if user_id is None else sa.or_(theirs, RequestDraft.user_id == user_id),
        RequestDraft.ticket_no.is_(None),
        RequestDraft.expires_at > now,
    )
    return session.scalars(
        query.order_by(RequestDraft.saved_at.desc(), RequestDraft.id.desc()).limit(limit)
    ).all()


def links_to(session: Session, draft_id: int, now: datetime) -> Sequence[DraftKey]:
    """Return the living mailed links to a draft, the newest first."""
    query = sa.select(DraftKey).where(
        DraftKey.draft_id == draft_id, DraftKey.is_link, DraftKey.expires_at > now
    )
    return session.scalars(query.order_by(DraftKey.id.desc())).all()


def drop_keys(session: Session, draft_id: int, *, but: str | None = None) -> int:
    """Take back every key to a draft except the one with this hash; returns how many."""
    gone = sa.delete(DraftKey).where(DraftKey.draft_id == draft_id)
    return _rows(session, gone if but is None else gone.where(DraftKey.hash != but))


def drop_draft(session: Session, draft: RequestDraft) -> None:
    """Forget a draft with its keys and its files."""
    drop_keys(session, draft.id)
    session.execute(sa.delete(ParcelFile).where(ParcelFile.parcel == draft.parcel))
    session.delete(draft)
    session.flush()


def forget_expired_drafts(session: Session, now: datetime) -> int:
    """Forget every draft whose time is over, with keys and files; returns how many."""
    old = sa.select(RequestDraft.id).where(RequestDraft.expires_at <= now)
    parcels = sa.select(RequestDraft.parcel).where(RequestDraft.expires_at <= now)
    session.execute(sa.delete(ParcelFile).where(ParcelFile.parcel.in_(parcels)))
    session.execute(sa.delete(DraftKey).where(sa.or_(DraftKey.expires_at <= now, DraftKey.draft_id.in_(old))))
    return _rows(session, sa.delete(RequestDraft).where(RequestDraft.expires_at <= now))


def _rows(session: Session, gone: sa.Delete) -> int:
    return int(session.execute(gone).rowcount or 0)  # type: ignore[attr-defined]
