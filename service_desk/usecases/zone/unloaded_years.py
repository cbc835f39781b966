"""Which years' days off are needed soon and are not loaded: deadlines there are provisional."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session
from service_desk.persistence.tickets import latest_due_date
from service_desk.usecases.acting.rules import calendar_in_force

LOOK_AHEAD = timedelta(days=60)
"""A month's deadline and a month to find the notice (domain notes §5.5: it appears from October to December)."""


def unloaded_years(session: Session, now: datetime) -> list[int]:
    """Return the years from today on that a deadline or the next sixty days reach and whose notice is not loaded."""
    today = local_date(now)
    last = local_date(now + LOOK_AHEAD)
    due = latest_due_date(session)
    if due is not None:
        last = max(last, local_date(due))
    loaded = calendar_in_force(session).years
    return [year for year in range(today.year, last.year + 1) if year not in loaded]
