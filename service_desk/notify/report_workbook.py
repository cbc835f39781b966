"""The weekly report as an Excel file: the figures, the tables, and every list behind them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.zone_time import SHANGHAI
from service_desk.notify.report_words import milestone_name

Row = Sequence[Any]
Say = Callable[[Bilingual], str]

_FIGURES = Bilingual("数据", "Figures")
_CATEGORIES = Bilingual("四类诉求", "Categories")
_TYPES = Bilingual("事项", "Subjects")
_DEPARTMENTS = Bilingual("部门", "Departments")
_LATE = Bilingual("超期清单", "Overdue")
_DUE = Bilingual("下周到期", "Due next week")
_LISTS = Bilingual("各项清单", "Lists")


def report_workbook(report: WeeklyReport, language: str) -> bytes:
    """Return the file; a text that looks like a formula stays text."""
    import xlsxwriter  # noqa: PLC0415 - only this file format needs it

    def say(words: Bilingual) -> str:
        return words.say(language)

    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True},
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for name, heads, rows in _sheets(report, say):
        sheet = book.add_worksheet(say(name))
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, say(head), bold)
            sheet.set_column(column, column, 18)
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write(line, column, value, dated if hasattr(value, "hour") else None)
    book.close()
    return held.getvalue()


def _sheets(report: WeeklyReport, say: Say) -> list[tuple[Bilingual, list[Bilingual], list[Row]]]:
    b = Bilingual
    return [
        (_FIGURES, [b("项目", "Figure"), b("本周", "This week"), b("上周", "Week before")], _figures(report, say)),
        (_CATEGORIES,
         [b("类别", "Category"), b("新增", "New"), b("上周新增", "New the week before"), b("期末在办", "Open")],
         [(say(CATEGORY_NAMES[line.category]), line.new, line.new_before, line.open) for line in report.categories]),
        (_TYPES, [b("事项", "Subject"), b("件数", "Tickets"), b("上周", "Week before"), b("企业数", "Enterprises")],
         [(say(report.type_names[line.request_type]), line.new, line.new_before, line.firms) for line in report.types]),
        (_DEPARTMENTS,
         [b("部门", "Department"), b("接单", "Received"), b("办结", "Finished"), b("按时办结率", "In time"),
          b("在办", "Open"), b("超期", "Overdue"), b("挂账", "On hold"), b("退单", "Returned"), b("重办", "Redone"),
          b("响应率", "Response"), b("满意率", "Satisfied")],
         _departments(report, say)),
        (_LATE, [*_ticket_heads(), b("超期环节", "Missed step"), b("时限", "Due"), b("超期天数", "Days")],
         [(*_ticket(report, line.ticket_no, say), say(milestone_name(line.milestone)), _local(line.due), line.days)
          for line in report.late]),
        (_DUE, [*_ticket_heads(), b("环节", "Step"), b("时限", "Due")],
         [(*_ticket(report, line.ticket_no, say), say(milestone_name(line.milestone)), _local(line.due))
          for line in report.due]),
        (_LISTS, [b("项目", "Figure"), *_ticket_heads()],
         [(say(FIGURE_NAMES[figure]), *_ticket(report, number, say))
          for figure in Figure for number in report.lists.get(figure, ())]),
    ]  # fmt: skip


def _figures(report: WeeklyReport, say: Say) -> list[Row]:
    rows: list[Row] = [
        (say(FIGURE_NAMES[figure]), report.count(figure), report.before.get(figure, 0)) for figure in Figure
    ]
    now, then = report.rates, report.rates_before
    rows += [
        (say(Bilingual("响应率", "Response rate")), now.response.text(), then.response.text()),
        (say(Bilingual("解决率", "Solved rate")), now.solved.text(), then.solved.text()),
        (say(Bilingual("满意率", "Satisfied rate")), now.satisfied.text(), then.satisfied.text()),
        (say(Bilingual("参评率", "Participation")), now.participation.text(), then.participation.text()),
        (say(Bilingual("综合得分", "Composite score")), now.score(), then.score()),
    ]
    return rows


def _departments(report: WeeklyReport, say: Say) -> list[Row]:
    return [
        (
            say(report.department_names[line.code]), line.received, line.finished, line.on_time.text(), line.open,
            line.overdue, line.held, line.returned, line.redone, line.response.text(), line.satisfied.text(),
        )
        for line in report.departments
    ]  # fmt: skip


def _ticket_heads() -> list[Bilingual]:
    return [
        Bilingual("诉求编号", "Ticket"),
        Bilingual("企业", "Enterprise"),
        Bilingual("标题", "Title"),
        Bilingual("事项", "Subject"),
        Bilingual("部门", "Department"),
        Bilingual("状态", "State"),
    ]


def _ticket(report: WeeklyReport, number: str, say: Say) -> Row:
    line = report.tickets[number]
    return (
        number, line.enterprise, line.title, say(report.type_names[line.request_type]),
        say(report.department_names[line.department]), say(STATE_NAMES[line.state]),
    )  # fmt: skip


def _local(moment: Any) -> Any:
    return moment.astimezone(SHANGHAI)
