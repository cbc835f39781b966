"""The ISO week a report is about: Monday 00:00 to Sunday 24:00 in Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words, full_date_words
from service_desk.domain.zone_time import local_date, start_of_day

_WRITTEN = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)
_DAYS = 7


@dataclass(frozen=True, order=True)
class Week:
    """One ISO 8601 week; 期 number and week number are the same."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError as error:
            raise ValueError(f"there is no week {self.number} in {self.year}") from error

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read "2021-W21"; raises ValueError for anything else, and for a week the year does not have."""
        found = _WRITTEN.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError(f"a week is written like 2021-W21, not {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, moment: datetime) -> Week:
        """Return the week a moment falls into, by Shanghai's calendar."""
        year, number, _ = local_date(moment).isocalendar()
        return cls(year, number)

    @classmethod
    def last_completed(cls, now: datetime) -> Week:
        """Return the week before the one that is under way."""
        return cls.of(now).earlier()

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=_DAYS - 1)

    @property
    def begins(self) -> datetime:
        """The first moment, Monday 00:00."""
        return start_of_day(self.monday)

    @property
    def ends(self) -> datetime:
        """The moment after the last one, Monday 00:00 of the next week."""
        return start_of_day(self.monday + timedelta(days=_DAYS))

    def earlier(self, weeks: int = 1) -> Week:
        """Return the week so many weeks before this one (after it, when negative)."""
        year, number, _ = (self.monday - timedelta(weeks=weeks)).isocalendar()
        return Week(year, number)

    @property
    def dates(self) -> Bilingual:
        """5月24日—5月30日 / 24 May – 30 May; the second year is named where the week runs into it."""
        first = date_words(self.monday)
        crosses = self.monday.year != self.sunday.year
        last = full_date_words(self.sunday) if crosses else date_words(self.sunday)
        return Bilingual(f"{first.zh}—{last.zh}", f"{first.en} – {last.en}")

    @property
    def title(self) -> Bilingual:
        """2021年第21期（5月24日—5月30日） / No. 21 of 2021 (24 May – 30 May)."""
        return Bilingual(
            f"{self.year}年第{self.number}期（{self.dates.zh}）",
            f"No. {self.number} of {self.year} ({self.dates.en})",
        )


@dataclass(frozen=True)
class Period:
    """What a report looks at: from `begin` up to, not including, `cut_off`; a week under way is cut off now."""

    begin: datetime
    cut_off: datetime

    @classmethod
    def of(cls, week: Week, now: datetime | None = None) -> Period:
        """Return a week's period, or the part of it that has passed by `now`."""
        return cls(week.begins, week.ends if now is None else min(week.ends, now))
