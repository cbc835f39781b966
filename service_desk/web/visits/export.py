"""A campaign as a workbook: its visits, and its requests with what has become of each; no telephone numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import OUTCOME_NAMES, RESULT_NAMES, Outcome, ResultType
from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.domain.visits import HANDLING_NAMES, DatePrecision, Handling, still_to_hand_over
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Campaign, Ticket, Visit
from service_desk.persistence.visits import requests_of_campaign, visits_of_campaign
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.visits.run_campaign import find_campaign
from service_desk.web.clock import now
from service_desk.web.language import say
from service_desk.web.workbook import CONTENT_TYPE, Cell, Sheet, workbook

MOST = 20_000

VISIT_COLUMNS = (
    Bilingual("走访编号", "Visit"), Bilingual("工作组", "Working group"), Bilingual("走访日期", "Visited on"),
    Bilingual("日期", "Precision"), Bilingual("企业名称", "Enterprise"), Bilingual("是否占位", "Placeholder"),
    Bilingual("谁去的", "Who went"), Bilingual("送到的政策", "Policies handed over"),
    Bilingual("未送到的政策", "Policies still owed"), Bilingual("看到的情况", "What was seen"),
    Bilingual("诉求件数", "Requests"), Bilingual("当场解决件数", "Solved on the spot"), Bilingual("哪天再看", "To follow up on"),
    Bilingual("记录人", "Recorded by"), Bilingual("记录时间", "Recorded at"),
)  # fmt: skip
REQUEST_COLUMNS = (
    Bilingual("诉求编号", "Ticket"), Bilingual("走访编号", "Visit"), Bilingual("走访日期", "Visited on"),
    Bilingual("企业名称", "Enterprise"), Bilingual("统一社会信用代码", "USCC"), Bilingual("所在园区", "Park"),
    Bilingual("诉求内容", "Request"), Bilingual("类别", "Category"), Bilingual("事项", "Type"),
    Bilingual("是否当场解决", "On the spot"), Bilingual("主办单位", "Lead"), Bilingual("状态", "State"),
    Bilingual("办理时限", "Due"), Bilingual("办结时间", "Finished at"), Bilingual("办理结果", "Result"),
    Bilingual("企业是否满意", "Callback"), Bilingual("是否销号", "Struck off"),
)  # fmt: skip
_YES, _NO = Bilingual("是", "yes"), Bilingual("否", "no")
_PRECISION = {
    DatePrecision.EXACT.value: Bilingual("确切", "exact"),
    DatePrecision.APPROX.value: Bilingual("大约", "about"),
}


def export_campaign(campaign_id: int) -> Response:
    """Return a campaign as a workbook of two sheets."""
    session = db.session()
    campaign = find_campaign(session, campaign_id)
    heading = f"{campaign.name} · {campaign.group_name} · {local_date(now()).isoformat()}"
    sheets = [
        Sheet(Bilingual("走访", "Visits"), VISIT_COLUMNS, _visits(campaign)),
        Sheet(Bilingual("诉求", "Requests"), REQUEST_COLUMNS, _requests(campaign)),
    ]
    answer = Response(workbook(heading, sheets, say, is_long=True), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="visits-{campaign_id}-{local_date(now()).isoformat()}.xlsx"'
    )
    return answer


def _visits(campaign: Campaign) -> Iterator[Sequence[Cell]]:
    for visit in visits_of_campaign(db.session(), campaign.id, MOST):
        owed = [] if visit.is_placeholder else still_to_hand_over(campaign.policies, visit.handed)
        yield (
            visit.visit_no, campaign.group_name, visit.visited_on, say(_PRECISION[visit.date_precision]), visit.firm_name,
            _yes(visit.is_placeholder), visit.people, "、".join(visit.handed), "、".join(owed), visit.seen,
            visit.asked, visit.on_site, visit.follow_up_on, visit.recorder_name, visit.recorded_at,
        )  # fmt: skip


def _requests(campaign: Campaign) -> Iterator[Sequence[Cell]]:
    for visit, ticket, is_on_site in requests_of_campaign(db.session(), campaign.id, MOST):
        yield _request(visit, ticket, is_on_site=is_on_site)


def _request(visit: Visit, ticket: Ticket, *, is_on_site: bool) -> Sequence[Cell]:
    catalogue = catalogue_in_force(db.session())
    kind = catalogue.request_types.get(ticket.request_type)
    handling = Handling.ON_SITE if is_on_site else Handling.LISTED
    outcome = OUTCOME_NAMES[Outcome(ticket.callback_outcome)] if ticket.callback_outcome else None
    return (
        ticket.ticket_no, visit.visit_no, visit.visited_on, ticket.enterprise_name, ticket.uscc, ticket.park, ticket.body,
        say(CATEGORY_NAMES[Category(ticket.category)]), say(kind.name) if kind else ticket.request_type,
        say(HANDLING_NAMES[handling]),
        say(department_name(ticket.lead_department, catalogue)) if ticket.lead_department else None,
        say(STATE_NAMES[ticket.state_now]), ticket.next_due_at, ticket.result_at,
        say(RESULT_NAMES[ResultType(ticket.result_type)]) if ticket.result_type else None, say(outcome),
        _yes(ticket.state == "closed"),
    )  # fmt: skip


def _yes(answer: bool) -> str:
    return say(_YES if answer else _NO)
