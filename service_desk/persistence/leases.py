"""Leases and job slots: one process at a time holds a duty, and a slot's work is done once."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import JobRun, Lease

_TAKE = sa.text(
    "insert into lease (name, holder, expires_at) values (:name, :holder, :until) "
    "on conflict (name) do update set holder = :holder, expires_at = :until "
    "where lease.holder = :holder or lease.expires_at < :now"
)


def take_lease(session: Session, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
    """Take or renew a duty; False where another process holds it and its lease has not run out."""
    moment = Lease.__table__.c.expires_at.type
    statement = _TAKE.bindparams(sa.bindparam("until", type_=moment), sa.bindparam("now", type_=moment))
    values = {"name": name, "holder": holder, "until": now + lasts, "now": now}
    result = session.execute(statement, values)
    return bool(getattr(result, "rowcount", 0) == 1)


def is_done(session: Session, job: str, slot: str) -> bool:
    """Tell whether a job has done its work for a slot."""
    return session.get(JobRun, (job, slot)) is not None


def record_done(session: Session, job: str, slot: str, now: datetime) -> None:
    """Record that a job has done its work for a slot; doing so twice breaks the primary key."""
    session.add(JobRun(job=job, slot=slot, finished_at=now))


def release_lease(session: Session, name: str, holder: str) -> None:
    """Give a duty back before its lease runs out, so that the next process need not wait."""
    session.execute(sa.delete(Lease).where(Lease.name == name, Lease.holder == holder))


def claim_slot(session: Session, job: str, slot: str, now: datetime) -> bool:
    """Record that a job does a slot's work in this transaction; False where that has been done already.

    A second process that tries at the same moment waits for the first to commit or to give up.
    """
    try:
        with session.begin_nested():
            record_done(session, job, slot, now)
    except sa.exc.IntegrityError:
        return False
    return True


def newest_slot(session: Session, job: str) -> str | None:
    """Return the latest slot a job has done, in the order of the slots' names."""
    return session.scalar(sa.select(sa.func.max(JobRun.slot)).where(JobRun.job == job))
