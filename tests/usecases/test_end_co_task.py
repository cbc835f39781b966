"""The parts of co-handling departments: finished with an opinion, or waived with a reason, before any result."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.tickets import kept_counts
from tests.usecases.deeds import ACCEPTED, HANDLER, SUPERVISOR, WORKING
from tests.usecases.office import Office


def open_parts(department: str) -> int:
    return kept_counts(db.session(), department).get("co_task", 0)


def test_a_helper_gives_its_opinion_and_its_part_is_done(office: Office) -> None:
    number = office.bring(*WORKING)
    assert open_parts("CB") == 1
    ticket = office.act(Action.FINISH_CO_TASK, number, opinion="电缆沟可开挖")
    (task,) = ticket.co_tasks
    assert (task.status, task.opinion, task.ended_at) == ("done", "电缆沟可开挖", office.now)
    assert open_parts("CB") == 0
    assert office.last(number).data == {"co_department": "CB", "task": 1, "note": "电缆沟可开挖"}
    assert not office.last(number).is_public


def test_it_is_given_once(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    with pytest.raises(NotEntitled):
        office.act(Action.FINISH_CO_TASK, number)


def test_the_lead_submits_no_result_before_every_part_has_ended(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    office.act(Action.DISPATCH, number, co_departments=["CB", "LE"])
    office.act(Action.SIGN, number)
    office.act(Action.FINISH_CO_TASK, number)
    with pytest.raises(NotPossible, match="协办单位还没有反馈完"):
        office.act(Action.SUBMIT_RESULT, number)
    office.act(Action.WAIVE_CO_TASK, number, department="LE", reason="已电话沟通")
    assert office.act(Action.SUBMIT_RESULT, number).state == State.RESULT_REVIEW


def test_a_supervisor_may_waive_a_part_and_the_handler_may_not(office: Office) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(NotEntitled):
        office.act(Action.WAIVE_CO_TASK, number, by=HANDLER)
    ticket = office.act(Action.WAIVE_CO_TASK, number, by=SUPERVISOR, reason="无须")
    assert [(task.status, task.opinion) for task in ticket.co_tasks] == [("waived", "无须")]


@pytest.mark.parametrize("department", ["LE", "PW", ""])
def test_only_a_part_that_is_open_can_be_waived(office: Office, department: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.WAIVE_CO_TASK, office.bring(*WORKING), department=department)
    assert set(refusal.value.problems) == {"department"}


@pytest.mark.parametrize(
    ("action", "field"), [(Action.FINISH_CO_TASK, "opinion"), (Action.WAIVE_CO_TASK, "reason")]
)
def test_an_opinion_and_a_reason_must_be_given(office: Office, action: Action, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(action, office.bring(*WORKING), **dict[str, Any]({field: " "}))
    assert set(refusal.value.problems) == {field}
