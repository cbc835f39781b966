"""Asking the enterprise: outcomes, ratings, calls nobody takes, and who may ask at all."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import Outcome
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.usecases.deeds import APPROVED, CALLER, HANDLER, RESULT
from tests.usecases.office import Office


def called(office: Office, number: str, *outcomes: Outcome) -> None:
    for outcome in outcomes:
        office.act(Action.RECORD_CALLBACK, number, outcome=outcome, rating=None)


def test_outcome_and_rating_are_kept(office: Office) -> None:
    number = office.bring(*APPROVED)
    ticket = office.act(Action.RECORD_CALLBACK, number, outcome=Outcome.SOLVED, rating=4, note="比上次快")
    assert (ticket.state, ticket.callback_outcome, ticket.rating, ticket.rating_text) == (
        State.CALLBACK, "solved", 4, "比上次快",
    )  # fmt: skip
    assert office.last(number).data == {
        "outcome": "solved",
        "rating": 4,
        "note": "比上次快",
        "script": "2026.1",
    }
    assert office.letters(number) == []


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_has_five_levels(office: Office, rating: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.RECORD_CALLBACK, office.bring(*APPROVED), rating=rating)
    assert set(refusal.value.problems) == {"rating"}


@pytest.mark.parametrize("outcome", [Outcome.SOLVED, Outcome.EXPLAINED, Outcome.REFUSED])
def test_these_answers_let_the_ticket_go(office: Office, outcome: Outcome) -> None:
    number = office.bring(*APPROVED)
    called(office, number, outcome)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


@pytest.mark.parametrize("outcome", [Outcome.UNSOLVED, Outcome.PARTLY])
def test_these_answers_send_it_back_to_work(office: Office, outcome: Outcome) -> None:
    number = office.bring(*APPROVED)
    called(office, number, outcome)
    with pytest.raises(NotPossible, match="企业说没有解决"):
        office.act(Action.STRIKE_OFF, number)
    assert office.act(Action.REDO, number).state == State.IN_PROGRESS


def test_three_calls_that_nobody_takes_are_an_answer_and_two_are_not(office: Office) -> None:
    number = office.bring(*APPROVED)
    called(office, number, Outcome.UNREACHABLE, Outcome.UNREACHABLE)
    with pytest.raises(NotPossible, match="还没有回访结果"):
        office.act(Action.STRIKE_OFF, number)
    called(office, number, Outcome.UNREACHABLE)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


def test_a_note_between_the_calls_does_not_make_them_fewer(office: Office) -> None:
    number = office.bring(*APPROVED)
    for action in (Action.NOTE, Action.ADD_FACTS, Action.NOTE):
        called(office, number, Outcome.UNREACHABLE)
        office.act(action, number)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


def test_calls_are_counted_anew_for_a_new_result(office: Office) -> None:
    number = office.bring(*APPROVED)
    called(office, number, Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.UNSOLVED)
    for action in (Action.REDO, Action.SUBMIT_RESULT, Action.APPROVE_RESULT):
        office.act(action, number)
    called(office, number, Outcome.UNREACHABLE)
    with pytest.raises(NotPossible, match="还没有回访结果"):
        office.act(Action.STRIKE_OFF, number)


@pytest.mark.parametrize("silence", [Outcome.UNREACHABLE, Outcome.REFUSED])
def test_calls_that_nobody_takes_do_not_undo_what_the_enterprise_has_said(
    office: Office, silence: Outcome
) -> None:
    """Otherwise three calls at lunch time would strike off what the enterprise called not solved."""
    number = office.bring(*APPROVED, Action.RATE)
    called(office, number, silence, silence, silence)
    assert office.ticket(number).callback_outcome == "unsolved"
    with pytest.raises(NotPossible, match="企业说没有解决"):
        office.act(Action.STRIKE_OFF, number)
    assert office.act(Action.REDO, number).state == State.IN_PROGRESS


def test_the_enterprise_may_change_its_mind_when_called(office: Office) -> None:
    number = office.bring(*APPROVED, Action.RATE)
    called(office, number, Outcome.SOLVED)
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


@pytest.mark.parametrize("action", [Action.RECORD_CALLBACK, Action.STRIKE_OFF])
@pytest.mark.parametrize("step", ["signed", "helped", "wrote", "approved"])
def test_whoever_had_a_hand_in_it_neither_asks_nor_strikes_off(
    office: Office, action: Action, step: str
) -> None:
    """Deciders differ (house law 5), even where one person holds both roles."""
    department = "CB" if step == "helped" else "PW"
    both = Actor(41, "演示", frozenset({Role.HANDLER, Role.HEAD, Role.CALLBACK}), department)
    number = office.submit()
    for act in (*RESULT[1:], Action.APPROVE_RESULT):
        mine = {"signed": Action.SIGN, "helped": Action.FINISH_CO_TASK, "wrote": Action.SUBMIT_RESULT,
                "approved": Action.APPROVE_RESULT}[step]  # fmt: skip
        office.act(act, number, by=both if act is mine else None)
    if action is Action.STRIKE_OFF:
        office.act(Action.RECORD_CALLBACK, number, by=CALLER)
    with pytest.raises(NotPossible, match="您办理过这件诉求"):
        office.act(action, number, by=both)
    assert office.act(action, number, by=CALLER).state in (State.CALLBACK, State.CLOSED)


def test_a_colleague_of_the_callback_desk_who_only_dispatched_may_ask(office: Office) -> None:
    both = Actor(1, "演示", frozenset({Role.DISPATCHER, Role.CALLBACK}), "ES")
    number = office.bring(*APPROVED)
    assert office.act(Action.RECORD_CALLBACK, number, by=both).callback_outcome == "solved"
    assert HANDLER.user_id != both.user_id
