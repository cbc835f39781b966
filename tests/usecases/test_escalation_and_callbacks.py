"""Tickets that keep coming back go to the leaders; who is called back, and what follows a bad rating."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.requests import Kind
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.stops import StopKind
from service_desk.domain.zone_choices import CallbackChoice, CallbackMode
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from service_desk.persistence.zone import keep_setting
from tests.usecases.deeds import (
    ANSWERED,
    APPROVED,
    CALLER,
    FIRM,
    FIRM_MAIL,
    MAILBOXES,
    RESULT,
    RETURNED,
    WORKING,
    officer,
)
from tests.usecases.office import Office

AGAIN = (Action.SUBMIT_RESULT, Action.APPROVE_RESULT, Action.RATE, Action.REDO)
LEADER_MAIL = "leader@zone.example"


def add_leader(office: Office) -> None:
    with transaction() as session:
        user = User(login="leader", display_name="演示-区领导", email=LEADER_MAIL, created_at=office.now)
        user.hold({Role.LEADER})
        session.add(user)


def test_the_third_redo_makes_a_ticket_the_leaders_business_at_once(office: Office) -> None:
    add_leader(office)
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    for times in range(1, 4):
        for action in AGAIN:
            office.act(action, number)
        assert office.ticket(number).is_escalated == (times == 3)
    ticket = office.ticket(number)
    assert (ticket.redo_count, ticket.supervision) == (3, "red")
    assert office.last(number).action is Action.ESCALATE
    assert office.last(number).actor_role is Role.SYSTEM
    assert office.letters(number) == [("escalated", LEADER_MAIL), ("escalated", MAILBOXES["PW"])]
    for action in AGAIN:
        office.act(action, number)
    assert [event.action for event in office.events(number)].count(Action.ESCALATE) == 1


def test_so_does_the_third_department_it_is_taken_from(office: Office) -> None:
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN)
    office.act(Action.DISPATCH, number, lead="LE", co_departments=[])
    outsider = officer(31, "演示-别的部门", Role.HEAD, "LE")
    office.act(Action.RETURN, number, by=outsider)
    office.act(Action.UPHOLD_RETURN, number)
    office.act(Action.DISPATCH, number, lead="CB", co_departments=[])
    office.act(Action.SIGN, number, by=officer(41, "演示-建设承办人", Role.HANDLER, "CB"))
    assert not office.ticket(number).is_escalated
    office.act(Action.TRANSFER, number, lead="PW")
    assert office.ticket(number).is_escalated
    assert office.last(number).data == {"why": "bounces"}


def sample(office: Office, percent: int) -> None:
    with transaction() as session:
        keep_setting(session, "callback", {"mode": "sampled", "percent": percent})


def test_outside_the_sample_silence_for_three_working_days_is_enough(office: Office) -> None:
    sample(office, 1)
    number = office.bring(*APPROVED)
    with pytest.raises(NotPossible, match="满三个工作日"):
        office.act(Action.STRIKE_OFF, number)
    office.now = datetime(2026, 3, 14, 0, 1, tzinfo=SHANGHAI)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


def test_outside_the_sample_an_objection_still_stops_the_strike_off(office: Office) -> None:
    sample(office, 1)
    number = office.bring(*APPROVED, Action.RATE)
    office.now += timedelta(days=9)
    with pytest.raises(NotPossible, match="企业说没有解决"):
        office.act(Action.STRIKE_OFF, number)


@pytest.mark.parametrize(
    ("request_different", "result"),
    [
        ({"kind": Kind.COMPLAINT}, ResultType.SOLVED),
        ({}, ResultType.EXPLAINED),
        ({}, ResultType.PARTLY_SOLVED),
    ],
)
def test_complaints_and_what_was_not_solved_are_called_whatever_the_sample_says(
    office: Office, request_different: dict[str, Kind], result: ResultType
) -> None:
    sample(office, 1)
    number = office.bring(*WORKING, Action.FINISH_CO_TASK, **request_different)
    office.act(Action.SUBMIT_RESULT, number, result_type=result)
    office.act(Action.APPROVE_RESULT, number)
    assert office.last(number).data["callback"] is True


def test_what_was_redone_is_called_back_a_second_time(office: Office) -> None:
    sample(office, 1)
    number = office.bring(*APPROVED, Action.RATE, Action.REDO)
    office.act(Action.SUBMIT_RESULT, number)
    office.act(Action.APPROVE_RESULT, number)
    office.now += timedelta(days=9)
    with pytest.raises(NotPossible, match="先回访企业"):
        office.act(Action.STRIKE_OFF, number)


def test_the_sample_is_drawn_by_the_number_and_of_the_size_that_was_chosen() -> None:
    choice = CallbackChoice(CallbackMode.SAMPLED, 30)
    numbers = [f"QY20260310-{n:04d}" for n in range(1, 5001)]
    called = [number for number in numbers if choice.is_called(number)]
    assert called == [number for number in numbers if choice.is_called(number)]
    assert 0.27 < len(called) / len(numbers) < 0.33
    assert all(CallbackChoice().is_called(number) for number in numbers[:50])


def test_a_bad_rating_of_what_is_solved_may_be_redone_too(office: Office) -> None:
    number = office.bring(*APPROVED)
    office.act(Action.RECORD_CALLBACK, number, outcome=Outcome.SOLVED, rating=2)
    assert office.act(Action.REDO, number, reason="态度差，材料没有说清").state == State.IN_PROGRESS
    fair = office.bring(*APPROVED)
    office.act(Action.RECORD_CALLBACK, fair, outcome=Outcome.SOLVED, rating=3)
    with pytest.raises(NotPossible):
        office.act(Action.REDO, fair)


def test_after_a_bad_rating_the_enterprise_is_contacted_within_one_working_day(office: Office) -> None:
    number = office.bring(*APPROVED, Action.RATE)
    rated = office.now
    office.now += timedelta(days=1)
    ticket = office.act(Action.REDO, number)
    contact = next(m for m in ticket.milestones if m["key"] == "M1")
    assert contact["variant"] == "contact_again"
    assert datetime.fromisoformat(contact["due"]) == datetime(2026, 3, 12, tzinfo=SHANGHAI)
    assert rated.date() == date(2026, 3, 10)
    ticket = office.act(Action.CONTACT, number)
    assert next(m for m in ticket.milestones if m["key"] == "M1")["met"] is not None


def test_the_centre_hears_of_every_bad_rating(office: Office) -> None:
    number = office.bring(*ANSWERED)
    office.act(Action.RATE, number, outcome=Outcome.SOLVED, rating=2)
    assert office.letters(number) == [("disputed", MAILBOXES["ES"])]


def test_under_rules_that_want_satisfaction_nothing_else_is_struck_off(office: Office) -> None:
    with transaction() as session:
        keep_setting(session, "policy", {"default": "wendeng", "by_type": {}})
    number = office.bring(*APPROVED)
    office.act(Action.RECORD_CALLBACK, number, outcome=Outcome.SOLVED, rating=None)
    with pytest.raises(NotPossible, match="满意才能销号"):
        office.act(Action.STRIKE_OFF, number)
    office.act(Action.RATE, number, by=guest(FIRM.name, number), outcome=Outcome.SOLVED, rating=3)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED
    assert office.ticket(number).policy == "wendeng@2026.1"


def test_a_change_of_policy_leaves_accepted_tickets_alone(office: Office) -> None:
    number = office.bring(*WORKING)
    before = office.ticket(number).milestones
    with transaction() as session:
        keep_setting(session, "policy", {"default": "shandong", "by_type": {"tax": "shanghai"}})
    assert office.act(Action.NOTE, number).milestones == before
    assert office.ticket(office.bring(Action.SUBMIT, Action.ACCEPT)).policy == "shandong@2020.1"
    other = office.bring(Action.SUBMIT)
    assert office.act(Action.ACCEPT, other, request_type="tax").policy == "shanghai@2024.1"


def test_a_segment_the_law_does_not_count_needs_its_evidence(office: Office) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.PAUSE_CLOCK, number, kind=StopKind.HOLD, evidence="", expected_until=None)
    assert set(refusal.value.problems) == {"kind", "evidence", "expected_until"}
    due = office.ticket(number).next_due_at
    ticket = office.act(Action.PAUSE_CLOCK, number, kind=StopKind.TENDER)
    assert (ticket.clock, ticket.next_due_at) == ("stopped", None)
    office.now += timedelta(days=7)
    assert due is not None
    assert office.act(Action.RESUME_CLOCK, number).next_due_at == due + timedelta(days=7)


def test_the_enterprise_urges_once_a_day_and_officers_whenever_they_must(office: Office) -> None:
    number = office.bring(*RESULT)
    office.act(Action.URGE, number)
    assert office.letters(number) == [("urged", MAILBOXES["PW"])]
    with pytest.raises(NotPossible, match="一天内已经催办过"):
        office.act(Action.URGE, number)
    office.act(Action.URGE, number, by=officer(4, "演示-督办员", Role.SUPERVISOR, "GO"))
    office.now += timedelta(days=1)
    assert office.act(Action.URGE, number).state == State.RESULT_REVIEW
    assert office.last(number).actor_role is Role.ENTERPRISE
    assert FIRM_MAIL not in [address for _, address in office.letters(number)]
    assert CALLER.user_id == 2
