"""The report of any period as a Word file: the fields of the weekly template, filled in with the period's figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue
from service_desk.domain.date_words import deadline_words, full_date_words
from service_desk.domain.milestones import MILESTONE_NAMES
from service_desk.domain.parks import park_name
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.period_report import PeriodReport, completion, share_of
from service_desk.domain.telling import department_name
from service_desk.domain.zone_time import local_date
from service_desk.notify.rendering import share
from service_desk.persistence.period_lists import Line
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.web.reports.period_notes import NOTES
from service_desk.web.reports.period_view import balance_of, rate_lines
from service_desk.web.reports.report_view import change_words
from service_desk.web.workbook import Say

TITLE = Bilingual("企业诉求办理情况报告", "Report on enterprises' requests")
_NOW, _BEFORE, _NOTHING = (
    Bilingual("本期", "This period"),
    Bilingual("上期", "Period before"),
    Bilingual("—", "—"),
)
LONGEST_LIST = 100
"""Overdue tickets named in the paper; the ledger has them all."""


def period_fields(
    report: PeriodReport, late: Sequence[Line], catalogue: Catalogue, scope: str, office: Bilingual, say: Say
) -> dict[str, Any]:
    """Return what the template is filled in with: the same names as for a week, 上周 meaning the period before."""
    before = report.before
    return {
        "标题": say(TITLE),
        "期": say(report.span.title),
        "范围": scope,
        "本期": say(_NOW),
        "上期": say(_BEFORE),
        "主办单位": say(office),
        "截至": say(full_date_words(local_date(report.cut_off - timedelta(microseconds=1)))),
        "要点": say(_headline(report)),
        "平衡": "".join(f" {sign} {say(FIGURE_NAMES[figure])} {report.count(figure)}" for sign, figure in balance_of(report)).strip(),
        **{FIGURE_NAMES[figure].zh: report.count(figure) for figure in Figure},
        "较上周": {
            FIGURE_NAMES[figure].zh: say(_change(report.count(figure), before.get(figure, 0) if before is not None else None))
            for figure in Figure
        },
        "办结率": completion(report.counts).text(),
        "按时办结率": share_of(Figure.ON_TIME, Figure.FINISHED, report.counts).text(),
        "综合得分": report.rates.score(),
        "三率": list(_rates(report, say)),
        "四类": [
            {
                "名称": say(CATEGORY_NAMES[line.category]), "新增": line.new,
                "占比": share(line.new, report.count(report.scope.fresh)),
                "较上周": say(_change(line.new, line.new_before)), "期末在办": line.open,
            }
            for line in report.categories
        ],
        "事项": [
            {"名称": _type(line.request_type, catalogue, say), "件数": line.new, "企业": line.firms,
             "较上周": say(_change(line.new, line.new_before if before is not None else None))}
            for line in report.types
        ],
        "部门": [
            {
                "名称": say(department_name(line.code, catalogue)), "接单": line.received, "办结": line.finished,
                "按时": line.on_time.text(0), "在办": line.open, "超期": line.overdue, "挂账": line.held,
                "退单": line.returned, "重办": line.redone, "响应率": line.response.text(0),
                "满意率": line.satisfied.text(0),
            }
            for line in report.departments
        ],
        "热点": [
            {"名称": " · ".join(filter(None, (_type(spot.request_type, catalogue, say), say(park_name(spot.park)) if spot.park else ""))),
             "企业": spot.firms, "件数": spot.count}
            for spot in report.hot_spots
        ],
        "超期清单": [_late(line, report, catalogue, say) for line in late],
        "下周到期清单": [],
        "口径": [say(note) for note in NOTES],
    }  # fmt: skip


def _headline(report: PeriodReport) -> Bilingual:
    new, done, still, late = (
        report.count(each) for each in (report.scope.fresh, Figure.FINISHED, Figure.CLOSING, Figure.OVERDUE)
    )
    name = FIGURE_NAMES[report.scope.fresh]
    return Bilingual(
        f"{name.zh}{new}件，办结{done}件，期末在办{still}件，其中超期{late}件。",
        f"{name.en}: {new}; finished: {done}; open at the end: {still}, overdue of these: {late}.",
    )


def _change(now: int, then: int | None) -> Bilingual:
    return _NOTHING if then is None else change_words(now - then)


def _rates(report: PeriodReport, say: Say) -> Iterator[dict[str, Any]]:
    for line in rate_lines(report):
        yield {
            "名称": say(line.name),
            "本周": line.now.text(),
            "件数": f"{line.now.part}/{line.now.whole}",
            "较上周": (line.now.points_since(line.before) if line.before else None) or "—",
        }


def _type(code: str, catalogue: Catalogue, say: Say) -> str:
    return say(catalogue.request_types[code].name if code in catalogue.request_types else code)


def _late(line: Line, report: PeriodReport, catalogue: Catalogue, say: Say) -> dict[str, Any]:
    """Return an overdue ticket: which limit passed (where its clock still knows it), when, and how many days before the cut-off."""
    one = line.ticket
    step = next((each.key for each in stored_milestones(one) if each.due == line.at), None)
    return {
        "编号": one.ticket_no,
        "企业": one.enterprise_name,
        "诉求": one.title,
        "主办": say(department_name(line.department, catalogue)),
        "环节": say(MILESTONE_NAMES[step]) if step else "—",
        "时限": say(deadline_words(line.at)),
        "天数": max(0, (local_date(report.cut_off) - local_date(line.at)).days),
    }
