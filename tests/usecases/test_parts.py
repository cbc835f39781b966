"""Parts of a ticket: joint requests with a date each, parts added later, external units, meetings, verifications."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, bounded_count, queue_page
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import kept_counts
from service_desk.usecases.handling.record_meeting import Owner
from service_desk.usecases.handling.verify_on_site import Reading
from service_desk.usecases.routing.dispatch_ticket import Part
from tests.usecases.deeds import ACCEPTED, HEAD, HELPER, MAILBOXES, REFERRED, WORKING
from tests.usecases.office import Office
from tests.usecases.test_every_act import assert_all_in_order

JOINT = [
    Part("PW", "供电", date(2026, 3, 13)),
    Part("WT", "供水", date(2026, 3, 16)),
    Part("CB", "道路开挖", date(2026, 3, 12)),
]


def closing(ticket: Ticket) -> str:
    due = next(m["due"] for m in ticket.milestones if m["key"] == "M7")
    day = datetime.fromisoformat(due).astimezone(SHANGHAI) - timedelta(seconds=1)
    return day.date().isoformat()


def joint(office: Office, **different: Any) -> str:
    number = office.bring(*ACCEPTED)
    inputs = {"lead": "ES", "co_departments": [], "parts": JOINT, "is_joint": True, **different}
    office.act(Action.DISPATCH, number, **inputs)
    return number


def test_the_latest_part_of_a_joint_request_sets_the_date_of_the_whole(office: Office) -> None:
    number = joint(office)
    ticket = office.ticket(number)
    assert [(task.no, task.department, task.title) for task in ticket.co_tasks] == [
        (1, "PW", "供电"), (2, "WT", "供水"), (3, "CB", "道路开挖"),
    ]  # fmt: skip
    assert closing(ticket) == "2026-03-16"
    assert_all_in_order(office, number)


def test_the_parts_never_stretch_the_limit_of_the_level(office: Office) -> None:
    number = joint(office, parts=[Part("PW", "供电", date(2026, 6, 30))])
    assert closing(office.ticket(number)) == "2026-03-17"


def test_dates_of_parts_that_are_not_joint_leave_the_whole_alone(office: Office) -> None:
    assert closing(office.ticket(joint(office, is_joint=False))) == "2026-03-17"


def test_one_department_may_have_several_parts_and_is_counted_and_written_to_once(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    parts = [Part("CB", f"第{n}问", date(2026, 3, 13)) for n in range(1, 4)]
    office.act(Action.DISPATCH, number, co_departments=[], parts=parts)
    assert office.letters(number) == [("dispatched", MAILBOXES["PW"]), ("co_task", MAILBOXES["CB"])]
    assert kept_counts(db.session(), "CB")["co_task"] == 1
    narrowed = QueueFilter(co_department="CB")
    assert [each.ticket_no for each in queue_page(db.session(), narrowed).tickets] == [number]
    assert bounded_count(db.session(), narrowed) == 1
    office.act(Action.SIGN, number)
    office.act(Action.FINISH_CO_TASK, number, task=2)
    statuses = [task.status for task in office.ticket(number).co_tasks]
    assert statuses == ["open", "done", "open"]
    for _ in range(2):
        office.act(Action.FINISH_CO_TASK, number)
    assert kept_counts(db.session(), "CB")["co_task"] == 0
    assert_all_in_order(office, number)


def test_a_part_is_waived_by_its_number(office: Office) -> None:
    number = office.bring(*WORKING, Action.ADD_CO_TASK)
    office.act(Action.WAIVE_CO_TASK, number, department=None, task=2, reason="已由道路工程一并办理")
    assert [(t.department, t.status) for t in office.ticket(number).co_tasks] == [
        ("CB", "open"),
        ("LE", "waived"),
    ]
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.WAIVE_CO_TASK, number, department=None, task=2)
    assert set(refusal.value.problems) == {"task"}


def test_a_part_added_later_is_told_to_its_department_only(office: Office) -> None:
    number = office.bring(*WORKING, Action.ADD_CO_TASK)
    assert office.letters(number) == [("co_task", MAILBOXES["LE"])]
    assert office.ticket(number).co_tasks[1].due_at == datetime(2026, 3, 14, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("inputs", "field"),
    [({"department": "PW"}, "department"), ({"department": "??"}, "department"),
     ({"due_on": date(2026, 3, 9)}, "due_on"), ({"title": "长" * 101}, "title")],
)  # fmt: skip
def test_a_part_needs_another_department_and_a_day_to_come(
    office: Office, inputs: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.ADD_CO_TASK, office.bring(*WORKING), **inputs)
    assert set(refusal.value.problems) == {field}


def test_a_ticket_has_forty_parts_at_most(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    many = [Part("CB", f"第{n}问") for n in range(41)]
    with pytest.raises(InvalidInput):
        office.act(Action.DISPATCH, number, parts=many, co_departments=[])
    office.act(Action.DISPATCH, number, parts=many[:40], co_departments=[])
    office.act(Action.SIGN, number)
    with pytest.raises(InvalidInput):
        office.act(Action.ADD_CO_TASK, number)


def test_the_result_waits_for_the_external_answer_and_its_document(office: Office) -> None:
    number = office.bring(*REFERRED, Action.FINISH_CO_TASK)
    with pytest.raises(NotPossible, match="外部单位还没有回复"):
        office.act(Action.SUBMIT_RESULT, number)
    office.act(Action.CLOSE_REFERRAL, number)
    assert office.last(number).data == {
        "note": "演示内容", "document_no": "演示函1号", "referral": 1, "unit": "市发改委",
    }  # fmt: skip
    assert office.act(Action.SUBMIT_RESULT, number).state == "result_review"


def test_each_external_unit_is_answered_by_its_number(office: Office) -> None:
    number = office.bring(*REFERRED)
    office.act(Action.REFER_OUTSIDE, number, unit="市统计局", expected_on=date(2026, 3, 20))
    office.act(Action.CLOSE_REFERRAL, number, referral=2)
    with pytest.raises(InvalidInput):
        office.act(Action.CLOSE_REFERRAL, number, referral=2)
    office.act(Action.CLOSE_REFERRAL, number)
    assert office.last(number).data["unit"] == "市发改委"
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.REFER_OUTSIDE, number, unit=" ", expected_on=date(2026, 3, 1))
    assert set(refusal.value.problems) == {"unit", "expected_on"}


def test_a_meeting_gives_every_owner_but_the_lead_a_part(office: Office) -> None:
    number = office.bring(*WORKING)
    owners = [Owner("PW", "出方案"), Owner("LE", "协调占道", date(2026, 3, 12))]
    office.act(Action.RECORD_MEETING, number, owners=owners, attendees=["PW", "LE", "LE"])
    tasks = office.ticket(number).co_tasks
    assert [(task.department, task.title) for task in tasks] == [("CB", ""), ("LE", "协调占道")]
    assert tasks[1].due_at == datetime(2026, 3, 13, tzinfo=SHANGHAI)
    assert office.last(number).data["attendees"] == ["PW", "LE"]
    assert closing(office.ticket(number)) == "2026-03-17"  # only a joint request's parts set its date


@pytest.mark.parametrize(
    ("inputs", "field"),
    [({"held_on": date(2026, 3, 11)}, "held_on"), ({"held_on": None}, "held_on"), ({"attendees": []}, "attendees"),
     ({"attendees": ["??"]}, "attendees"), ({"minutes": " "}, "minutes"), ({"owners": [Owner("LE", " ")]}, "owners"),
     ({"owners": [Owner("??", "出方案")]}, "owners"), ({"owners": [Owner("LE", "x", date(2026, 3, 1))]}, "owners"),
     ({"owners": [Owner("LE", f"第{n}项") for n in range(40)]}, "owners")],
)  # fmt: skip
def test_a_meeting_that_is_told_badly_is_not_recorded(
    office: Office, inputs: dict[str, Any], field: str
) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.RECORD_MEETING, number, **inputs)
    assert set(refusal.value.problems) == {field}


def test_a_verification_compares_what_was_claimed_with_what_was_measured(office: Office) -> None:
    number = office.bring(*WORKING)
    readings = [
        Reading("总表", "kWh", Decimal(120000), Decimal("118500")),
        Reading("蒸汽表", "t", None, Decimal(30)),
    ]
    office.act(Action.VERIFY_ON_SITE, number, readings=readings)
    kept = office.last(number).data["readings"]
    assert [reading["difference"] for reading in kept] == ["-1.3", None]
    assert office.last(number).is_public


@pytest.mark.parametrize(
    ("inputs", "field"),
    [({"on": None}, "on"), ({"on": date(2026, 3, 11)}, "on"), ({"people": ""}, "people"),
     ({"conclusion": ""}, "conclusion"), ({"readings": [Reading("表", "", None, None)]}, "readings"),
     ({"readings": [Reading("表", "", Decimal(-1), Decimal(1))]}, "readings"),
     ({"readings": [Reading("表", "", Decimal("NaN"), Decimal(1))]}, "readings")],
)  # fmt: skip
def test_a_verification_has_a_day_people_figures_and_a_conclusion(
    office: Office, inputs: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.VERIFY_ON_SITE, office.bring(*WORKING), **inputs)
    assert set(refusal.value.problems) == {field}


def test_a_department_without_an_open_part_has_no_opinion_to_give(office: Office) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput):
        office.act(Action.FINISH_CO_TASK, number, by=HELPER, task=7)
    with pytest.raises(InvalidInput):
        office.act(Action.WAIVE_CO_TASK, number, by=HEAD, department="LE")
