"""The tables of a weekly report as the sheets of its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.parks import park_name
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.zone_time import SHANGHAI
from service_desk.notify.report_words import milestone_name
from service_desk.web.reports.report_notes import notes_of
from service_desk.web.workbook import Say, Sheet


def sheets_of(report: WeeklyReport, say: Say) -> Iterator[Sheet]:
    """Yield every table of a report, its names in the language of `say`."""
    yield from _summaries(report, say)
    yield from _tables(report, say)
    yield from _lists(report, say)


_NEW, _BEFORE, _OPEN = (
    Bilingual("本周新增", "New this week"),
    Bilingual("上周新增", "New the week before"),
    Bilingual("期末在办", "Open at the end"),
)
_NUMBER, _FIRM, _SUBJECT, _LEAD = (
    Bilingual("诉求编号", "Ticket"),
    Bilingual("企业名称", "Enterprise"),
    Bilingual("诉求", "Request"),
    Bilingual("主办单位", "Lead department"),
)


def _summaries(report: WeeklyReport, say: Say) -> Iterator[Sheet]:
    columns = (
        Bilingual("指标", "Figure"),
        Bilingual("本周", "This week"),
        Bilingual("上周", "Week before"),
        Bilingual("增减", "Change"),
    )
    yield Sheet(
        Bilingual("总体", "Summary"),
        columns,
        [
            (
                say(FIGURE_NAMES[figure]),
                report.count(figure),
                report.before.get(figure, 0),
                report.change(figure),
            )
            for figure in Figure
        ],
    )
    now, before = report.rates, report.rates_before
    rates = (
        (Bilingual("响应率", "Response"), now.response, before.response),
        (Bilingual("解决率", "Solved"), now.solved, before.solved),
        (Bilingual("满意率", "Satisfied"), now.satisfied, before.satisfied),
        (Bilingual("参评率", "Participation"), now.participation, before.participation),
        (Bilingual("按时办结率", "Finished in time"), report.on_time, None),
        (Bilingual("办结率", "Completion"), report.completion, None),
    )
    yield Sheet(
        Bilingual("三率", "Rates"),
        (
            Bilingual("指标", "Rate"),
            Bilingual("本周", "This week"),
            Bilingual("分子", "Part"),
            Bilingual("分母", "Out of"),
            Bilingual("上周", "Week before"),
        ),
        [(say(name), rate, rate.part, rate.whole, earlier) for name, rate, earlier in rates],
    )
    yield Sheet(
        Bilingual("四类", "Categories"),
        (Bilingual("类别", "Category"), _NEW, _BEFORE, _OPEN),
        [
            (say(CATEGORY_NAMES[line.category]), line.new, line.new_before, line.open)
            for line in report.categories
        ],
    )


def _tables(report: WeeklyReport, say: Say) -> Iterator[Sheet]:
    yield Sheet(
        Bilingual("事项", "Request types"),
        (Bilingual("事项", "Request type"), _NEW, _BEFORE, Bilingual("企业数", "Enterprises")),
        [
            (say(report.type_names[line.request_type]), line.new, line.new_before, line.firms)
            for line in report.types
        ],
    )
    yield Sheet(
        Bilingual("部门", "Departments"),
        (
            Bilingual("部门", "Department"), *(FIGURE_NAMES[figure] for figure in (Figure.RECEIVED, Figure.FINISHED)),
            Bilingual("按时办结率", "Finished in time"), _OPEN,
            *(FIGURE_NAMES[f] for f in (Figure.OVERDUE, Figure.HELD, Figure.RETURNED, Figure.REDONE)),
            Bilingual("响应率", "Response"), Bilingual("满意率", "Satisfied"),
        ),
        [
            (
                say(report.department_names[line.code]), line.received, line.finished, line.on_time, line.open,
                line.overdue, line.held, line.returned, line.redone, line.response, line.satisfied,
            )
            for line in report.departments
        ],
    )  # fmt: skip
    known = {source.value: SOURCE_NAMES[source] for source in Source}
    yield Sheet(
        Bilingual("来源", "Sources"),
        (Bilingual("来源", "Source"), _NEW),
        [(say(known.get(line.source, line.source)), line.new) for line in report.sources],
    )
    yield Sheet(
        Bilingual("热点", "Hot spots"),
        (
            Bilingual("事项", "Request type"),
            Bilingual("园区", "Park"),
            Bilingual("企业数", "Enterprises"),
            Bilingual("诉求编号", "Tickets"),
        ),
        [
            (
                say(report.type_names.get(spot.request_type or "", "")),
                say(park_name(spot.park)),
                spot.firms,
                "、".join(spot.tickets),
            )
            for spot in report.hot_spots
        ],
    )


def _lists(report: WeeklyReport, say: Say) -> Iterator[Sheet]:
    def who(number: str) -> tuple[str, str, str, str]:
        line = report.tickets[number]
        return number, line.enterprise, line.title, say(report.department_names[line.department])

    opening = (_NUMBER, _FIRM, _SUBJECT, _LEAD)
    yield Sheet(
        FIGURE_NAMES[Figure.OVERDUE],
        (
            *opening,
            Bilingual("超期环节", "Overdue step"),
            Bilingual("时限", "Due"),
            Bilingual("超期天数", "Days overdue"),
        ),
        [
            (*who(line.ticket_no), say(milestone_name(line.milestone)), due_cell(line.due), line.days)
            for line in report.late
        ],
    )
    yield Sheet(
        FIGURE_NAMES[Figure.DUE_NEXT],
        (*opening, Bilingual("到期环节", "Step due"), Bilingual("时限", "Due")),
        [
            (*who(line.ticket_no), say(milestone_name(line.milestone)), due_cell(line.due))
            for line in report.due
        ],
    )
    yield Sheet(
        Bilingual("明细", "Tickets"),
        (
            *opening,
            Bilingual("园区", "Park"),
            Bilingual("类别", "Category"),
            Bilingual("事项", "Request type"),
            Bilingual("状态", "State"),
            Bilingual("计入", "Counted in"),
        ),
        [
            (
                *who(number),
                say(park_name(line.park)),
                say(CATEGORY_NAMES[line.category]),
                say(report.type_names[line.request_type]),
                say(STATE_NAMES[line.state]),
                "、".join(
                    say(FIGURE_NAMES[figure]) for figure, numbers in report.lists.items() if number in numbers
                ),
            )
            for number, line in sorted(report.tickets.items())
        ],
    )
    yield Sheet(
        Bilingual("口径", "Notes"), (Bilingual("说明", "Note"),), [(say(note),) for note in notes_of(report)]
    )


def due_cell(due: datetime) -> date:
    """Return a deadline as people count it: midnight belongs to the day that ends with it, so that day is shown."""
    local = due.astimezone(SHANGHAI)
    return due if local.time() != time.min else local.date() - timedelta(days=1)
