"""Reads the arrangement of one year that an administrator imports, from JSON or CSV."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar_files import (
    CalendarDraft,
    CalendarEntry,
    CalendarImportError,
    problem_on,
    read_csv,
    read_json,
)
from service_desk.domain.calendar_year import CalendarYear

LONGEST_HOLIDAY = 31
"""Days that one written range may span; more is a slip of the pen."""

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WEEKDAYS = (
    Bilingual("星期一", "Monday"),
    Bilingual("星期二", "Tuesday"),
    Bilingual("星期三", "Wednesday"),
    Bilingual("星期四", "Thursday"),
    Bilingual("星期五", "Friday"),
)


def parse_calendar_year(
    text: str,
    format: Literal["json", "csv"],  # noqa: A002 - the word an administrator chooses by
    year: int | None = None,
) -> CalendarYear:
    """Read one year's days off and make-up days.

    JSON: `{"year": 2027, "days": [{"name": …, "date": "2027-01-01", "isOffDay": true}, …]}`, or shorter
    `{"year": 2027, "off": ["2027-02-06~2027-02-12", …], "on": ["2027-02-14", …]}`. CSV: lines `date,off|on,name`,
    with or without a heading; # begins a remark. `year` is the one the administrator chose; without it the file's own
    counts, and where it names none the year of most of its dates. December of the year before may be listed too.
    Raises CalendarImportError with every problem found; nothing is taken over half.
    """
    draft = read_json(text) if format == "json" else read_csv(text)
    if year is not None and draft.year not in {None, year}:
        words = Bilingual(
            f"文件是 {draft.year} 年的，您选择的是 {year} 年。",
            f"The file is for {draft.year}, you chose {year}.",
        )
        raise CalendarImportError([problem_on(None, words)])
    if not draft.entries and not draft.problems:
        words = Bilingual("没有任何日期，请检查文件内容。", "There are no dates; please check the file.")
        raise CalendarImportError([problem_on(None, words)])
    return _judge(draft, year or draft.year)


def _judge(draft: CalendarDraft, year: int | None) -> CalendarYear:
    """Return the year that the entries make up; raises CalendarImportError with every problem among them."""
    problems = list(draft.problems)
    spans: list[tuple[CalendarEntry, list[date]]] = []
    for entry in draft.entries:
        span = _span(entry.when)
        if isinstance(span, Bilingual):
            problems.append(problem_on(entry.line, span))
        else:
            spans.append((entry, span))
    chosen = year or _commonest_year(day for _, span in spans for day in span)
    listed: dict[date, CalendarEntry] = {}
    for entry, span in spans:
        for day in span:
            if words := _objection(day, entry, listed, chosen):
                problems.append(problem_on(entry.line, words))
            else:
                listed[day] = entry
    if problems:
        raise CalendarImportError(problems)
    return CalendarYear(
        chosen,
        frozenset(day for day, entry in listed.items() if not entry.works),
        frozenset(day for day, entry in listed.items() if entry.works),
        {day: entry.name for day, entry in listed.items() if entry.name},
    )


def _objection(
    day: date, entry: CalendarEntry, listed: dict[date, CalendarEntry], year: int
) -> Bilingual | None:
    """Return what forbids taking a day over, if anything."""
    if day.year != year and not (day.year == year - 1 and day.month == 12):
        return Bilingual(
            f"{day} 不属于 {year} 年的安排（只可另含上一年 12 月的日期）。",
            f"{day} does not belong to {year} (only days of the December before may be listed too).",
        )
    if day in listed:
        first = listed[day].line
        where = (
            Bilingual(f"，第 {first} 行已列出", f", first on line {first}") if first else Bilingual("", "")
        )
        return Bilingual(
            f"{day} 重复{where.zh}，请删去一处。", f"{day} is listed twice{where.en}; please remove one."
        )
    if entry.works and day.weekday() < 5:
        weekday = _WEEKDAYS[day.weekday()]
        return Bilingual(
            f"{day} 是{weekday.zh}，本来就是工作日，不应列为调休上班。",
            f"{day} is a {weekday.en} and works anyway; it cannot be a make-up day.",
        )
    return None


def _span(written: str) -> list[date] | Bilingual:
    """Return the days that `date` or `first~last` stands for, or words where it stands for none."""
    ends = [_date(part) for part in re.split(r"[~～至]", written)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2:
        return Bilingual(
            f"“{written}” 不是有效日期，请写成 2027-01-01 这样的形式。",
            f"“{written}” is not a valid date; please write it like 2027-01-01.",
        )
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST_HOLIDAY:
        return Bilingual(
            f"“{written}” 的起止不对：结束不能早于开始，一段最多 {LONGEST_HOLIDAY} 天。",
            f"“{written}” runs the wrong way or too long: first day first, at most {LONGEST_HOLIDAY} days.",
        )
    return [first + timedelta(days=past) for past in range(length)]


def _date(written: str) -> date | None:
    match = _DATE.fullmatch(written.strip())
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _commonest_year(days: Iterable[date]) -> int:
    ranked = Counter(day.year for day in days).most_common(1)
    return ranked[0][0] if ranked else 0
