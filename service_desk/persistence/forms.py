"""The published versions of the request forms and their drafts."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import FormDraft, FormVersion


def newest_version(session: Session, code: str) -> FormVersion | None:
    """Return the version of a form that new requests are filed with, None where none was ever published."""
    query = sa.select(FormVersion).where(FormVersion.code == code)
    return session.scalars(query.order_by(FormVersion.version.desc()).limit(1)).first()


def published_version(session: Session, code: str, version: int) -> FormVersion | None:
    """Return one published version of a form."""
    return session.get(FormVersion, (code, version))


def versions_of(session: Session, code: str, limit: int = 100) -> Sequence[FormVersion]:
    """Return the published versions of a form, newest first."""
    query = sa.select(FormVersion).where(FormVersion.code == code)
    return session.scalars(query.order_by(FormVersion.version.desc()).limit(limit)).all()


def published_texts(session: Session, code: str) -> Sequence[str]:
    """Return the texts of a form that were ever published."""
    return session.scalars(sa.select(FormVersion.text).where(FormVersion.code == code)).all()


def published_codes(session: Session) -> Sequence[str]:
    """Return the codes of the forms that were ever published, in alphabetical order."""
    return session.scalars(sa.select(FormVersion.code).distinct().order_by(FormVersion.code)).all()


def form_drafts(session: Session) -> dict[str, FormDraft]:
    """Return the drafts there are, by the form's code."""
    return {row.code: row for row in session.scalars(sa.select(FormDraft))}


def form_draft(session: Session, code: str) -> FormDraft | None:
    """Return the draft of a form."""
    return session.get(FormDraft, code)


def keep_form_draft(session: Session, draft: FormDraft) -> None:
    """Store a draft in place of the former one."""
    session.merge(draft)


def drop_form_draft(session: Session, code: str) -> None:
    """Forget a draft."""
    session.execute(sa.delete(FormDraft).where(FormDraft.code == code))
