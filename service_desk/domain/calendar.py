"""Working days: which day works, what comes n working days later, how many lie between two days."""

from __future__ import annotations

import calendar as month_lengths
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar_files import CalendarImportError, CalendarProblem
from service_desk.domain.calendar_import import parse_calendar_year
from service_desk.domain.calendar_year import CalendarYear, holiday_name

__all__ = [
    "DAY_KIND_NAMES",
    "CalendarImportError",
    "CalendarProblem",
    "CalendarYear",
    "DayKind",
    "WorkingCalendar",
    "add_months",
    "load_calendar",
    "load_calendar_years",
    "parse_calendar_year",
]


class DayKind(StrEnum):
    """Why a day works or does not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


DAY_KIND_NAMES: dict[DayKind, Bilingual] = {
    DayKind.WORKDAY: Bilingual("工作日", "Working day"),
    DayKind.WEEKEND: Bilingual("周末", "Weekend"),
    DayKind.HOLIDAY: Bilingual("节假日", "Public holiday"),
    DayKind.MAKE_UP: Bilingual("调休上班", "Make-up working day"),
}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of the years that are loaded; every other year is plain Monday to Friday (domain notes §5.5).

    `days` says of single days whether they work; only exceptions need be listed. `years` are the years whose notice
    is loaded. Days are local dates of the zone: a datetime is refused with TypeError, because its date would depend
    on a time zone. Immutable; counting costs the same however far apart two days are.
    """

    days: Mapping[date, bool] = field(hash=False)
    years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict, hash=False, compare=False)
    _turns: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = dict(sorted(self.days.items()))
        odd = [
            (day.toordinal(), 1 if works else -1)
            for day, works in days.items()
            if works != (day.weekday() < 5)
        ]
        object.__setattr__(self, "days", MappingProxyType(days))
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))
        # Ordinals at which the count departs from Monday–Friday, and by how much it has departed from there on.
        object.__setattr__(self, "_turns", tuple(turn for turn, _ in odd))
        object.__setattr__(self, "_shifts", tuple(accumulate((shift for _, shift in odd), initial=0)))

    @classmethod
    def of_years(cls, years: Iterable[CalendarYear]) -> WorkingCalendar:
        """Put yearly arrangements together; where two speak of the same December day, the later notice holds."""
        days: dict[date, bool] = {}
        names: dict[date, str] = {}
        loaded = sorted(years, key=lambda each: each.year)
        for each in loaded:
            days.update(dict.fromkeys(each.off, False) | dict.fromkeys(each.on, True))
            names.update(each.names)
        return cls(days, frozenset(each.year for each in loaded), names)

    def covers(self, day: date) -> bool:
        """Tell whether the notice of the day's year is loaded."""
        return day.year in self.years

    def is_working(self, day: date) -> bool:
        """Tell whether a day works."""
        listed = self.days.get(_local(day))
        return day.weekday() < 5 if listed is None else listed

    def kind(self, day: date) -> DayKind:
        """Return the kind of a day; a weekend day inside a listed holiday is a holiday."""
        is_weekend = day.weekday() >= 5
        if self.is_working(day):
            return DayKind.MAKE_UP if is_weekend else DayKind.WORKDAY
        return DayKind.HOLIDAY if day in self.days else DayKind.WEEKEND

    def name_of(self, day: date) -> Bilingual | None:
        """Return the holiday that a day off belongs to or a make-up day makes up for, if the notice names it."""
        written = self.names.get(_local(day))
        return holiday_name(written) if written else None

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after a day (民法典 第二百零三条: a last day off rolls on)."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """Return the nth working day after a day, which itself is not counted (民法典 第二百零一条).

        0 is the day itself, working or not; a negative n counts back to the nth working day before it.
        """
        forward = n > 0
        goal = self._worked(day) + n if forward else self._worked(day - timedelta(days=1)) + n
        # As many days as are still lacking never overshoot, and the step that lacks nothing ends on a working day.
        while lacking := goal - self._worked(day if forward else day - timedelta(days=1)):
            day += timedelta(days=lacking)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days come after the start up to and including the end; negative if it is earlier."""
        return self._worked(end) - self._worked(start)

    def _worked(self, day: date) -> int:
        """Return how many working days there are from year 1 up to and including a day."""
        ordinal = _local(day).toordinal()
        weeks, rest = divmod(ordinal, 7)  # ordinal 1 is a Monday
        return weeks * 5 + min(rest, 5) + self._shifts[bisect_right(self._turns, ordinal)]


def _local(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError("a working day is a local date, not a datetime")
    return day


def add_months(day: date, n: int) -> date:
    """Return the same day n months later, or that month's last day where it has no such day (31 Jan → 28/29 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


@cache
def load_calendar() -> WorkingCalendar:
    """Return the calendar of the packaged years, 2021 to 2026."""
    return WorkingCalendar.of_years(load_calendar_years())


@cache
def load_calendar_years() -> tuple[CalendarYear, ...]:
    """Read the packaged years one by one, earliest first, for a database to be filled from."""
    text = resources.files("service_desk.domain.data").joinpath("calendar.toml").read_text("utf-8")
    return tuple(_packaged_year(row) for row in tomllib.loads(text)["year"])


def _packaged_year(row: dict[str, Any]) -> CalendarYear:
    names: dict[date, str] = {}
    for holiday in row["off"]:
        first: date = holiday["from"]
        for past in range((holiday["to"] - first).days + 1):
            names[first + timedelta(days=past)] = holiday["name"]
    return CalendarYear(row["year"], frozenset(names), frozenset(row["on"]), names)
