"""The report as an Excel file: readable by others, its figures as numbers, its texts never formulas."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from service_desk.domain.reporting.ledger import Figure
from service_desk.notify.report_workbook import report_workbook
from tests.support.histories import History, at
from tests.support.letters import a_week
from tests.support.weekly import report_of


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")}


def sheet_names(file: bytes) -> list[str]:
    return re.findall(r'<sheet name="([^"]+)"', parts(file)["xl/workbook.xml"])


def test_every_table_has_its_sheet_in_the_readers_language() -> None:
    report = report_of(a_week())
    assert sheet_names(report_workbook(report, "zh")) == [
        "数据",
        "四类诉求",
        "事项",
        "部门",
        "超期清单",
        "下周到期",
        "各项清单",
    ]
    assert sheet_names(report_workbook(report, "en"))[0] == "Figures"


def test_figures_are_numbers_and_lists_as_long_as_they_say() -> None:
    report = report_of(a_week())
    content = parts(report_workbook(report, "zh"))
    figures = content["xl/worksheets/sheet1.xml"]
    row = 2 + list(Figure).index(Figure.NEW)
    assert f'<c r="B{row}"><v>{report.count(Figure.NEW)}</v></c>' in figures
    rows_of_lists = content["xl/worksheets/sheet7.xml"].count("<row ") - 1
    assert rows_of_lists == sum(len(numbers) for numbers in report.lists.values())


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_text(typed: str) -> None:
    report = report_of([History(title=typed, enterprise=typed).at_work(at(12))])
    content = parts(report_workbook(report, "zh"))
    assert not any(
        "<f>" in text or "hyperlink" in text.lower() for name, text in content.items() if "sheets/" in name
    )


def test_dates_are_dates() -> None:
    content = parts(report_workbook(report_of([History().at_work(at(12))]), "zh"))
    late = content["xl/worksheets/sheet5.xml"]
    assert re.search(r'<c r="H2" s="\d+"><v>44336</v></c>', late)  # 20 May 2021, 00:00 in Shanghai
