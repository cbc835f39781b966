"""One year's arrangement of days off and make-up working days, as the yearly notice publishes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from service_desk.domain.bilingual import Bilingual

FIXED_HOLIDAYS = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节"}
"""Legal holidays with a fixed date: every year's notice gives them off, so a list without them is incomplete."""

HOLIDAY_NAMES: dict[str, Bilingual] = {
    name.zh: name
    for name in (
        Bilingual("元旦", "New Year's Day"),
        Bilingual("春节", "Spring Festival"),
        Bilingual("清明节", "Tomb-Sweeping Day"),
        Bilingual("劳动节", "Labour Day"),
        Bilingual("端午节", "Dragon Boat Festival"),
        Bilingual("中秋节", "Mid-Autumn Festival"),
        Bilingual("国庆节", "National Day"),
    )
}


def holiday_name(written: str) -> Bilingual:
    """Return a holiday's name in both languages; several joined by 、 are told apart, unknown ones stay Chinese."""
    parts = written.split("、")
    return Bilingual(
        written, " and ".join(HOLIDAY_NAMES[part].en if part in HOLIDAY_NAMES else part for part in parts)
    )


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The exceptions to Monday–Friday that one year's notice makes (domain notes §5.5).

    `off` holds days off, weekend days inside a holiday included; `on` holds weekend days that are worked. Both may
    reach into the December before. `names` gives a listed day the holiday it belongs to, in Chinese.
    Raises ValueError where a day is in both sets or a worked day is no weekend day.
    """

    year: int
    off: frozenset[date]
    on: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict, hash=False, compare=False)

    def __post_init__(self) -> None:
        if both := self.off & self.on:
            raise ValueError(f"listed both as off and as worked: {min(both)}")
        if plain := [day for day in self.on if day.weekday() < 5]:
            raise ValueError(f"a weekday cannot be a make-up day: {min(plain)}")
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))

    def with_day(self, day: date, *, works: bool, name: str = "") -> CalendarYear:
        """Return the year with one day set by an administrator; a day like any other is no longer listed."""
        off, on, names = set(self.off) - {day}, set(self.on) - {day}, dict(self.names)
        names.pop(day, None)
        is_weekend = day.weekday() >= 5
        if works and is_weekend:
            on.add(day)
        elif not works and not is_weekend:
            off.add(day)
        if name and day in off | on:
            names[day] = name
        return CalendarYear(self.year, frozenset(off), frozenset(on), names)

    def doubts(self) -> tuple[Bilingual, ...]:
        """Return what makes the list look incomplete: a legal holiday of fixed date that is not off."""
        missing = [
            (month, day) for month, day in FIXED_HOLIDAYS if date(self.year, month, day) not in self.off
        ]
        return tuple(
            Bilingual(
                f"{self.year} 年 {month} 月 {day} 日（{FIXED_HOLIDAYS[month, day]}）没有列为放假，"
                "这份安排可能不完整，请对照国务院办公厅通知。",
                f"{date(self.year, month, day)} ({holiday_name(FIXED_HOLIDAYS[month, day]).en}) is not listed as off; "
                "the list may be incomplete, please compare it with the State Council's notice.",
            )
            for month, day in missing
        )

    def as_published(self) -> dict[str, object]:
        """Return the year in the commonly published JSON shape, which an import accepts; days sorted by date."""
        days = [
            {"name": self.names.get(day, ""), "date": day.isoformat(), "isOffDay": day in self.off}
            for day in sorted(self.off | self.on)
        ]
        return {"year": self.year, "days": days}

    def to_csv(self) -> str:
        """Return the year as the CSV that an import accepts: date, off or on, name; sorted by date."""
        page = io.StringIO()
        rows = csv.writer(page, lineterminator="\n")
        rows.writerow(("date", "off|on", "name"))
        for day in sorted(self.off | self.on):
            rows.writerow((day.isoformat(), "off" if day in self.off else "on", self.names.get(day, "")))
        return page.getvalue()
