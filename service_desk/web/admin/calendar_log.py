"""The history of a calendar year in words: which days were changed by whom, and which deadlines moved with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import DAY_KIND_NAMES, DayKind
from service_desk.domain.date_words import date_words, full_date_words, weekday_words
from service_desk.domain.milestones import MILESTONE_NAMES, MilestoneKey
from service_desk.persistence.tables import ZoneChange
from service_desk.web.errors import Change
from service_desk.web.language import say

ACT_WORDS = {
    "imported": Bilingual("导入全年安排", "Year imported"),
    "day_set": Bilingual("改单日", "Single day set"),
    "recomputed": Bilingual("重算在办诉求的时限", "Deadlines of open tickets recomputed"),
}


@dataclass(frozen=True)
class ChangedDay:
    """A day that an entry of the log changed."""

    day: date
    before: Bilingual
    after: Bilingual


@dataclass(frozen=True)
class MovedDeadline:
    """A deadline that moved with the calendar; None means that no date was set."""

    ticket_no: str
    milestone: Bilingual
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class CalendarEntry:
    """One line of a year's history, with what it changed in detail."""

    at: datetime
    who: str
    words: str
    days: tuple[ChangedDay, ...]
    moved: tuple[MovedDeadline, ...]


def told(entry: ZoneChange) -> CalendarEntry:
    """Return an entry of the log in words."""
    days = tuple(
        ChangedDay(date.fromisoformat(day), DAY_KIND_NAMES[DayKind(before)], DAY_KIND_NAMES[DayKind(after)])
        for day, before, after in entry.data.get("days", ())
    )
    moved = tuple(
        MovedDeadline(number, MILESTONE_NAMES[MilestoneKey(key)], _moment(before), _moment(after))
        for number, key, before, after in entry.data.get("shifts", ())
    )
    return CalendarEntry(entry.at, entry.by_name, _headline(entry, days), days, moved)


def as_changes(entries: Iterable[ZoneChange]) -> list[Change]:
    """Return entries of the log as the lines of a stale page."""
    return [Change(line.at, line.who, line.words) for line in map(told, entries)]


def say_day(day: date, *, year: bool = False) -> str:
    """Return 10月1日（周四） in the reader's language, on request with the year."""
    words, weekday = (full_date_words if year else date_words)(day), weekday_words(day)
    return say(Bilingual(f"{words.zh}（{weekday.zh}）", f"{weekday.en} {words.en}"))


def _headline(entry: ZoneChange, days: tuple[ChangedDay, ...]) -> str:
    words = say(ACT_WORDS.get(entry.act, entry.act))
    if entry.act == "recomputed":
        return str(_("%(what)s：%(n)s 个时限变动", what=words, n=entry.data.get("count", 0)))
    if entry.act == "day_set" and days:
        return str(_("%(what)s：%(day)s", what=words, day=say_day(days[0].day, year=True)))
    return str(_("%(what)s：%(n)s 天与之前不同", what=words, n=len(days)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
