"""The workbook of a weekly report: every ticket, numbers as numbers, dates as dates, nothing typed ever a formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from tests.support.reports import FORMULA, WEEK
from tests.support.visitor import Visitor

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Book:
    """A workbook taken apart with nothing but the standard library: rows of values by the sheets' names."""

    sheets: dict[str, list[list[str | float]]]
    xml: str

    @classmethod
    def read(cls, content: bytes) -> Book:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            strings = [
                "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
                for item in ET.fromstring(parts.read("xl/sharedStrings.xml"))
            ]
            names = [
                str(sheet.get("name"))
                for sheet in ET.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
            ]
            pages = [
                parts.read(f"xl/worksheets/sheet{place}.xml").decode() for place in range(1, len(names) + 1)
            ]
        return cls(
            {name: _rows(page, strings) for name, page in zip(names, pages, strict=True)}, "".join(pages)
        )


def _rows(page: str, strings: list[str]) -> list[list[str | float]]:
    rows = []
    for row in ET.fromstring(page).iter(f"{MAIN}row"):
        cells: list[str | float] = []
        for cell in row:
            value = cell.findtext(f"{MAIN}v")
            cells.append(
                "" if value is None else strings[int(value)] if cell.get("t") == "s" else float(value)
            )
        rows.append(cells)
    return rows


def fetched(visitor: Visitor, scope: str = "zone") -> Book:
    return Book.read(visitor.fetch(f"/reports/weekly/{WEEK}/{scope}/workbook").data)


def test_it_is_saved_under_a_name_that_says_what_it_is(leader: Visitor) -> None:
    for scope, name in (("zone", "weekly-2026-W10.xlsx"), ("PW", "weekly-2026-W10-PW.xlsx")):
        answer = leader.fetch(f"/reports/weekly/{WEEK}/{scope}/workbook")
        assert name in answer.headers["Content-Disposition"]
        assert answer.mimetype.endswith("spreadsheetml.sheet")


def test_it_holds_every_table_of_the_report(leader: Visitor) -> None:
    book = fetched(leader)
    assert list(book.sheets) == [
        "总体", "三率", "四类", "事项", "部门", "来源", "热点", "超期", "下周到期", "明细", "口径",
    ]  # fmt: skip
    assert ["新增", 3.0, 0.0, 3.0] in book.sheets["总体"]
    assert ["要素保障", 3.0, 0.0, 3.0] in book.sheets["四类"]
    assert book.sheets["部门"][2][:2] == ["供电局", 1.0]
    assert "企业诉求办理周报 2026年第10期（3月2日—3月8日） 全区" in book.sheets["总体"][0]


def test_every_ticket_behind_a_figure_is_there_with_the_figures_it_counts_in(
    leader: Visitor, numbers: dict[str, str]
) -> None:
    rows = {str(row[0]): row for row in fetched(leader).sheets["明细"][2:]}
    assert set(rows) == set(numbers.values())
    assert "销号" in str(rows[numbers["done"]][-1])
    assert "超期" in str(rows[numbers["late"]][-1])


def test_nothing_anybody_typed_is_a_formula_or_a_link(leader: Visitor) -> None:
    book = fetched(leader)
    typed = [cell for row in book.sheets["明细"] for cell in row]
    assert FORMULA in typed
    assert "+演示企业" in typed
    assert "<f>" not in book.xml
    assert "hyperlink" not in book.xml


def test_dates_are_dates_and_rates_are_shares(leader: Visitor) -> None:
    book = fetched(leader)
    due = book.sheets["超期"][2][5]
    assert isinstance(due, float)
    assert datetime(1899, 12, 30) + timedelta(days=due) == datetime(2026, 2, 24)  # noqa: DTZ001 - Excel knows no zones
    rates = {str(row[0]): row[1:] for row in book.sheets["三率"][2:]}
    assert rates["响应率"][0] == 1.0
    assert rates["响应率"][3] == "—"


def test_a_departments_workbook_holds_its_own_tickets_only(leader: Visitor, numbers: dict[str, str]) -> None:
    rows = [str(row[0]) for row in fetched(leader, "PW").sheets["明细"][2:]]
    assert set(rows) == {numbers["late"], numbers["done"]}


def test_it_speaks_the_readers_language(leader: Visitor) -> None:
    leader.get("/account?lang=en")
    book = fetched(leader)
    assert "Summary" in book.sheets
    assert ["New", 3.0, 0.0, 3.0] in book.sheets["Summary"]
