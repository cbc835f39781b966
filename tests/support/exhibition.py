"""A zone in which every screen has something to show: tickets in every state, answers, visits, lists, drafts of forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from service_desk.domain.callbacks import ResultType
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.problem_list import checked_row
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.domain.visits import Asked, Firm, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.accounts.manage_account import Person, deactivate_user, invite_user
from service_desk.usecases.enterprise.join_firm import Applicant, apply_for_firm
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.handling.keep_phrases import save_phrase
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.handling.tag_tickets import tag_ticket
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.look_at_list import look_at_list
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, publish_answer, write_answer
from service_desk.usecases.knowledge.rate_answer import rate_answer
from service_desk.usecases.knowledge.tell_area import Told, publish_notice
from service_desk.usecases.knowledge.wording import Wording
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import CampaignPlan, open_campaign
from service_desk.usecases.zone.draft_form import save_form_draft
from service_desk.usecases.zone.edit_routing import restore_routing
from service_desk.usecases.zone.seed_forms import seed_forms
from tests.support.forms import with_floor_height
from tests.support.people import ADMINISTRATOR
from tests.support.portal import GENERAL
from tests.support.zone import Zone

FIRM = Applicant(
    GENERAL["uscc"],
    "演示精密制造有限公司",
    "赵总",
    "创业大道8号",
    "王经理",
    "13800138000",
    "boss@firm.example",
)


class Shown(NamedTuple):
    """What there is to see: tickets by state, what else addresses name, and the token of an invitation."""

    zone: Zone
    tickets: dict[str, str]
    named: dict[str, int]
    invitation: str


def exhibit(zone: Zone) -> Shown:
    """Fill the zone with a ticket in every state a screen depends on, and a frozen week."""
    last_week = zone.desk.moment - timedelta(days=6)
    dispatcher, handler = zone.person(Role.DISPATCHER), zone.person(Role.HANDLER, "PW")
    mail: dict[str, Any] = {"contact_email": "firm@firm.example"}
    answered = zone.at_work("PW", now=last_week, **mail)
    zone.does(submit_result, answered, handler, result_type=ResultType.SOLVED, answer="已送电。")
    zone.does(approve_result, answered, zone.person(Role.HEAD, "PW"))
    asked = zone.filed(**mail)
    zone.does(request_information, asked, dispatcher, note="请补充变压器铭牌上的容量。")
    tickets = {
        "submitted": zone.filed(**mail),
        "asked": asked,
        "dispatched": zone.dispatched("PW", now=last_week, **mail),
        "at_work": zone.at_work("PW", now=last_week, **mail),
        "answered": answered,
    }
    _know(zone, tickets["at_work"])
    head, today = zone.person(Role.HEAD, "PW"), local_date(zone.desk.moment)
    with zone.inside():
        tag_ticket(tickets["at_work"], handler, zone.desk.moment, tags="停产风险、待现场踏勘")
        arrange_absence(
            handler, zone.desk.moment, user_id=handler.user_id or 0, substitute_id=head.user_id or 0,
            from_on=today, until_on=today + timedelta(days=3), reason="休假",
        )  # fmt: skip
        seed_forms(zone.desk.moment)
        restore_routing(0, by=ADMINISTRATOR, now=zone.desk.moment, seen_revision=0)
        save_form_draft("general", with_floor_height(), by=ADMINISTRATOR, now=zone.desk.moment)
        save_form_draft("energy_list", "code = 1", by=ADMINISTRATOR, now=zone.desk.moment)
        compile_weekly_report(Week(2026, 10), zone.desk.moment)
        db.session.commit()
        invited, left = (
            invite_user(
                Person(login, name, frozenset({Role.CALLBACK})), by=ADMINISTRATOR, now=zone.desk.moment
            )
            for login, name in (("somebody-invited", "演示-被邀请的人"), ("somebody-gone", "演示-已离岗的人"))
        )
        deactivate_user(left.user_id, by=ADMINISTRATOR, now=zone.desk.moment)
        phrase = save_phrase(handler, zone.desk.moment, name="踏勘", text="{企业}您好，我们明天到现场踏勘。")
        firm = apply_for_firm(replace(FIRM, email="third@firm.example"), zone.desk.moment)
        rows = [
            checked_row(
                2, {"enterprise_name": "演示新材料有限公司", "body": "变压器容量不够，想增容到1250kVA"}
            ),
            checked_row(3, {"enterprise_name": "演示新材料有限公司", "body": "二号线停电了"}),
            checked_row(4, {"enterprise_name": "演示新材料有限公司", "contact_mobile": "12"}),
        ]
        tickets["list"] = look_at_list("三月走访.xlsx", rows, dispatcher, zone.desk.moment)
        named = {"user": invited.user_id, "closed": left.user_id, "phrase": phrase.id, "firm": firm.id}
    _visited(zone, tickets)
    sorted_as: dict[str, Any] = {
        "category": Category.OTHER,
        "request_type": "noise_sanitation",
        "level": Level.SIMPLE,
    }
    zone.does(accept_ticket, zone.filed(**mail), dispatcher, **sorted_as)
    return Shown(zone, tickets, named, invited.token)


def _know(zone: Zone, umbrella: str) -> None:
    """Publish an answer that should be looked at again, leave another to be reviewed, and publish a notice."""
    writer, reviewer, then = zone.person(Role.HANDLER, "PW"), zone.person(Role.HEAD, "PW"), zone.desk.moment
    words = Wording(
        "变压器容量不够怎么增容",
        "容量不够。",
        "填**表**：\n\n- 户号\n- [指南](https://zone.example/a)",
        ("PW",),
        "power_capacity",
    )
    with zone.inside():
        for moment in (then - timedelta(days=200), then):
            answer = write_answer(writer, moment, words, is_clean=True)
            answer = hand_in_answer(answer.id, writer, moment, seen_version=answer.version)
            if moment < then:
                due = (then - timedelta(days=9)).date()
                publish_answer(answer.id, reviewer, moment, seen_version=answer.version, review_on=due)
                rate_answer(answer.id, "a reader", then, is_helpful=False, words="没说要多久")
        told = Told("智能制造产业园供电不足", "正在扩容。", "智能制造产业园", "power_capacity", then.date())
        publish_notice(umbrella, zone.person(Role.DISPATCHER), then, told)


def _visited(zone: Zone, numbers: dict[str, str]) -> None:
    """Have a campaign with a visit that brought a request back and still owes a policy."""
    commissioner, today = zone.person(Role.COMMISSIONER), zone.desk.moment.date()
    plan = CampaignPlan("演示走访", "演示入企服务组", today, 36, departments=("ID",), policies=("稳岗返还",))
    with zone.inside():
        campaign = open_campaign(plan, commissioner, zone.desk.moment)
        report = VisitReport(
            "accessible", Firm("演示新材料有限公司"), today, "演示组", campaign, asked=(Asked("夜里停水"),),
            follow_up_on=today, follow_up="看供水",
        )  # fmt: skip
        numbers["visit"] = record_visit(report, commissioner, zone.desk.moment).visit_no
    numbers["campaign"] = str(campaign)
