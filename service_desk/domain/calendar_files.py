"""Takes an imported calendar file apart, JSON or CSV, into entries that still have to be judged."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual

_OFF_WORDS = frozenset({"off", "休", "放假", "休息", "节假日"})
_ON_WORDS = frozenset({"on", "班", "上班", "调休", "补班"})
_LISTS = frozenset({"days", "off", "on"})


class CalendarProblem(NamedTuple):
    """One thing wrong with an import; `line` counts from 1 and is None where no single line is to blame."""

    line: int | None
    words: Bilingual


class CalendarImportError(ValueError):
    """The import is refused; `problems` names every line that is wrong, in the order of the file."""

    def __init__(self, problems: Iterable[CalendarProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: each.line or 0))
        super().__init__("; ".join(problem.words.en for problem in self.problems))


class CalendarEntry(NamedTuple):
    """What a file says of one day or of a range written `first~last`, not yet checked."""

    line: int | None
    when: str
    works: bool
    name: str


class CalendarDraft(NamedTuple):
    """A file taken apart: the year it states, its entries, and what could not be read."""

    year: int | None
    entries: list[CalendarEntry]
    problems: list[CalendarProblem]


def problem_on(line: int | None, words: Bilingual) -> CalendarProblem:
    """Return a problem whose words begin with its line."""
    if line is not None:
        words = Bilingual(f"第 {line} 行：{words.zh}", f"Line {line}: {words.en}")
    return CalendarProblem(line, words)


def read_csv(text: str) -> CalendarDraft:
    """Take lines `date,off|on,name` apart; raises CalendarImportError where the text is no CSV at all."""
    draft = CalendarDraft(None, [], [])
    # A Chinese keyboard types the full-width comma; a spreadsheet puts a byte-order mark in front.
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff").replace("，", ",")))
    try:
        for row in rows:
            _take_row([cell.strip() for cell in row], rows.line_num, draft)
    except csv.Error:
        words = Bilingual("不是合法的 CSV，请检查引号。", "This is not valid CSV; please check the quotes.")
        raise CalendarImportError([problem_on(rows.line_num, words)]) from None
    return draft


def _take_row(cells: list[str], line: int, draft: CalendarDraft) -> None:
    if not any(cells) or cells[0].startswith("#") or cells[0].lower() in {"date", "日期"}:
        return
    when, word, name = (*cells, "", "")[:3]
    word = word.lower()
    if word in _OFF_WORDS or word in _ON_WORDS:
        draft.entries.append(CalendarEntry(line, when, word in _ON_WORDS, name))
    else:
        words = Bilingual(
            f"第二列应写 off（放假）或 on（调休上班），现在是“{word}”。",
            f"The second column must say off or on, it says “{word}”.",
        )
        draft.problems.append(problem_on(line, words))


def read_json(text: str) -> CalendarDraft:
    """Take either JSON shape apart; raises CalendarImportError where the text has neither."""
    text = text.removeprefix("\ufeff")
    try:
        page = json.loads(text)
    except json.JSONDecodeError as error:
        words = Bilingual(
            f"第 {error.colno} 列附近不是合法的 JSON。", f"This is not valid JSON near column {error.colno}."
        )
        raise CalendarImportError([problem_on(error.lineno, words)]) from None
    except RecursionError:
        page = None  # brackets nested without end are no calendar either
    if not isinstance(page, dict) or not any(isinstance(page.get(key), list) for key in _LISTS):
        words = Bilingual(
            "文件应是一个对象，含 year 和 days，或 year、off 和 on。",
            "The file must be an object with year and days, or with year, off and on.",
        )
        raise CalendarImportError([problem_on(None, words)])
    year = page.get("year")
    draft = CalendarDraft(year if type(year) is int else None, [], [])
    lines = _LineFinder(text)
    for position, entry in enumerate(_json_entries(page), start=1):
        if isinstance(entry, CalendarEntry):
            draft.entries.append(entry._replace(line=lines.line_of(entry.when)))
        else:
            words = Bilingual(f"第 {position} 项：{entry.zh}", f"Item {position}: {entry.en}")
            draft.problems.append(problem_on(None, words))
    return draft


def _json_entries(page: dict[str, Any]) -> Iterator[CalendarEntry | Bilingual]:
    """Yield the entries of either shape in the order of the file; words instead of one that has the wrong shape."""
    for key, items in page.items():
        if key in _LISTS and isinstance(items, list):
            for item in items:
                yield _published_day(item) if key == "days" else _short_day(item, works=key == "on")


def _published_day(item: object) -> CalendarEntry | Bilingual:
    match item:
        case {"date": str(when), "isOffDay": bool(is_off), **others}:
            name = others.get("name")
            return CalendarEntry(None, when, not is_off, name if isinstance(name, str) else "")
    return Bilingual(
        "应含 date（日期文字）和 isOffDay（true 或 false）。",
        "it must have date (in quotes) and isOffDay (true or false).",
    )


def _short_day(item: object, *, works: bool) -> CalendarEntry | Bilingual:
    if isinstance(item, str):
        return CalendarEntry(None, item, works, "")
    return Bilingual('应是日期文字，如 "2027-01-01"。', 'it must be a date in quotes, like "2027-01-01".')


class _LineFinder:
    """Finds the line of each date in turn, because the JSON reader does not tell where a value stood."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._past = 0

    def line_of(self, written: str) -> int | None:
        """Return the line of the next place where a value is written, None where it is spelt with escapes."""
        place = self._text.find(f'"{written}"', self._past)
        if place < 0:
            return None
        self._past = place + 1
        return self._text.count("\n", 0, place) + 1
