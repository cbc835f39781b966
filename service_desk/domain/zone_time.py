"""Local time of the zone: everything people see is Asia/Shanghai (UTC+8, no daylight saving since 1991)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_date(moment: datetime) -> date:
    """Return the calendar date in Shanghai of a timezone-aware moment."""
    return moment.astimezone(SHANGHAI).date()


def end_of_day(day: date) -> datetime:
    """Return 24:00 of a local day, that is 00:00 of the following one (timezone-aware)."""
    return datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)


def start_of_day(day: date) -> datetime:
    """Return 00:00 of a local day (timezone-aware)."""
    return datetime.combine(day, time.min, SHANGHAI)
