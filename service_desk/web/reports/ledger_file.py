"""A list as a file of the ledger, .xlsx or .csv, written page by page so that any length takes the same memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.scope import AGES, Scope, figures_of_list
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db
from service_desk.usecases.reporting.export_list import ExportOrder, Moved
from service_desk.usecases.reporting.write_ledger import COLUMNS, ledger_pages
from service_desk.web.clock import now
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import Cell, Say, Sheet, write_workbook

SHEET = Bilingual("台账", "Ledger")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def order_of(name: str, asked: Asked) -> dict[str, str | int | None]:
    """Return a list as it is kept with an export job: to the moment, so that the file holds what the page counted."""
    scope = asked.scope
    return {
        "list": name,
        "begin": (asked.begin - _EPOCH) // _MICROSECOND,
        "cut_off": (asked.cut_off - _EPOCH) // _MICROSECOND,
        "department": scope.department,
        "park": scope.park,
        "category": scope.category.value if scope.category else None,
        "type": scope.request_type,
        "age": asked.age.name if asked.age else None,
    }


def write_export(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
    """Write a job's list; the timetable calls this, outside any request."""
    wanted = order.wanted
    category = wanted.get("category")
    scope = Scope(
        wanted["department"], wanted["park"], Category(category) if category else None, wanted["type"]
    )
    age = next((age for age in AGES if age.name == wanted.get("age")), None)
    begin, cut_off = (_EPOCH + timedelta(microseconds=wanted[key]) for key in ("begin", "cut_off"))
    asked = Asked(begin, cut_off, scope, age)

    def say(words: Bilingual | str | None) -> str:
        return words.say(order.language) if isinstance(words, Bilingual) else words or ""

    write_ledger(file, order.title, str(wanted["list"]), asked, order.ending, say, moved)


def write_ledger(
    file: IO[bytes], title: str, name: str, asked: Asked, ending: str, say: Say, moved: Moved | None = None
) -> None:
    """Write a list into an open file."""
    rows = rows_of(name, asked, say, moved)
    if ending == "xlsx":
        write_workbook(file, title, [Sheet(SHEET, COLUMNS, rows)], say, is_long=True)
    else:
        for line in csv_lines([say(column) for column in COLUMNS], rows):
            file.write(line.encode())


def rows_of(
    name: str, asked: Asked, say: Say, moved: Callable[[int], None] | None = None
) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a list with their words in a language, telling after each page how many there were."""
    done = 0
    for page in ledger_pages(db.session(), figures_of_list(name), asked, now()):
        for row in page:
            yield [say(cell) if isinstance(cell, Bilingual) else cell for cell in row]
        done += len(page)
        if moved is not None:
            moved(done)
