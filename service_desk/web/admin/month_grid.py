"""A year as months of weeks, each day with its kind and what it is called: what the calendar page draws."""

from __future__ import annotations

import calendar as weeks_of
from dataclasses import dataclass
from datetime import date

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import DAY_KIND_NAMES, DayKind, WorkingCalendar
from service_desk.domain.date_words import day_words

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONDAY_FIRST = weeks_of.Calendar(firstweekday=0)
_MARKS = {DayKind.HOLIDAY: Bilingual("休", "off"), DayKind.MAKE_UP: Bilingual("班", "work")}


@dataclass(frozen=True)
class Day:
    """One day of the grid: `mark` is the word inside the cell, `words` the sentence a screen reader says."""

    day: date
    kind: DayKind
    name: Bilingual | None
    is_today: bool

    @property
    def mark(self) -> Bilingual | None:
        """休 or 班 on the days that the notice names, nothing on plain days."""
        return _MARKS.get(self.kind)

    @property
    def words(self) -> Bilingual:
        """Return 10月1日（周四） 节假日 国庆节."""
        said, kind = day_words(self.day), DAY_KIND_NAMES[self.kind]
        zh, en = f"{said.zh} {kind.zh}", f"{said.en}: {kind.en}"
        return Bilingual(f"{zh} {self.name.zh}", f"{en}, {self.name.en}") if self.name else Bilingual(zh, en)


Week = tuple[Day | None, ...]


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday to Sunday; None stands where a day belongs to another month."""

    name: Bilingual
    weeks: tuple[Week, ...]
    working_days: int


@dataclass(frozen=True)
class Holiday:
    """A run of days off under one name."""

    name: Bilingual
    first: date
    last: date
    days: int


def months_of(year: int, calendar: WorkingCalendar, today: date) -> tuple[Month, ...]:
    """Return the twelve months of a year."""
    return tuple(_month(year, number, calendar, today) for number in range(1, 13))


def _month(year: int, number: int, calendar: WorkingCalendar, today: date) -> Month:
    weeks = tuple(
        tuple(_day(day, calendar, today) if day.month == number else None for day in week)
        for week in _MONDAY_FIRST.monthdatescalendar(year, number)
    )
    working = sum(1 for week in weeks for day in week if day and calendar.is_working(day.day))
    return Month(Bilingual(f"{number} 月", _ENGLISH_MONTHS[number - 1]), weeks, working)


def _day(day: date, calendar: WorkingCalendar, today: date) -> Day:
    return Day(day, calendar.kind(day), calendar.name_of(day), day == today)


def holidays_of(year: int, calendar: WorkingCalendar) -> tuple[Holiday, ...]:
    """Return the holidays that end in a year, earliest first: unbroken runs of listed days off under one name."""
    runs: list[list[date]] = []
    for day in (day for day, works in calendar.days.items() if not works):
        last = runs[-1][-1] if runs else date.min
        if (day - last).days == 1 and calendar.names.get(day) == calendar.names.get(last):
            runs[-1].append(day)
        else:
            runs.append([day])
    unnamed = DAY_KIND_NAMES[DayKind.HOLIDAY]
    return tuple(
        Holiday(calendar.name_of(run[0]) or unnamed, run[0], run[-1], len(run))
        for run in runs
        if run[-1].year == year
    )


def made_up_days(year: int, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Return the weekend days of a year that are worked."""
    return tuple(
        day for day, works in calendar.days.items() if works and day.year == year and day.weekday() >= 5
    )
