"""A period's report to take along: a workbook whose tables agree with the page, the same as text, and a paper from the template."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import docx
from flask import Flask
from python_calamine import CalamineWorkbook

from service_desk.domain.roles import Role
from tests.support import acted_out
from tests.support.application import StandingClock
from tests.support.people import SignInAs
from tests.support.reports import FORMULA
from tests.support.visitor import Visitor

PAGE = "/reports/period?period=2026"
Rows = list[list[object]]


def address(visitor: Visitor, ending: str, page: str = PAGE) -> str:
    return next(link for link in visitor.get(page).links if f"figures.{ending}" in link)


def sheets(content: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python()[2:] for name in book.sheet_names}


def number(cell: object) -> float:
    return float(str(cell))


def words_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)


def test_the_workbook_has_every_table_and_names_what_each_rate_is_made_of(leader: Visitor) -> None:
    answer = leader.fetch(address(leader, "xlsx"))
    assert 'filename="report-2026.xlsx"' in answer.headers["Content-Disposition"]
    found = sheets(answer.data)
    assert list(found) == [
        "总体", "收支平衡", "存续天数", "办结用时", "三率", "部门", "四类", "事项", "园区", "热点", "按周走势", "口径",
    ]  # fmt: skip
    summary = {str(row[0]): row[1:] for row in found["总体"]}
    assert summary["新增"][0] == 4
    flows = {row[0]: (row[1], row[2]) for row in found["收支平衡"][1:]}
    signs = {"": 1, "+": 1, "−": -1}
    assert (
        sum(signs[str(sign)] * number(count) for sign, count in flows.values() if sign != "=")
        == flows["期末在办"][1]
    )
    response = next(row for row in found["三率"] if row[0] == "响应率")
    assert "÷ 应响应" in str(response[4])
    assert number(response[1]) == number(response[2]) / number(response[3])
    for by in ("部门", "四类", "事项", "园区"):
        head, *rows = found[by]
        assert sum(number(row[head.index("新增")]) for row in rows) == 4, by


def test_the_text_has_the_same_figures_one_a_line(leader: Visitor) -> None:
    text = leader.fetch(address(leader, "csv")).data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["表", "项目", "指标", "数值"]
    assert ["总体", "新增", "本期", "4"] in lines
    assert ["三率", "响应率", "本期", "100.0%"] in lines


def test_the_paper_is_made_from_the_template_of_the_weekly_report(
    leader: Visitor, numbers: dict[str, str]
) -> None:
    told = words_of(leader.fetch(address(leader, "docx")).data)
    for words in ("企业诉求办理情况报告", "2026年", "较上期", "按时办结率", "供电局", numbers["late"]):
        assert words in told, words
    assert "下周到期" not in told
    assert "{{" not in told
    leader.get("/account?lang=en")
    assert "Report on enterprises' requests" in words_of(leader.fetch(address(leader, "docx")).data)


def test_a_file_says_what_its_page_said_although_work_went_on(
    leader: Visitor, app: Flask, clock: StandingClock
) -> None:
    before = address(leader, "csv")
    clock.forward(minutes=10)
    with app.app_context():
        acted_out.submitted(clock.moment - timedelta(minutes=5), title=FORMULA)
    assert "总体,新增,本期,4" in leader.fetch(before).data.decode("utf-8-sig")
    assert "总体,新增,本期,5" in leader.fetch(address(leader, "csv")).data.decode("utf-8-sig")


def test_a_head_takes_along_what_he_may_read_and_nothing_else(
    numbers: dict[str, str], sign_in_as: SignInAs
) -> None:
    head = sign_in_as(Role.HEAD, department="PW")
    rows = sheets(head.fetch("/reports/period/figures.xlsx?period=2026").data)["部门"][1:]
    assert [row[0] for row in rows] == ["供电局"]
    head.fetch("/reports/period/figures.xlsx?period=2026&department=CB", status=404)
    head.fetch("/reports/period/figures.pdf?period=2026", status=404)
    head.fetch("/reports/period/figures.csv?period=nonsense", status=404)
