"""Export jobs in the database: asked for, claimed by one process, moved on, ended, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.exports import UNDER_WAY, ExportStatus
from service_desk.persistence.accounts import User
from service_desk.persistence.tables import ExportJob

CLAIM_FOR = timedelta(minutes=2)
"""A process that has moved nothing on for so long is dead."""


def add_export(session: Session, job: ExportJob) -> None:
    """Store a new job."""
    session.add(job)
    session.flush()


def exports_under_way(session: Session, user_id: int) -> int:
    """Return how many of a person's exports wait or are being written; nobody else can ask for one meanwhile."""
    session.scalar(sa.select(User.id).where(User.id == user_id).with_for_update())
    states = [state.value for state in UNDER_WAY]
    query = sa.select(sa.func.count()).select_from(ExportJob)
    return session.scalar(query.where(ExportJob.user_id == user_id, ExportJob.status.in_(states))) or 0


def exports_of(session: Session, user_id: int, limit: int = 20) -> Sequence[ExportJob]:
    """Return a person's exports, the latest first."""
    query = sa.select(ExportJob).where(ExportJob.user_id == user_id)
    return session.scalars(query.order_by(ExportJob.id.desc()).limit(limit)).all()


def export_by_token(session: Session, token: str, user_id: int) -> ExportJob | None:
    """Return a person's export; another's is not there."""
    return session.scalar(sa.select(ExportJob).where(ExportJob.token == token, ExportJob.user_id == user_id))


def claim_export(session: Session, holder: str, now: datetime) -> ExportJob | None:
    """Claim the oldest job that waits, or whose process has died; None where there is none."""
    is_dead = sa.and_(ExportJob.status == ExportStatus.RUNNING.value, ExportJob.claimed_until < now)
    query = sa.select(ExportJob).where(sa.or_(ExportJob.status == ExportStatus.WAITING.value, is_dead))
    job = session.scalar(query.order_by(ExportJob.id).limit(1).with_for_update(skip_locked=True))
    if job is None:
        return None
    job.status, job.attempts, job.done = ExportStatus.RUNNING.value, job.attempts + 1, 0
    job.claimed_by, job.claimed_until = holder, now + CLAIM_FOR
    return job


def claimed_export(session: Session, job_id: int, holder: str) -> ExportJob | None:
    """Return a job that this process still works on, locked; None where it was cancelled or taken by another."""
    query = sa.select(ExportJob).where(
        ExportJob.id == job_id,
        ExportJob.claimed_by == holder,
        ExportJob.status == ExportStatus.RUNNING.value,
    )
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def expired_exports(session: Session, now: datetime, limit: int = 200) -> Sequence[ExportJob]:
    """Return the jobs whose file is kept no longer."""
    return session.scalars(sa.select(ExportJob).where(ExportJob.expires_at <= now).limit(limit)).all()
