"""A workbook whose numbers are numbers, whose dates are dates, and in which nothing anybody typed is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.rates import Rate
from service_desk.domain.zone_time import SHANGHAI

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Say = Callable[[Bilingual | str | None], str]
Cell = str | int | date | datetime | Rate | None
_WIDEST = 60
_LONGEST_NAME = 31
"""Excel refuses longer names of sheets."""


@dataclass(frozen=True)
class Sheet:
    """One table: its name, the names of its columns, and its rows."""

    name: Bilingual
    columns: Sequence[Bilingual]
    rows: Iterable[Sequence[Cell]]


def workbook(heading: str, sheets: Iterable[Sheet], say: Say, *, is_long: bool = False) -> bytes:
    """Return the sheets as an .xlsx file in the language of `say`; the heading stands on top of each."""
    page = io.BytesIO()
    write_workbook(page, heading, sheets, say, is_long=is_long)
    return page.getvalue()


def write_workbook(
    target: IO[bytes], heading: str, sheets: Iterable[Sheet], say: Say, *, is_long: bool = False
) -> None:
    """Write the sheets into an open file as .xlsx.

    A long one is written row by row: only the row at hand is held in memory.
    """
    import xlsxwriter  # noqa: PLC0415 - a large library that only downloads need

    options = {
        "in_memory": not is_long,
        "constant_memory": is_long,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": heading})
    writer = _Writer(book, say)
    for sheet in sheets:
        writer.add(heading, sheet)
    book.close()


class _Writer:
    """Writes tables: a heading line, a frozen row of column names, and cells by their kind."""

    def __init__(self, book: Any, say: Say) -> None:
        self._book, self._say = book, say
        self._bold = book.add_format({"bold": True})
        self._head = book.add_format({"bold": True, "bg_color": "#E8EFFA", "bottom": 1, "text_wrap": True})
        # The apostrophe that Excel keeps out of sight: the text stays text when somebody edits the cell.
        self._text = book.add_format({"num_format": "@", "quote_prefix": True, "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._share = book.add_format({"num_format": "0.0%"})

    def add(self, heading: str, sheet: Sheet) -> None:
        """Add one sheet."""
        page = self._book.add_worksheet(self._say(sheet.name)[:_LONGEST_NAME])
        page.write_string(0, 0, heading, self._bold)
        widths = [_width(self._say(column)) for column in sheet.columns]
        for place, column in enumerate(sheet.columns):
            page.write_string(2, place, self._say(column), self._head)
        for line, row in enumerate(sheet.rows, start=3):
            for place, cell in enumerate(row):
                self._cell(page, line, place, cell)
                widths[place] = max(widths[place], _width(cell) if isinstance(cell, str) else 10)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(width + 2, _WIDEST))
        page.freeze_panes(3, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _cell(self, page: Any, line: int, place: int, cell: Cell) -> None:
        match cell:
            case None:
                page.write_blank(line, place, None)
            case str():
                page.write_string(line, place, cell, self._text)
            case datetime():
                page.write_datetime(line, place, cell.astimezone(SHANGHAI).replace(tzinfo=None), self._moment)
            case date():
                page.write_datetime(line, place, cell, self._day)
            case Rate():
                if cell.whole:
                    page.write_number(line, place, cell.part / cell.whole, self._share)
                else:
                    page.write_string(line, place, cell.text(), self._text)
            case _:
                page.write_number(line, place, cell)


def _width(text: str) -> int:
    """Return how many columns a text takes: a Chinese character two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
