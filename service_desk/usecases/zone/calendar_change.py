"""Put a year's days off into force: what differs from before, the log entry, and the deadlines that move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.calendar import CalendarYear, DayKind, load_calendar_years
from service_desk.domain.refusals import Stale
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import CalendarYearRow
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.rules import stored_year
from service_desk.usecases.zone.entitlement import demand_administrator
from service_desk.usecases.zone.recompute_clocks import Shift, recompute_clocks

LOGGED_SHIFTS = 200
"""How many moved deadlines are named in the log; their number is always kept."""


@dataclass(frozen=True)
class DayChange:
    """One day whose kind or holiday changes; the names are the holiday's, empty where there is none."""

    day: date
    before: DayKind
    after: DayKind
    name_before: str
    name_after: str


@dataclass(frozen=True)
class CalendarChange:
    """What a change has done: the days that differ and the deadlines that moved with them."""

    year: int
    days: tuple[DayChange, ...]
    shifts: tuple[Shift, ...]


def year_in_force(session: Session, year: int) -> CalendarYear | None:
    """Return a year's arrangement: the administrator's, else the packaged one, None where neither is there."""
    row = session.get(CalendarYearRow, year)
    if row is not None:
        return stored_year(row)
    return next((each for each in load_calendar_years() if each.year == year), None)


def calendar_version(session: Session, year: int) -> int:
    """Return the version of a year's arrangement that a page shows."""
    return version_of(session, Subject.CALENDAR, str(year))


def differences(before: CalendarYear | None, after: CalendarYear) -> tuple[DayChange, ...]:
    """Return the days on which two arrangements of a year differ, earliest first."""
    earlier = before or CalendarYear(after.year, frozenset(), frozenset())
    listed = earlier.off | earlier.on | after.off | after.on
    changes = (
        DayChange(
            day, _kind(earlier, day), _kind(after, day), earlier.names.get(day, ""), after.names.get(day, "")
        )
        for day in sorted(listed)
    )
    return tuple(each for each in changes if (each.before, each.name_before) != (each.after, each.name_after))


def _kind(year: CalendarYear, day: date) -> DayKind:
    if day in year.off:
        return DayKind.HOLIDAY
    if day in year.on:
        return DayKind.MAKE_UP
    return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY


def put_in_force(
    after: CalendarYear, act: str, *, by: Actor, now: datetime, seen_version: int | None
) -> CalendarChange:
    """Store a year's arrangement and recompute the clocks of the open tickets; both are logged.

    The year is committed first: should the recomputing be cut short, the nightly check names the clocks that are left,
    and `recompute_all` finishes them.
    Raises Stale when somebody else changed the year after the version seen.
    """
    with transaction() as session:
        row = session.get(CalendarYearRow, after.year, with_for_update=True)
        if seen_version is not None and seen_version != calendar_version(session, after.year):
            raise Stale(seen_version)
        before = year_in_force(session, after.year)
        days = differences(before, after)
        if row is None:
            row = CalendarYearRow(year=after.year)
            session.add(row)
        row.days, row.imported_at, row.imported_by = as_stored(after), now, by.name[:60]
        logged = {"days": [[day.day.isoformat(), day.before, day.after] for day in days]}
        log_change(session, Subject.CALENDAR, str(after.year), act, by, now, logged)
    first = date(after.year, 1, 1) if before is None else None
    touched = min([*(day.day for day in days), *([first] if first else [])], default=None)
    shifts = recompute_clocks(from_day=touched) if touched else ()
    if shifts:
        with transaction() as session:
            log_change(session, Subject.CALENDAR, str(after.year), "recomputed", by, now, _told(shifts))
    return CalendarChange(after.year, days, tuple(shifts))


def recompute_all(year: int, *, by: Actor, now: datetime) -> tuple[Shift, ...]:
    """Recompute the clocks of all open tickets, log what moved under a year, and return it.

    Raises NotEntitled.
    """
    demand_administrator(by)
    shifts = recompute_clocks()
    with transaction() as session:
        log_change(session, Subject.CALENDAR, str(year), "recomputed", by, now, _told(shifts))
    return shifts


def as_stored(year: CalendarYear) -> dict[str, Any]:
    """Return a year the way its row keeps it: the names of the days, by `off` and `on` and ISO date."""
    return {
        key: {day.isoformat(): year.names.get(day, "") for day in sorted(days)}
        for key, days in (("off", year.off), ("on", year.on))
    }


def _told(shifts: tuple[Shift, ...]) -> Mapping[str, Any]:
    rows = [
        [shift.ticket_no, shift.key, _text(shift.before), _text(shift.after)]
        for shift in shifts[:LOGGED_SHIFTS]
    ]
    return {"count": len(shifts), "shifts": rows}


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
