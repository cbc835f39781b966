"""A queued letter is read with the facts of its act, as they stood then, and without what its reader need not know."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.requests import Source, Urgency
from service_desk.domain.returns import ReturnReason
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.redo_ticket import redo_ticket
from service_desk.usecases.delivery.letter import Letter
from service_desk.usecases.delivery.read_letter import NothingToTellError, read_letter
from service_desk.usecases.handling.pause_clock import ask_enterprise
from service_desk.usecases.handling.report_progress import report_progress
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.intake.decline_ticket import decline_ticket
from service_desk.usecases.intake.record_on_site import record_on_site
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.intake.submit_ticket import Request
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.reporting.send_weekly_report import send_weekly_report
from service_desk.usecases.routing.return_ticket import return_ticket
from tests.support import acted_out
from tests.support.acted_out import DISPATCHER, handler, head
from tests.support.histories import at
from tests.support.weekly import WEEK


@pytest.fixture(autouse=True)
def mailboxes(database: SQLAlchemy) -> None:
    for code, name in (("PW", "供电局"), ("CB", "园区建设局"), ("ES", "园区企业服务局")):
        acted_out.add_department(code, f"{code.lower()}@example.com", name)


def letters(database: SQLAlchemy, notice: Notice) -> list[Letter]:
    query = database.select(OutboxMail.id).where(OutboxMail.notice == notice.value).order_by(OutboxMail.id)
    return [read_letter(database.session(), mail_id) for mail_id in database.session.scalars(query)]


def only(database: SQLAlchemy, notice: Notice) -> Letter:
    (letter,) = letters(database, notice)
    return letter


def test_the_receipt_carries_number_and_query_code(database: SQLAlchemy) -> None:
    number = acted_out.submitted(at(26), contact_name="演示联系人", language="en")
    letter = only(database, Notice.RECEIPT)
    assert letter.ticket is not None
    assert (letter.recipient, letter.recipient_name, letter.language) == (
        "firm@example.com",
        "演示联系人",
        "en",
    )
    assert (letter.ticket.ticket_no, letter.to_enterprise) == (number, True)
    assert letter.ticket.query_code
    assert letter.ticket.office.name.zh == "园区企业服务局"
    assert letter.ticket.finish_by is None  # the clock starts on acceptance


def test_departments_are_not_told_the_query_code(database: SQLAlchemy) -> None:
    acted_out.dispatched(at(26), urgency=Urgency.NORMAL, helpers=("CB",))
    for notice in (Notice.DISPATCHED, Notice.CO_TASK):
        letter = only(database, notice)
        assert letter.ticket is not None
        assert letter.ticket.query_code is None


def test_the_lead_learns_by_when_to_sign_report_and_finish(database: SQLAlchemy) -> None:
    acted_out.dispatched(at(26))
    facts = only(database, Notice.DISPATCHED).ticket
    assert facts is not None
    assert (facts.assign_by, facts.progress_by, facts.finish_by) == (
        at(27, 0),
        at(1, 0, month=6),
        at(3, 0, month=6),
    )
    assert (facts.level.zh, facts.enterprise, facts.is_urgent) == ("一般", "演示新材料有限公司", False)


def test_a_co_handler_has_three_working_days(database: SQLAlchemy) -> None:
    acted_out.dispatched(at(26), helpers=("CB",))
    letter = only(database, Notice.CO_TASK)
    assert letter.ticket is not None
    assert (letter.recipient, letter.ticket.reply_by) == ("cb@example.com", at(1, 0, month=6))
    assert letter.ticket.office.name.zh == "供电局"


def test_information_is_wanted_within_ten_working_days(database: SQLAlchemy) -> None:
    number = acted_out.submitted(at(26))
    request_information(number, DISPATCHER, at(26, 11), note="请补施工图")
    facts = only(database, Notice.INFO_WANTED).ticket
    assert facts is not None
    assert (facts.words, facts.reply_by, facts.clock_waits) == ("请补施工图", at(10, 0, month=6), True)


def test_while_the_clock_is_paused_there_is_no_date_to_answer_by(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(26))
    ask_enterprise(number, handler(), at(27), note="请补施工图")
    facts = only(database, Notice.INFO_WANTED).ticket
    assert facts is not None
    assert (facts.reply_by, facts.clock_waits) == (None, True)


def test_a_letter_read_later_still_tells_its_own_act(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(26))
    before = only(database, Notice.SIGNED)
    report_progress(number, handler(), at(27), note="已勘察")
    ask_enterprise(number, handler(), at(28), note="请补施工图")
    assert only(database, Notice.SIGNED) == before
    progress = only(database, Notice.PROGRESS).ticket
    assert progress is not None
    assert (progress.words, progress.clock_waits) == ("已勘察", False)


def test_the_channel_of_a_declined_request_is_told(database: SQLAlchemy) -> None:
    number = acted_out.submitted(at(26))
    decline_ticket(number, DISPATCHER, at(26, 11), reason="属劳动仲裁", channel="劳动人事争议仲裁委员会")
    facts = only(database, Notice.DECLINED).ticket
    assert facts is not None
    assert (facts.words, facts.details["channel"]) == ("属劳动仲裁", "劳动人事争议仲裁委员会")


def test_a_hold_tells_plan_and_review_day(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(26))
    review = at(10, month=6).date()
    acted_out.held(number, at(27), review)
    to_enterprise, _ = letters(database, Notice.ON_HOLD)  # and the lead department
    facts = to_enterprise.ticket
    assert facts is not None
    assert (facts.words, facts.details["plan"], facts.review_on) == (
        "变电站扩建中",
        "2021-06-10 送电",
        review,
    )


def test_a_return_goes_to_the_coordinator_with_its_reason(database: SQLAlchemy) -> None:
    number = acted_out.dispatched(at(26))
    return_ticket(
        number, head(), at(26, 11), reason=ReturnReason.NOT_OUR_DUTY, basis="三定方案", suggested="CB"
    )
    letter = only(database, Notice.RETURNED)
    assert letter.ticket is not None
    assert letter.recipient == "es@example.com"
    assert letter.ticket.happened.zh == "申请退单：不属本部门职责，建议交园区建设局"
    assert (letter.ticket.words, letter.ticket.office.name.zh) == ("三定方案", "供电局")


def test_a_redo_is_told_to_both_sides_with_the_new_date(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(26))
    submit_result(number, handler(), at(27), result_type=ResultType.SOLVED, answer="已送电")
    approve_result(number, head(), at(27, 11))
    answer = only(database, Notice.RESULT).ticket
    assert answer is not None
    assert answer.details["answer"] == "已送电"
    record_callback(number, acted_out.CALLER, at(28), outcome=Outcome.UNSOLVED, rating=2)
    redo_ticket(number, acted_out.CALLER, at(28, 11), reason="还是跳闸")
    to_lead, to_enterprise = letters(database, Notice.REDO)
    assert (to_lead.recipient, to_enterprise.recipient) == ("pw@example.com", "firm@example.com")
    assert (to_lead.audience, to_enterprise.to_enterprise) == (Audience.LEAD_DEPARTMENT, True)
    assert to_lead.ticket is not None
    assert (to_lead.ticket.words, to_lead.ticket.finish_by) == ("还是跳闸", at(5, 0, month=6))


def test_what_was_solved_on_the_spot_is_receipted_as_such(database: SQLAlchemy) -> None:
    request = Request(
        "停车不便", "门口没有车位", "policy_advice", "演示公司", None, None,
        contact_email="a@example.com", source=Source.VISIT,
    )  # fmt: skip
    commissioner = acted_out.Actor(9, "演示-专员", frozenset({Role.COMMISSIONER}), "ES")
    record_on_site(request, commissioner, at(26), answer="已协调划线")
    facts = only(database, Notice.RECEIPT).ticket
    assert facts is not None
    assert (facts.is_on_site, facts.words) == (True, "已协调划线")
    assert only(database, Notice.RECEIPT).recipient_name == "演示公司"


def test_an_urgent_ticket_says_so(database: SQLAlchemy) -> None:
    acted_out.dispatched(at(26))
    number = acted_out.submitted(at(26, 12))
    acted_out.accept_ticket(
        number, DISPATCHER, at(26, 13), category=acted_out.Category.FACTORS, request_type="power_capacity",
        level=acted_out.Level.SIMPLE, urgency=Urgency.EMERGENCY,
    )  # fmt: skip
    acted_out.dispatch_ticket(number, DISPATCHER, at(26, 14), lead="PW", note="停产了")
    facts = letters(database, Notice.DISPATCHED)[1].ticket
    assert facts is not None
    assert (facts.is_urgent, facts.level.zh, facts.progress_by, facts.words) == (True, "简单", None, "停产了")


def test_a_weekly_letter_carries_the_frozen_report(database: SQLAlchemy) -> None:
    acted_out.at_work(at(25))
    compile_weekly_report(WEEK, at(31, 8, 30))
    send_weekly_report(WEEK, at(31, 8, 30))
    reports = [letter.report for letter in letters(database, Notice.WEEKLY_DEPARTMENT)]
    assert [(each.week, each.scope) for each in reports if each] == [
        ("2021-W21", "CB"),
        ("2021-W21", "ES"),
        ("2021-W21", "PW"),
    ]


def queued(database: SQLAlchemy, notice: Notice, ticket_no: str | None = None, **data: object) -> int:
    with transaction() as session:
        queue_mail(
            session, "test", notice, "somebody@example.com", at(26), ticket_no=ticket_no, data=dict(data)
        )
    return int(database.session.query(OutboxMail.id).filter_by(key="test").scalar())


def test_a_one_time_link_is_read_while_it_is_there(database: SQLAlchemy) -> None:
    until = at(29).isoformat()
    mail_id = queued(
        database, Notice.ACCOUNT_LINK, purpose="reset", token="t", login="demo", expires_at=until
    )
    link = read_letter(database.session(), mail_id).link
    assert link is not None
    assert (link.purpose, link.token, link.login, link.expires_at) == ("reset", "t", "demo", at(29))


@pytest.mark.parametrize(
    ("notice", "ticket_no", "data"),
    [
        (Notice.ACCOUNT_LINK, None, {"purpose": "invite", "login": "demo"}),
        (Notice.WEEKLY_ZONE, None, {"week": "2021-W20", "scope": "zone"}),
        (Notice.PROGRESS, "QY20210526-0099", {"seq": 3, "audience": "enterprise"}),
    ],
)
def test_a_letter_about_nothing_is_not_worded(
    database: SQLAlchemy, notice: Notice, ticket_no: str | None, data: dict[str, object]
) -> None:
    mail_id = queued(database, notice, ticket_no, **data)
    with pytest.raises(NothingToTellError, match=f"letter {mail_id} "):
        read_letter(database.session(), mail_id)
