"""The log of what administrators changed in the zone's records: append an entry, read a subject's entries back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.actors import Actor
from service_desk.persistence.tables import ZoneChange


class Subject(StrEnum):
    """What kind of record a change was made to."""

    DEPARTMENT = "department"
    CALENDAR = "calendar"
    MAIL = "mail"
    SETTING = "setting"


def log_change(
    session: Session, kind: Subject, subject: str, act: str, by: Actor, now: datetime, data: Mapping[str, Any]
) -> None:
    """Append one entry; `act` says in a word what was done, `data` what it was before and after."""
    session.add(
        ZoneChange(
            at=now, kind=kind.value, subject=subject, act=act,
            by_user_id=by.user_id, by_name=by.name, data=dict(data),
        )
    )  # fmt: skip
    session.flush()


def changes_to(
    session: Session, kind: Subject, subject: str, *, after_id: int = 0, limit: int = 20
) -> Sequence[ZoneChange]:
    """Return the entries of one subject after an entry, newest first."""
    query = sa.select(ZoneChange).where(
        ZoneChange.kind == kind.value, ZoneChange.subject == subject, ZoneChange.id > after_id
    )
    return session.scalars(query.order_by(ZoneChange.id.desc()).limit(limit)).all()


def version_of(session: Session, kind: Subject, subject: str) -> int:
    """Return the number of a subject's last entry, 0 where there is none: what a stale page is known by."""
    query = sa.select(sa.func.max(ZoneChange.id)).where(
        ZoneChange.kind == kind.value, ZoneChange.subject == subject
    )
    return session.scalar(query) or 0
