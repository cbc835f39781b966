"""Every act as it is usually done in tests of acts: by whom, with what, after what; and the ways that lead to a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.meetings import WhistleReason
from service_desk.domain.returns import ReturnReason
from service_desk.domain.roles import Role
from service_desk.domain.stops import StopKind
from service_desk.domain.supervision import SheetColour
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.closing.rate_ticket import rate_ticket
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.redo_ticket import put_on_list, redo_ticket, reopen_ticket
from service_desk.usecases.closing.strike_off_ticket import strike_off_ticket
from service_desk.usecases.enterprise.correct_contact import correct_contact
from service_desk.usecases.handling.add_co_task import add_co_task
from service_desk.usecases.handling.apply_for_leave import apply_extension, apply_hold, apply_level
from service_desk.usecases.handling.assign_handler import assign_handler
from service_desk.usecases.handling.decide_application import (
    approve_hold,
    grant_extension,
    raise_level,
    refuse_application,
)
from service_desk.usecases.handling.end_co_task import finish_co_task, waive_co_task
from service_desk.usecases.handling.pause_clock import ask_enterprise, pause_clock, resume_clock
from service_desk.usecases.handling.record_energised import record_energised
from service_desk.usecases.handling.record_meeting import record_meeting
from service_desk.usecases.handling.refer_outside import close_referral, refer_outside
from service_desk.usecases.handling.report_progress import add_note, log_contact, report_progress
from service_desk.usecases.handling.resume_ticket import resume_ticket
from service_desk.usecases.handling.review_result import approve_result, send_back
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.handling.verify_on_site import verify_on_site
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.decline_ticket import decline_ticket
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.submit_ticket import Request
from service_desk.usecases.intake.supplement_ticket import add_facts, supplement_ticket
from service_desk.usecases.intake.withdraw_ticket import withdraw_ticket
from service_desk.usecases.routing.dispatch_ticket import answer_directly, dispatch_ticket
from service_desk.usecases.routing.group_tickets import join_umbrella, leave_umbrella
from service_desk.usecases.routing.judge_return import reject_return, uphold_return
from service_desk.usecases.routing.merge_ticket import merge_ticket, unmerge_ticket
from service_desk.usecases.routing.return_ticket import return_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket
from service_desk.usecases.routing.transfer_ticket import transfer_ticket
from service_desk.usecases.routing.undo_act import undo_act
from service_desk.usecases.supervision.instruct_department import answer_instruction, instruct_department
from service_desk.usecases.supervision.issue_sheets import answer_sheet, issue_sheet
from service_desk.usecases.supervision.urge_ticket import urge_ticket

MORNING = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)
"""A Tuesday, an ordinary working day."""

FIRM_MAIL = "firm@example.com"
MAILBOXES = {code: f"{code.lower()}@zone.example" for code in ("ES", "PW", "CB", "LE", "GO")}


def officer(number: int, name: str, role: Role, department: str) -> Actor:
    """Return an officer with one role."""
    return Actor(number, name, frozenset({role}), department)


DISPATCHER = officer(1, "演示-受理员", Role.DISPATCHER, "ES")
CALLER = officer(2, "演示-回访员", Role.CALLBACK, "ES")
COMMISSIONER = officer(3, "演示-服务专员", Role.COMMISSIONER, "ES")
SUPERVISOR = officer(4, "演示-督办员", Role.SUPERVISOR, "GO")
LEADER = officer(5, "演示-区领导", Role.LEADER, "GO")
HANDLER = officer(11, "演示-承办人", Role.HANDLER, "PW")
HEAD = officer(12, "演示-负责人", Role.HEAD, "PW")
HELPER = officer(21, "演示-协办人", Role.HANDLER, "CB")
OUTSIDER = officer(31, "演示-别的部门", Role.HEAD, "LE")
STRANGER = guest("演示路人", "QY20260310-9999")
FIRM = guest("演示联系人")
"""Stands for the contact of whatever ticket is acted on."""

REQUEST = Request(
    title="申请增容500 kVA", body="新车间六月投产，现有变压器不够用。", request_type="power_capacity",
    enterprise_name="演示新材料有限公司", contact_name="演示联系人", contact_mobile="13800138000",
    contact_email=FIRM_MAIL,
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One act as it is usually done: by whom, by which use case, with what, after what, how long after it."""

    person: Actor
    act: Callable[..., Ticket]
    inputs: Mapping[str, Any] = field(default_factory=dict)
    after: tuple[Action, ...] = ()
    waits: timedelta = timedelta(minutes=10)


def _lapse(ticket_no: str, actor: Actor, now: datetime, seen_version: int | None = None) -> Ticket:
    return perform(ticket_no, Action.LAPSE, actor, now, seen_version=seen_version)


def _escalate(
    ticket_no: str, actor: Actor, now: datetime, *, data: Mapping[str, Any], seen_version: int | None = None
) -> Ticket:
    return perform(ticket_no, Action.ESCALATE, actor, now, seen_version=seen_version, data=data)


A = Action
ACCEPTED = (A.SUBMIT, A.ACCEPT)
DISPATCHED = (*ACCEPTED, A.DISPATCH)
RETURNED = (*DISPATCHED, A.RETURN)
WORKING = (*DISPATCHED, A.SIGN)
ASKED = (*WORKING, A.ASK_ENTERPRISE)
HELD = (*WORKING, A.APPLY_HOLD, A.HOLD)
REFERRED = (*WORKING, A.REFER_OUTSIDE)
RESULT = (*WORKING, A.FINISH_CO_TASK, A.SUBMIT_RESULT)
APPROVED = (*RESULT, A.APPROVE_RESULT)
ANSWERED = (*APPROVED, A.RECORD_CALLBACK)
CLOSED = (*ANSWERED, A.STRIKE_OFF)
ON_SITE = (A.RECORD_ON_SITE,)
NOTE = {"note": "演示内容"}
ACCEPTANCE: dict[str, Any] = {
    "category": Category.FACTORS,
    "request_type": "power_capacity",
    "level": Level.GENERAL,
}
SOLVED: dict[str, Any] = {"outcome": Outcome.SOLVED, "rating": 5}

DEEDS: dict[Action, Deed] = {
    A.ACCEPT: Deed(DISPATCHER, accept_ticket, ACCEPTANCE, (A.SUBMIT,)),
    A.REQUEST_INFO: Deed(DISPATCHER, request_information, NOTE, (A.SUBMIT,)),
    A.DECLINE: Deed(DISPATCHER, decline_ticket, {"reason": "已诉讼", "channel": "人民法院"}, (A.SUBMIT,)),
    A.SUPPLEMENT: Deed(FIRM, supplement_ticket, NOTE, (A.SUBMIT, A.REQUEST_INFO)),
    A.LAPSE: Deed(SYSTEM, _lapse, {}, (A.SUBMIT, A.REQUEST_INFO), timedelta(days=15)),
    A.DISPATCH: Deed(DISPATCHER, dispatch_ticket, {"lead": "PW", "co_departments": ["CB"]}, ACCEPTED),
    A.ANSWER_DIRECTLY: Deed(DISPATCHER, answer_directly, {"answer": "可直接申报。"}, ACCEPTED),
    A.SIGN: Deed(HANDLER, sign_ticket, {"contacted": True}, DISPATCHED),
    A.RETURN: Deed(
        HEAD, return_ticket, {"reason": ReturnReason.NOT_OUR_DUTY, "basis": "三定方案"}, DISPATCHED
    ),
    A.UPHOLD_RETURN: Deed(DISPATCHER, uphold_return, {"ruling": "属实"}, RETURNED),
    A.REJECT_RETURN: Deed(DISPATCHER, reject_return, {"ruling": "应由供电局办理"}, RETURNED),
    A.ASSIGN: Deed(HEAD, assign_handler, {"user_id": HANDLER.user_id}, WORKING),
    A.CONTACT: Deed(HANDLER, log_contact, NOTE, WORKING),
    A.PROGRESS: Deed(HANDLER, report_progress, NOTE, WORKING),
    A.ASK_ENTERPRISE: Deed(HANDLER, ask_enterprise, NOTE, WORKING),
    A.RESUME_CLOCK: Deed(HANDLER, resume_clock, NOTE, ASKED),
    A.FINISH_CO_TASK: Deed(HELPER, finish_co_task, {"opinion": "同意"}, WORKING),
    A.WAIVE_CO_TASK: Deed(HEAD, waive_co_task, {"department": "CB", "reason": "无须"}, WORKING),
    A.PAUSE_CLOCK: Deed(
        HANDLER,
        pause_clock,
        {"kind": StopKind.SURVEY, "evidence": "勘验通知书1号", "expected_until": date(2026, 3, 20)},
        WORKING,
    ),
    A.VERIFY_ON_SITE: Deed(
        HANDLER,
        verify_on_site,
        {"on": date(2026, 3, 10), "people": "演示-承办人、企业电工", "conclusion": "与申报相符"},
        WORKING,
    ),
    A.RECORD_ENERGISED: Deed(HANDLER, record_energised, {"on": date(2026, 3, 10)}, WORKING),
    A.ADD_CO_TASK: Deed(HEAD, add_co_task, {"department": "LE", "title": "核对管线"}, WORKING),
    A.REFER_OUTSIDE: Deed(HANDLER, refer_outside, {"unit": "市发改委", **NOTE}, WORKING),
    A.CLOSE_REFERRAL: Deed(HANDLER, close_referral, {**NOTE, "document_no": "演示函1号"}, REFERRED),
    A.RECORD_MEETING: Deed(
        HEAD,
        record_meeting,
        {
            "held_on": date(2026, 3, 10),
            "reason": WhistleReason.BEYOND_ONE_UNIT,
            "attendees": ["PW", "CB"],
            "minutes": "分段推进",
        },
        WORKING,
    ),
    A.APPLY_EXTENSION: Deed(HANDLER, apply_extension, {"days": 3, "reason": "设备未到"}, WORKING),
    A.GRANT_EXTENSION: Deed(SUPERVISOR, grant_extension, {}, (*WORKING, A.APPLY_EXTENSION)),
    A.APPLY_LEVEL: Deed(HANDLER, apply_level, {"level": Level.COMPLEX, "reason": "需改造线路"}, WORKING),
    A.RAISE_LEVEL: Deed(SUPERVISOR, raise_level, {}, (*WORKING, A.APPLY_LEVEL)),
    A.APPLY_HOLD: Deed(
        HEAD,
        apply_hold,
        {"reason": "待规划", "plan": "2026-04-01 完成方案\n2026-05-01 开工", "review_on": date(2026, 4, 1)},
        WORKING,
    ),
    A.HOLD: Deed(LEADER, approve_hold, {}, (*WORKING, A.APPLY_HOLD)),
    A.REFUSE_APPLICATION: Deed(
        SUPERVISOR, refuse_application, {"reason": "可以按期"}, (*WORKING, A.APPLY_EXTENSION)
    ),
    A.RESUME: Deed(HEAD, resume_ticket, {}, HELD),
    A.SUBMIT_RESULT: Deed(
        HANDLER,
        submit_result,
        {"result_type": ResultType.SOLVED, "answer": "已送电。"},
        (*WORKING, A.FINISH_CO_TASK),
    ),
    A.APPROVE_RESULT: Deed(HEAD, approve_result, {}, RESULT),
    A.SEND_BACK: Deed(HEAD, send_back, {"reason": "没有日期"}, RESULT),
    A.RECORD_CALLBACK: Deed(CALLER, record_callback, SOLVED, APPROVED),
    A.RATE: Deed(FIRM, rate_ticket, SOLVED | {"outcome": Outcome.UNSOLVED, "rating": 1}, APPROVED),
    A.REDO: Deed(CALLER, redo_ticket, {"reason": "仍停电"}, (*APPROVED, A.RATE)),
    A.PUT_ON_LIST: Deed(DISPATCHER, put_on_list, {"reason": "没有办成"}, (*ON_SITE, A.RATE)),
    A.STRIKE_OFF: Deed(CALLER, strike_off_ticket, {}, ANSWERED),
    A.REOPEN: Deed(DISPATCHER, reopen_ticket, {"reason": "新情况"}, CLOSED),
    A.NOTE: Deed(DISPATCHER, add_note, NOTE, (A.SUBMIT,)),
    A.CORRECT_CONTACT: Deed(
        FIRM,
        correct_contact,
        {"contact_name": "李主任", "contact_mobile": "13900139000", "contact_email": "li@example.com"},
        (A.SUBMIT,),
    ),
    A.ADD_FACTS: Deed(FIRM, add_facts, NOTE, (A.SUBMIT,)),
    A.WITHDRAW: Deed(FIRM, withdraw_ticket, {}, (A.SUBMIT,)),
    A.MERGE: Deed(DISPATCHER, merge_ticket, {}, (A.SUBMIT,)),
    A.UNMERGE: Deed(DISPATCHER, unmerge_ticket, {"reason": "不是一回事"}, (A.SUBMIT, A.MERGE)),
    A.TRANSFER: Deed(DISPATCHER, transfer_ticket, {"lead": "CB", "reason": "属土建"}, WORKING),
    A.UNDO: Deed(DISPATCHER, undo_act, {}, DISPATCHED, timedelta(0)),
    A.JOIN: Deed(DISPATCHER, join_umbrella, {}, (A.SUBMIT,)),
    A.LEAVE: Deed(DISPATCHER, leave_umbrella, {}, (A.SUBMIT, A.JOIN)),
    A.URGE: Deed(FIRM, urge_ticket, {}, WORKING),
    A.INSTRUCT: Deed(LEADER, instruct_department, NOTE, WORKING),
    A.ANSWER_INSTRUCTION: Deed(HEAD, answer_instruction, NOTE, (*WORKING, A.INSTRUCT)),
    A.ISSUE_SHEET: Deed(SUPERVISOR, issue_sheet, {"colour": SheetColour.YELLOW, **NOTE}, WORKING),
    A.ANSWER_SHEET: Deed(HEAD, answer_sheet, NOTE, (*WORKING, A.ISSUE_SHEET)),
    A.ESCALATE: Deed(SUPERVISOR, _escalate, {"data": {"why": "redos"}}, WORKING),
}
"""Every act on a ticket that exists; the two that make one are methods of the office."""

OTHERS = {Action.MERGE: "into", Action.JOIN: "parent"}
"""Acts that name another ticket, and the input in which they do."""
