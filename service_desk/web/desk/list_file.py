"""A list of the desk as a file: every ticket of it in its order; no telephone numbers, nothing that computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import RESULT_NAMES, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue, Category, Level
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.persistence.database import Session, db
from service_desk.persistence.list_export import list_pages
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tags import tags_of
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.own_list import list_of_user
from service_desk.usecases.reporting.export_list import ExportOrder, Moved
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing, written
from service_desk.web.text_table import csv_lines
from service_desk.web.workbook import Cell, Say, Sheet, write_workbook

ROWS_IN_A_SHEET = 1_000_000
"""Excel holds little more than a million lines in one sheet; a longer list goes on in the next."""

COLUMNS = (
    Bilingual("诉求编号", "Ticket"), Bilingual("诉求", "Request"), Bilingual("企业名称", "Enterprise"),
    Bilingual("园区", "Park"), Bilingual("类别", "Category"), Bilingual("事项", "Type"), Bilingual("难易", "Level"),
    Bilingual("状态", "State"), Bilingual("主办", "Lead"), Bilingual("承办人", "Handler"), Bilingual("来源", "Source"),
    Bilingual("提交时间", "Submitted"), Bilingual("最近时限", "Next due"), Bilingual("结果", "Result"),
    Bilingual("评价", "Rating"), Bilingual("销号时间", "Ended"),
    Bilingual("标签", "Tags"),
)  # fmt: skip

Row = Sequence[Cell]


def order_of(key: str, narrowing: Narrowing) -> dict[str, Any]:
    """Return a list as it is kept with an export job."""
    return {"tab": key, "conditions": written(narrowing)}


def is_list(wanted: Mapping[str, Any]) -> bool:
    """Tell whether an export is of a list of the desk, and not of a report."""
    return "tab" in wanted


def write_list(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
    """Write a job's list; the timetable calls this, outside any request.

    Raises NotFound where whoever asked for it may not read it any more.
    """
    narrowing = read_narrowing(order.wanted["conditions"])
    tab, narrowed = list_of_user(db.session(), order.user_id, now(), order.wanted["tab"], narrowing)

    def say(words: Bilingual | str | None) -> str:
        return words.say(order.language) if isinstance(words, Bilingual) else words or ""

    rows = rows_of(list_pages(db.session(), narrowed), say, moved)
    if order.ending == "xlsx":
        write_workbook(file, order.title, sheets_of(tab.name, rows, say), say, is_long=True)
    else:
        for line in csv_lines([say(column) for column in COLUMNS], rows):
            file.write(line.encode())


def sheets_of(name: Bilingual, rows: Iterator[Row], say: Say) -> Iterator[Sheet]:
    """Yield a list as sheets of a million rows each, one where it is not longer; their rows are read once, in order."""
    number = 1
    first = next(rows, None)
    while first is not None or number == 1:
        called = name if number == 1 else Bilingual(f"{say(name)} {number}", f"{say(name)} {number}")
        some = islice(rows, ROWS_IN_A_SHEET - 1)
        yield Sheet(called, COLUMNS, chain([first], some) if first is not None else ())
        first, number = next(rows, None), number + 1


def rows_of(pages: Iterable[Sequence[Ticket]], say: Say, moved: Moved | None = None) -> Iterator[Row]:
    """Yield tickets as rows, the names of their tags looked up a page at a time; tells after each page how many there were."""
    session, done = db.session(), 0
    catalogue = catalogue_in_force(session)
    for page in pages:
        yield from _page(session, page, catalogue, say)
        done += len(page)
        if moved is not None:
            moved(done)


def _page(session: Session, page: Sequence[Ticket], catalogue: Catalogue, say: Say) -> Iterator[Row]:
    tags = tags_of(session, [ticket.id for ticket in page])
    for ticket in page:
        yield _row(ticket, [tag.name for tag in tags.get(ticket.id, ())], catalogue, say)


def _row(ticket: Ticket, tags: Sequence[str], catalogue: Catalogue, say: Say) -> Row:
    kind = catalogue.request_types.get(ticket.request_type)
    result = RESULT_NAMES[ResultType(ticket.result_type)] if ticket.result_type else None
    return (
        ticket.ticket_no, ticket.title, ticket.enterprise_name, ticket.park,
        say(CATEGORY_NAMES[Category(ticket.category)]), say(kind.name) if kind else ticket.request_type,
        say(LEVEL_NAMES[Level(ticket.level)]), say(STATE_NAMES[ticket.state_now]),
        say(department_name(ticket.lead_department, catalogue)) if ticket.lead_department else None,
        ticket.owner_name, say(SOURCE_NAMES[Source(ticket.source)]), ticket.submitted_at, ticket.next_due_at,
        say(result), ticket.rating, ticket.ended_at, "、".join(tags) or None,
    )  # fmt: skip
