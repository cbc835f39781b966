"""Dispatching to a lead department and its helpers, and answering at the centre instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Level
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI
from tests.usecases.deeds import ACCEPTED, DISPATCHED, FIRM_MAIL, MAILBOXES, RETURNED
from tests.usecases.office import Office, stored


def test_the_lead_has_it_in_its_queue_and_the_centre_answers_for_it_until_it_is_signed(
    office: Office,
) -> None:
    number = office.bring(*DISPATCHED)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.lead_department, ticket.queue_department) == (State.DISPATCHED, "PW", "PW")
    assert (ticket.responsible_department, ticket.first_department) == ("ES", None)
    assert ticket.dispatched_at == office.now
    assert office.letters(number) == [("dispatched", MAILBOXES["PW"]), ("co_task", MAILBOXES["CB"])]


def test_helpers_have_three_working_days_and_the_lead_is_not_its_own_helper(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, number, co_departments=["LE", "PW", "CB", "LE"], note="请尽快")
    tasks = office.ticket(number).co_tasks
    assert [(task.department, task.status) for task in tasks] == [("LE", "open"), ("CB", "open")]
    assert {task.due_at for task in tasks} == {datetime(2026, 3, 14, 0, 0, tzinfo=SHANGHAI)}
    kept = {key: value for key, value in office.last(number).data.items() if key != "routing"}
    assert kept == {"lead": "PW", "co_departments": ["LE", "CB"], "note": "请尽快"}


@pytest.mark.parametrize(
    ("different", "field"), [({"lead": "??"}, "lead"), ({"co_departments": ["CB", "??"]}, "co_departments")]
)
def test_an_unknown_department_is_refused(office: Office, different: dict[str, Any], field: str) -> None:
    number = office.bring(*ACCEPTED)
    before = stored()
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.DISPATCH, number, **different)
    assert set(refusal.value.problems) == {field}
    assert stored() == before


def test_the_dispatcher_may_correct_the_level(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    ticket = office.act(Action.DISPATCH, number, level=Level.COMPLEX)
    assert ticket.level == "complex"
    assert office.last(number).data["level"] == "complex"
    assert {m["key"] for m in ticket.milestones if m["applies"]} == {"M1", "M3", "M30", "M0"}


def test_the_level_is_not_changed_once_the_closing_date_has_passed(office: Office) -> None:
    """Raising it then would make a breach disappear (domain notes §1.5)."""
    number = office.bring(*ACCEPTED)
    office.now += timedelta(days=8)
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.DISPATCH, number, level=Level.COMPLEX)
    assert set(refusal.value.problems) == {"level"}
    assert office.act(Action.DISPATCH, number, level=Level.GENERAL).state == State.DISPATCHED


def test_after_an_upheld_return_another_department_leads_and_the_helpers_start_anew(office: Office) -> None:
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN)
    office.act(Action.DISPATCH, number, lead="LE", co_departments=["CB", "PW"])
    ticket = office.ticket(number)
    assert (ticket.lead_department, ticket.queue_department) == ("LE", "LE")
    assert [(task.no, task.department, task.status) for task in ticket.co_tasks] == [
        (1, "CB", "waived"), (2, "CB", "open"), (3, "PW", "open"),
    ]  # fmt: skip


def test_a_department_without_a_mailbox_gets_no_letter(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, number, lead="WT", co_departments=[])
    assert office.letters(number) == []


def test_an_answer_at_the_centre_is_its_result(office: Office) -> None:
    number = office.bring(*ACCEPTED, Action.ANSWER_DIRECTLY)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.lead_department, ticket.first_department) == (State.CALLBACK, "ES", "ES")
    assert (ticket.result_type, ticket.result_text) == ("explained", "可直接申报。")
    assert (ticket.result_at, ticket.clock) == (office.now, "finished")
    assert office.letters(number) == [("result", FIRM_MAIL)]


def test_whoever_answered_at_the_centre_does_not_call_back(office: Office) -> None:
    both = Actor(1, "演示", frozenset({Role.DISPATCHER, Role.CALLBACK}), "ES")
    number = office.bring(*ACCEPTED, Action.ANSWER_DIRECTLY)
    with pytest.raises(NotPossible, match="您办理过"):
        office.act(Action.RECORD_CALLBACK, number, by=both)


def test_an_answer_must_be_given(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.ANSWER_DIRECTLY, office.bring(*ACCEPTED), answer=" ")
    assert set(refusal.value.problems) == {"answer"}
