"""The department's result and its review by somebody else."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ResultType
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.usecases.deeds import APPROVED, FIRM_MAIL, HEAD, MAILBOXES, RESULT, SUPERVISOR, WORKING
from tests.usecases.office import Office


def test_a_result_waits_for_review_and_the_enterprise_does_not_see_it_yet(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    ticket = office.act(
        Action.SUBMIT_RESULT, number, result_type=ResultType.PARTLY_SOLVED, answer="先送一路电。"
    )
    assert (ticket.state, ticket.result_type, ticket.result_text) == (
        State.RESULT_REVIEW,
        "partly_solved",
        "先送一路电。",
    )
    assert (ticket.responsible_department, ticket.clock, ticket.result_at) == ("PW", "running", None)
    assert not office.last(number).is_public
    assert office.letters(number) == []


def test_an_answer_is_required(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.SUBMIT_RESULT, office.before(Action.SUBMIT_RESULT), answer=" ")
    assert set(refusal.value.problems) == {"answer"}


def test_stage_progress_is_no_result() -> None:
    """The Shanxi case: 取得阶段性进展 is reported as progress and never closes a ticket (domain notes §2.7)."""
    assert not any("progress" in kind.value or "stage" in kind.value for kind in ResultType)


def test_approved_it_is_told_to_the_enterprise_and_goes_to_the_callback_desk(office: Office) -> None:
    number = office.bring(*RESULT)
    ticket = office.act(Action.APPROVE_RESULT, number, by=SUPERVISOR, note="同意")
    assert (ticket.state, ticket.result_at, ticket.clock) == (State.CALLBACK, office.now, "finished")
    assert (ticket.responsible_department, ticket.queue_department) == ("ES", "PW")
    assert office.last(number).data == {
        "note": "同意",
        "result_type": "solved",
        "answer": "已送电。",
        "callback": True,
    }
    assert office.letters(number) == [("result", FIRM_MAIL)]


def test_sent_back_it_is_written_again(office: Office) -> None:
    number = office.bring(*RESULT)
    ticket = office.act(Action.SEND_BACK, number, reason="没有写明日期")
    assert (ticket.state, ticket.responsible_department) == (State.IN_PROGRESS, "PW")
    assert office.letters(number) == [("sent_back", MAILBOXES["PW"])]
    assert not office.last(number).is_public
    office.act(Action.SUBMIT_RESULT, number, answer="5月12日已送电。")
    assert office.act(Action.APPROVE_RESULT, number).result_text == "5月12日已送电。"


def test_sending_back_says_what_is_missing(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.SEND_BACK, office.bring(*RESULT), reason="")
    assert set(refusal.value.problems) == {"reason"}


@pytest.mark.parametrize("action", [Action.APPROVE_RESULT, Action.SEND_BACK])
@pytest.mark.parametrize("second_role", [Role.HEAD, Role.SUPERVISOR])
def test_whoever_wrote_the_result_does_not_review_it(
    office: Office, action: Action, second_role: Role
) -> None:
    writer = Actor(17, "演示", frozenset({Role.HANDLER, second_role}), "PW")
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    office.act(Action.SUBMIT_RESULT, number, by=writer)
    with pytest.raises(NotPossible, match="不能审核自己提交的结果"):
        office.act(action, number, by=writer)
    office.act(action, number, by=HEAD)


def test_only_the_latest_result_decides_who_may_review(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    office.act(Action.SUBMIT_RESULT, number, by=HEAD)
    office.act(Action.SEND_BACK, number, by=SUPERVISOR)
    office.act(Action.SUBMIT_RESULT, number)
    assert office.act(Action.APPROVE_RESULT, number, by=HEAD).state == State.CALLBACK


def test_an_old_callback_does_not_count_for_a_new_result(office: Office) -> None:
    number = office.bring(*APPROVED, Action.RATE, Action.REDO, Action.SUBMIT_RESULT, Action.APPROVE_RESULT)
    with pytest.raises(NotPossible, match="还没有回访结果"):
        office.act(Action.STRIKE_OFF, number)
