"""The stretch of time a report is about: a week, month, quarter, half-year or year, or any days from one to another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import add_months
from service_desk.domain.date_words import full_date_words
from service_desk.domain.reporting.week import Week
from service_desk.domain.zone_time import end_of_day, local_date, start_of_day

LONGEST_DAYS = 1830
"""Five years: longer stretches are no report."""
EARLIEST = date(2000, 1, 1)
LATEST = date(2199, 12, 31)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAY = timedelta(days=1)


class SpanKind(StrEnum):
    """How a stretch of time is named."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DAYS = "days"


SPAN_NAMES: dict[SpanKind, Bilingual] = {
    SpanKind.WEEK: Bilingual("周", "Week"),
    SpanKind.MONTH: Bilingual("月", "Month"),
    SpanKind.QUARTER: Bilingual("季度", "Quarter"),
    SpanKind.HALF: Bilingual("半年", "Half-year"),
    SpanKind.YEAR: Bilingual("年", "Year"),
    SpanKind.DAYS: Bilingual("自选起止", "From – to"),
}


@dataclass(frozen=True)
class Span:
    """Whole local days from `first` to `last`, both included."""

    kind: SpanKind
    first: date
    last: date

    @classmethod
    def around(cls, kind: SpanKind, day: date) -> Span:
        """Return the week, month, quarter, half-year or year that a day lies in."""
        if kind is SpanKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(kind, monday, monday + timedelta(days=6))
        months = _MONTHS[kind]
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(kind, first, add_months(first, months) - _DAY)

    @classmethod
    def of_days(cls, first: date, last: date) -> Span:
        """Return the days from one to another; raises ValueError where they make no period."""
        if last < first:
            raise ValueError("the period ends before it begins")
        if (last - first).days >= LONGEST_DAYS or first < EARLIEST or last > LATEST:
            raise ValueError("a period has at most five years, from 2000 to 2199")
        return cls(SpanKind.DAYS, first, last)

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read what `str` writes: 2021-W21, 2021-05, 2021-Q2, 2021-H1, 2021, or 2021-05-01..2021-05-17.

        Raises ValueError for anything else.
        """
        for pattern, build in _WRITTEN:
            found = pattern.fullmatch(text.strip())
            if found is not None:
                span = build(found)
                if span.first.year < EARLIEST.year - 1 or span.last > LATEST + timedelta(days=7):
                    raise ValueError("a period lies between 2000 and 2199")
                return span
        raise ValueError(
            f"a period is written like 2021-W21, 2021-05, 2021-Q2, 2021-H1 or 2021, not {text!r}"
        )

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        match self.kind:
            case SpanKind.WEEK:
                return str(Week.of(self.begins))
            case SpanKind.MONTH:
                return f"{year:04d}-{month:02d}"
            case SpanKind.QUARTER:
                return f"{year:04d}-Q{(month + 2) // 3}"
            case SpanKind.HALF:
                return f"{year:04d}-H{(month + 5) // 6}"
            case SpanKind.YEAR:
                return f"{year:04d}"
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def begins(self) -> datetime:
        """The first moment."""
        return start_of_day(self.first)

    @property
    def ends(self) -> datetime:
        """The moment after the last one."""
        return end_of_day(self.last)

    def earlier(self) -> Span:
        """Return the period just before, of the same kind or as many days."""
        if self.kind is SpanKind.DAYS:
            length = self.last - self.first + _DAY
            return Span(SpanKind.DAYS, self.first - length, self.last - length)
        return Span.around(self.kind, self.first - _DAY)

    def later(self) -> Span:
        """Return the period just after, of the same kind or as many days."""
        if self.kind is SpanKind.DAYS:
            length = self.last - self.first + _DAY
            return Span(SpanKind.DAYS, self.first + length, self.last + length)
        return Span.around(self.kind, self.last + _DAY)

    def a_year_before(self) -> Span:
        """Return the same period of the year before: the same week number (the last, where it had one week less)."""
        if self.kind is SpanKind.WEEK:
            week = Week.of(self.begins)
            try:
                return Span.around(SpanKind.WEEK, Week(week.year - 1, week.number).monday)
            except ValueError:
                return Span.around(SpanKind.WEEK, Week(week.year - 1, week.number - 1).monday)
        if self.kind is SpanKind.DAYS:
            return Span(SpanKind.DAYS, add_months(self.first, -12), add_months(self.last, -12))
        return Span.around(self.kind, add_months(self.first, -12))

    @property
    def title(self) -> Bilingual:
        """2021年5月 / May 2021, and so on; weeks and free periods with their days."""
        year, month = self.first.year, self.first.month
        match self.kind:
            case SpanKind.WEEK:
                return Week.of(self.begins).title
            case SpanKind.MONTH:
                return Bilingual(f"{year}年{month}月", f"{self.first:%B} {year}")
            case SpanKind.QUARTER:
                number = (month + 2) // 3
                return Bilingual(f"{year}年第{number}季度", f"Quarter {number} of {year}")
            case SpanKind.HALF:
                half = Bilingual("上半年", "First half") if month < 7 else Bilingual("下半年", "Second half")
                return Bilingual(f"{year}年{half.zh}", f"{half.en} of {year}")
            case SpanKind.YEAR:
                return Bilingual(f"{year}年", str(year))
        first, last = full_date_words(self.first), full_date_words(self.last)
        return Bilingual(f"{first.zh}—{last.zh}", f"{first.en} – {last.en}")


def presets(now: datetime) -> tuple[tuple[Bilingual, Span], ...]:
    """Return the periods people ask for most, those under way and those just finished."""
    today = local_date(now)
    week, month = Span.around(SpanKind.WEEK, today), Span.around(SpanKind.MONTH, today)
    return (
        (Bilingual("本周", "This week"), week),
        (Bilingual("上周", "Last week"), week.earlier()),
        (Bilingual("本月", "This month"), month),
        (Bilingual("上月", "Last month"), month.earlier()),
        (Bilingual("本季度", "This quarter"), Span.around(SpanKind.QUARTER, today)),
        (Bilingual("本半年", "This half-year"), Span.around(SpanKind.HALF, today)),
        (Bilingual("本年", "This year"), Span.around(SpanKind.YEAR, today)),
        (Bilingual("上年", "Last year"), Span.around(SpanKind.YEAR, today).earlier()),
    )


def _of_week(found: re.Match[str]) -> Span:
    return Span.around(SpanKind.WEEK, Week(int(found[1]), int(found[2])).monday)


def _of_month(found: re.Match[str]) -> Span:
    return Span.around(SpanKind.MONTH, date(int(found[1]), int(found[2]), 1))


def _of_quarter(found: re.Match[str]) -> Span:
    return Span.around(SpanKind.QUARTER, date(int(found[1]), int(found[2]) * 3, 1))


def _of_half(found: re.Match[str]) -> Span:
    return Span.around(SpanKind.HALF, date(int(found[1]), int(found[2]) * 6, 1))


def _of_year(found: re.Match[str]) -> Span:
    return Span.around(SpanKind.YEAR, date(int(found[1]), 1, 1))


def _of_days(found: re.Match[str]) -> Span:
    return Span.of_days(date.fromisoformat(found[1]), date.fromisoformat(found[2]))


_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = (
    (re.compile(r"(\d{4})-W(\d{2})", re.ASCII), _of_week),
    (re.compile(r"(\d{4})-(\d{2})", re.ASCII), _of_month),
    (re.compile(r"(\d{4})-Q([1-4])", re.ASCII), _of_quarter),
    (re.compile(r"(\d{4})-H([12])", re.ASCII), _of_half),
    (re.compile(r"(\d{4})", re.ASCII), _of_year),
    (re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII), _of_days),
)
