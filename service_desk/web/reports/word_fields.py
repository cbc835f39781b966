"""What a Word template may name: every field of the weekly report in Chinese, with its value in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.date_words import deadline_words, full_date_words
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.zone_time import local_date
from service_desk.notify.rendering import share
from service_desk.notify.report_words import balance, milestone_name
from service_desk.web.reports.report_notes import notes_of
from service_desk.web.reports.report_view import change_words
from service_desk.web.workbook import Say

TITLE = Bilingual("企业诉求办理情况周报", "Weekly report on enterprises' requests")
THIS_WEEK, LAST_WEEK = Bilingual("本周", "This week"), Bilingual("上周", "Last week")
"""What a report is about and what it is compared with, as the template's headings name them: it serves other periods, too."""


def fields_of(report: WeeklyReport, scope: Bilingual, office: Bilingual, say: Say) -> dict[str, Any]:
    """Return the fields a template is filled in with."""
    return {
        "标题": say(TITLE),
        "期": say(report.period.title),
        "范围": say(scope),
        "本期": say(THIS_WEEK),
        "上期": say(LAST_WEEK),
        "主办单位": say(office),
        "截至": say(full_date_words(local_date(report.cut_off))),
        "要点": say(report.headline),
        "平衡": "".join(f" {sign} {say(FIGURE_NAMES[figure])} {report.count(figure)}" for sign, figure in balance(report)).strip(),
        **{FIGURE_NAMES[figure].zh: report.count(figure) for figure in Figure},
        "较上周": {FIGURE_NAMES[figure].zh: say(change_words(report.change(figure))) for figure in Figure},
        "办结率": report.completion.text(),
        "按时办结率": report.on_time.text(),
        "综合得分": report.rates.score(),
        "三率": list(_rates(report, say)),
        "四类": [
            {
                "名称": say(CATEGORY_NAMES[line.category]), "新增": line.new,
                "占比": share(line.new, report.count(Figure.NEW if report.is_zone else Figure.RECEIVED)),
                "较上周": say(change_words(line.new - line.new_before)), "期末在办": line.open,
            }
            for line in report.categories
        ],
        "事项": [
            {"名称": say(report.type_names[line.request_type]), "件数": line.new, "企业": line.firms,
             "较上周": say(change_words(line.new - line.new_before))}
            for line in report.types
        ],
        "部门": [
            {
                "名称": say(report.department_names[line.code]), "接单": line.received, "办结": line.finished,
                "按时": line.on_time.text(0), "在办": line.open, "超期": line.overdue, "挂账": line.held,
                "退单": line.returned, "重办": line.redone, "响应率": line.response.text(0),
                "满意率": line.satisfied.text(0),
            }
            for line in report.departments
        ],
        "热点": list(_hot(report, say)),
        "超期清单": [
            {**_who(report, line.ticket_no, say), "环节": say(milestone_name(line.milestone)),
             "时限": say(deadline_words(line.due)), "天数": line.days}
            for line in report.late
        ],
        "下周到期清单": [
            {**_who(report, line.ticket_no, say), "环节": say(milestone_name(line.milestone)),
             "时限": say(deadline_words(line.due))}
            for line in report.due
        ],
        "口径": [say(note) for note in notes_of(report)],
    }  # fmt: skip


def _rates(report: WeeklyReport, say: Say) -> Iterator[dict[str, Any]]:
    now, before = report.rates, report.rates_before
    rates: tuple[tuple[Bilingual, Rate, Rate], ...] = (
        (Bilingual("响应率", "Response"), now.response, before.response),
        (Bilingual("解决率", "Solved"), now.solved, before.solved),
        (Bilingual("满意率", "Satisfied"), now.satisfied, before.satisfied),
        (Bilingual("参评率", "Participation"), now.participation, before.participation),
    )
    for name, rate, earlier in rates:
        yield {
            "名称": say(name),
            "本周": rate.text(),
            "件数": f"{rate.part}/{rate.whole}",
            "较上周": rate.points_since(earlier) or "—",
        }


def _hot(report: WeeklyReport, say: Say) -> Iterator[dict[str, Any]]:
    for spot in report.hot_spots:
        yield {"名称": say(spot.name(report.type_names)), "企业": spot.firms, "件数": len(spot.tickets)}


def _who(report: WeeklyReport, number: str, say: Say) -> dict[str, Any]:
    line = report.tickets[number]
    return {
        "编号": number,
        "企业": line.enterprise,
        "诉求": line.title,
        "主办": say(report.department_names[line.department]),
    }
