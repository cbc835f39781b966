"""An office at work: its people, and every act on a ticket with the inputs and the person it usually has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.events import Event
from service_desk.domain.meetings import WhistleReason
from service_desk.domain.returns import ReturnReason
from service_desk.domain.roles import Role
from service_desk.domain.stops import StopKind
from service_desk.domain.supervision import SheetColour
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import User, UserRole
from service_desk.persistence.database import Base, db, transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import DepartmentRow, OutboxMail, Ticket
from service_desk.persistence.tickets import ticket_by_number
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
from service_desk.usecases.intake.record_on_site import record_on_site
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
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
from tests.support import brought

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


class Office:
    """Acts through the real use cases on the present database, its clock moving on with every act."""

    def __init__(self) -> None:
        self.now = MORNING
        is_first = brought.holds_nothing()
        departments = [
            {"code": code, "zh": code, "en": code, "short": code, "mailbox": mailbox, "position": position}
            for position, (code, mailbox) in enumerate(MAILBOXES.items())
        ]
        people = (HANDLER, HEAD, HELPER)
        accounts = [
            {"id": one.user_id, "login": f"p{one.user_id}", "display_name": one.name,
             "department": one.department, "created_at": self.now}
            for one in people
        ]  # fmt: skip
        roles = [{"user_id": one.user_id, "role": role} for one in people for role in one.roles]
        with transaction() as session:  # row by row it would take as long as an act, before nearly every test
            for table, rows in ((DepartmentRow, departments), (User, accounts), (UserRole, roles)):
                session.connection().execute(sa.insert(table), rows)
        self._as_opened = brought.untouched() if is_first else None

    def submit(self, request: Request = REQUEST, actor: Actor = FIRM) -> str:
        """Submit a request and return its number."""
        return self._bring((Action.SUBMIT,), request) if actor is FIRM else self._submit(request, actor)

    def _submit(self, request: Request, actor: Actor) -> str:
        self.now += timedelta(minutes=10)
        return submit_ticket(request, actor, self.now).ticket_no

    def record_on_site(self, request: Request = REQUEST, actor: Actor = COMMISSIONER) -> str:
        """Record a request as solved on the spot and return its number."""
        self.now += timedelta(minutes=10)
        return record_on_site(request, actor, self.now, answer="当场已答复。").ticket_no

    def act(
        self,
        action: Action,
        number: str,
        *,
        by: Actor | None = None,
        seen: int | None = None,
        **different: Any,
    ) -> Ticket:
        """Perform an act the usual way, but for what is said differently."""
        deed = DEEDS[action]
        self.now += deed.waits
        person = by or deed.person
        if person is FIRM:
            person = guest(FIRM.name, number)
        inputs = {**deed.inputs, **different}
        other = OTHERS.get(action)
        if other is not None and other not in inputs:
            inputs[other] = self.another()
        return deed.act(number, person, self.now, **inputs, seen_version=seen)

    def bring(self, *path: Action, **request: Any) -> str:
        """Take a new ticket along a path that begins with one of the two acts that make one; return its number."""
        return self._bring(path, Request(**{**vars(REQUEST), **request}))

    def _bring(self, path: tuple[Action, ...], wanted: Request) -> str:
        """Go the path, or, where this office has done nothing yet, as far of it as another has gone, by copying what it left."""
        if self._as_opened is None or brought.untouched() != self._as_opened:
            return self._go(path, "", wanted)
        ways = [(self.now, repr(wanted), path[: end + 1]) for end in range(len(path))]
        gone = next((end for end in range(len(path), 0, -1) if brought.is_kept(ways[end - 1])), 0)
        number = ""
        if gone:
            self.now, number = brought.restore(ways[gone - 1])
        for action, way in zip(path[gone:], ways[gone:], strict=True):
            number = self._go((action,), number, wanted)
            brought.keep(way, self.now, number)
        return number

    def _go(self, path: tuple[Action, ...], number: str, wanted: Request) -> str:
        for action in path:
            if action is Action.SUBMIT:
                number = self._submit(wanted, FIRM)
            elif action is Action.RECORD_ON_SITE:
                number = self.record_on_site(wanted)
            else:
                self.act(action, number)
        return number

    def before(self, action: Action) -> str:
        """Return a ticket on which an act can be performed next."""
        return self.bring(*DEEDS[action].after)

    def another(self) -> str:
        """Return the number of some other open ticket; no time passes."""
        return submit_ticket(Request(**{**vars(REQUEST), "title": "另一件"}), FIRM, self.now).ticket_no

    def ticket(self, number: str) -> Ticket:
        """Return a ticket as it is stored now."""
        db.session.rollback()
        found = ticket_by_number(db.session(), number)
        assert found is not None
        return found

    def events(self, number: str) -> list[Event]:
        """Return a ticket's history."""
        return history(db.session(), self.ticket(number).id)

    def last(self, number: str) -> Event:
        """Return the last event of a ticket."""
        return self.events(number)[-1]

    def letters(self, number: str) -> list[tuple[str, str]]:
        """Return notice and recipient of the letters the last act on a ticket queued."""
        ticket = self.ticket(number)
        query = sa.select(OutboxMail).where(OutboxMail.ticket_no == number).order_by(OutboxMail.id)
        mails = [mail for mail in db.session.scalars(query) if mail.data["seq"] == ticket.last_seq]
        return [(mail.notice, mail.recipient) for mail in mails]


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return everything the database holds, table by table."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(sa.select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }
