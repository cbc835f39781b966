"""Published routing sets and the draft of the next one, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import RoutingDraftRow, RoutingSetRow

DRAFT = 1
"""The draft's only row."""


def newest_set(session: Session) -> tuple[int, str]:
    """Return version and digest of the set in force, (0, "") where none was ever published."""
    query = sa.select(RoutingSetRow.version, RoutingSetRow.digest)
    found = session.execute(query.order_by(RoutingSetRow.version.desc()).limit(1)).first()
    return (found.version, found.digest) if found else (0, "")


def content_of_set(session: Session, version: int) -> dict[str, Any] | None:
    """Return what a published set says, None where there is no such version."""
    query = sa.select(RoutingSetRow.content).where(RoutingSetRow.version == version)
    return session.scalar(query)


def published_set(session: Session, version: int) -> RoutingSetRow | None:
    """Return a published set."""
    return session.get(RoutingSetRow, version)


def published_sets(session: Session, limit: int = 50) -> Sequence[RoutingSetRow]:
    """Return the published sets, newest first, without what they say."""
    query = sa.select(RoutingSetRow).options(sa.orm.defer(RoutingSetRow.content))
    return session.scalars(query.order_by(RoutingSetRow.version.desc()).limit(limit)).all()


def routing_draft(session: Session, *, lock: bool = False) -> RoutingDraftRow | None:
    """Return the draft; `lock` keeps others from changing it until the transaction ends."""
    query = sa.select(RoutingDraftRow).where(RoutingDraftRow.id == DRAFT)
    return session.scalar(query.with_for_update() if lock else query)
