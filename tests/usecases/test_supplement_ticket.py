"""Supplementing: an answer to what was asked, or facts of the enterprise's own accord."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.usecases.deeds import ASKED, DISPATCHER, HANDLER, MAILBOXES, WORKING
from tests.usecases.office import Office


def test_an_answer_puts_the_request_back_into_the_queue(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.REQUEST_INFO, Action.SUPPLEMENT)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.info_asked_at) == (State.SUBMITTED, None)
    assert office.letters(number) == [("supplemented", MAILBOXES["ES"])]
    assert office.last(number).actor_role is Role.ENTERPRISE


def test_the_dispatcher_may_enter_what_came_by_telephone(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.REQUEST_INFO)
    assert office.act(Action.SUPPLEMENT, number, by=DISPATCHER).state == State.SUBMITTED


def test_an_answer_during_handling_lets_the_clock_run_and_tells_the_lead(office: Office) -> None:
    number = office.bring(*ASKED)
    assert office.ticket(number).clock == "stopped"
    ticket = office.act(Action.SUPPLEMENT, number)
    assert (ticket.state, ticket.clock) == (State.IN_PROGRESS, "running")
    assert office.letters(number) == [("supplemented", MAILBOXES["PW"])]


def test_the_handler_may_enter_an_answer_himself(office: Office) -> None:
    assert office.act(Action.SUPPLEMENT, office.bring(*ASKED), by=HANDLER).clock == "running"


def test_nobody_answers_what_was_not_asked(office: Office) -> None:
    with pytest.raises(NotPossible, match="计时没有停"):
        office.act(Action.SUPPLEMENT, office.bring(*WORKING))
    with pytest.raises(NotPossible, match="不能补充材料"):
        office.act(Action.SUPPLEMENT, office.submit())


@pytest.mark.parametrize(
    ("path", "told"), [((Action.SUBMIT,), "ES"), (WORKING, "PW")], ids=["before dispatch", "during handling"]
)
def test_facts_are_added_at_any_time_and_whoever_answers_for_it_is_told(
    office: Office, path: tuple[Action, ...], told: str
) -> None:
    number = office.bring(*path)
    state = office.ticket(number).state
    assert office.act(Action.ADD_FACTS, number, note="又停了一次电").state == state
    assert office.letters(number) == [("supplemented", MAILBOXES[told])]
    assert office.last(number).data == {"note": "又停了一次电"}


def test_added_facts_do_not_start_a_stopped_clock(office: Office) -> None:
    assert office.act(Action.ADD_FACTS, office.bring(*ASKED)).clock == "stopped"


@pytest.mark.parametrize("action", [Action.SUPPLEMENT, Action.ADD_FACTS])
def test_something_must_be_said(office: Office, action: Action) -> None:
    number = office.before(action)
    with pytest.raises(InvalidInput) as refusal:
        office.act(action, number, note="")
    assert set(refusal.value.problems) == {"note"}
