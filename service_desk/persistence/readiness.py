"""Whether the database is there, has the newest shape, and is served by a scheduler."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from service_desk.persistence.database import db
from service_desk.persistence.revisions import newest_revisions, stored_revisions
from service_desk.persistence.tables.delivery import Lease


@dataclass(frozen=True)
class Readiness:
    """What was found; `scheduler_until` is when the scheduler's newest lease ends, None when there never was one."""

    database: bool
    is_current: bool
    scheduler_until: datetime | None = None


def readiness() -> Readiness:
    """Ask the database; a database that does not answer is an answer, not an error."""
    try:
        with db.engine.connect() as connection:
            if stored_revisions(connection) != newest_revisions():
                return Readiness(database=True, is_current=False)
            until = connection.execute(sa.select(sa.func.max(Lease.expires_at))).scalar()
            return Readiness(database=True, is_current=True, scheduler_until=until)
    except sa.exc.SQLAlchemyError:
        return Readiness(database=False, is_current=False)
