"""Acts out tickets through the real use cases, at moments of a test's choosing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from service_desk.domain.actors import Actor, guest
from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import DepartmentRow
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.strike_off_ticket import strike_off_ticket
from service_desk.usecases.handling.apply_for_leave import apply_hold
from service_desk.usecases.handling.decide_application import approve_hold
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket

DISPATCHER = Actor(1, "演示-受理员", frozenset({Role.DISPATCHER}), "ES")
CALLER = Actor(2, "演示-回访员", frozenset({Role.CALLBACK}), "ES")
SUPERVISOR = Actor(3, "演示-督办员", frozenset({Role.SUPERVISOR}), "GO")
LEADER = Actor(4, "演示-区领导", frozenset({Role.LEADER}), "GO")
MINUTE = timedelta(minutes=1)


def handler(department: str = "PW") -> Actor:
    """Return a department's handler."""
    return Actor(11, "演示-承办人", frozenset({Role.HANDLER}), department)


def head(department: str = "PW") -> Actor:
    """Return a department's head."""
    return Actor(12, "演示-负责人", frozenset({Role.HEAD}), department)


def submitted(now: datetime, **different: Any) -> str:
    """Submit a request and return its number."""
    facts: dict[str, Any] = {
        "title": "申请增容500 kVA",
        "body": "新车间六月投产，现有变压器不够用。",
        "request_type": "power_capacity",
        "enterprise_name": "演示新材料有限公司",
        "contact_name": "演示联系人",
        "contact_mobile": "13800138000",
        "contact_email": "firm@example.com",
    }
    return submit_ticket(Request(**(facts | different)), guest("演示联系人"), now).ticket_no


def dispatched(now: datetime, lead: str = "PW", *, helpers: tuple[str, ...] = (), **different: Any) -> str:
    """Submit, accept and dispatch within two minutes."""
    number = submitted(now, **different)
    kind = different.get("request_type", "power_capacity")
    accept_ticket(
        number,
        DISPATCHER,
        now + MINUTE,
        category=Category.FACTORS,
        request_type=kind,
        level=Level.GENERAL,
    )
    dispatch_ticket(number, DISPATCHER, now + 2 * MINUTE, lead=lead, co_departments=helpers)
    return number


def at_work(now: datetime, lead: str = "PW", **different: Any) -> str:
    """Submit, accept, dispatch and sign, the enterprise being contacted at once."""
    number = dispatched(now, lead, **different)
    sign_ticket(number, handler(lead), now + 3 * MINUTE, contacted=True)
    return number


def finished(number: str, now: datetime, lead: str = "PW") -> str:
    """Submit a result and have it approved."""
    submit_result(number, handler(lead), now, result_type=ResultType.SOLVED, answer="已增容送电。")
    approve_result(number, head(lead), now + MINUTE)
    return number


def held(number: str, now: datetime, review: date, reason: str = "变电站扩建中", lead: str = "PW") -> str:
    """Have the head ask for a hold with one node on the day of review, and a leader approve it."""
    apply_hold(number, head(lead), now, reason=reason, plan=f"{review} 送电", review_on=review)
    approve_hold(number, LEADER, now + MINUTE)
    return number


def struck_off(number: str, now: datetime, rating: int | None = 5) -> str:
    """Call the enterprise, which is content, and strike the ticket off."""
    record_callback(number, CALLER, now, outcome=Outcome.SOLVED, rating=rating)
    strike_off_ticket(number, CALLER, now + MINUTE)
    return number


def add_leader(name: str, address: str | None, now: datetime, language: str = "zh") -> None:
    """Put a zone leader into the accounts."""
    with transaction() as session:
        user = User(login=name, display_name=name, email=address, language=language, created_at=now)
        user.hold({Role.LEADER})
        session.add(user)


def add_department(code: str, mailbox: str | None, name: str = "", *, is_active: bool = True) -> None:
    """Put a department with a mailbox into the zone's records."""
    with transaction() as session:
        session.add(
            DepartmentRow(
                code=code,
                zh=name or code,
                en=code,
                short=code,
                mailbox=mailbox,
                is_active=is_active,
            )
        )
