"""Conditions beyond role and state: each breaks exactly the steps the expected life ties to it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest

from service_desk.domain import guards
from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, guest
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.decisions import decide
from service_desk.domain.refusals import NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.transitions import TRANSITIONS
from tests.domain.cast import BREACHES, HELPING, NOW, PEOPLE, broken, favourable, officer
from tests.domain.expected_life import STEPS, Step

REASONS = {
    "unpaused": ("计时已停", "clock is stopped"),
    "paused": ("计时没有停", "clock is running"),
    "helped": ("协办单位还没有反馈完", "waive them"),
    "prompt": ("一个工作日内", "within one working day"),
    "unruled": ("裁定后不再退单", "ruling is binding"),
    "another": ("不能审核自己提交的结果", "cannot review the result you submitted"),
    "outsider": ("您办理过这件诉求", "You handled this ticket"),
    "answered": ("回访", "callback"),
    "agreed": ("企业说没有解决", "says it is not solved"),
    "disputed": ("不需要重办", "nothing to redo"),
    "recent": ("超过30天", "30 days ago"),
    "overdue": ("补正时限还没有到", "has not run out"),
}
"""For each condition, words of the reason a person is given, in both languages."""

SITUATION = favourable(State.IN_PROGRESS, "note", frozenset())
HANDLER = officer(Role.HANDLER, "PW")


def refusal(step: Step, condition: str) -> Bilingual | None:
    """Return the reason why a step is not possible once a condition is broken, or None."""
    situation = broken(favourable(State(step.state), step.action, step.conditions), condition)
    person = next(letter for letter in "DSKCLbhBHEX" if letter in step.who)
    if person in "hb":  # the co-handling department's chair exists only while its part is open
        situation = replace(situation, open_co_departments=frozenset({HELPING}))
    try:
        decide(situation, Action(step.action), PEOPLE[person], NOW)
    except NotPossible as found:
        return found.reason
    return None


@pytest.mark.parametrize("condition", BREACHES)
def test_a_broken_condition_stops_exactly_the_steps_that_need_it(condition: str) -> None:
    stopped = {key for key, step in STEPS.items() if refusal(step, condition) is not None}
    assert stopped == {key for key, step in STEPS.items() if condition in step.conditions}


@pytest.mark.parametrize(
    ("step", "condition"),
    [(step, condition) for step in STEPS.values() for condition in sorted(step.conditions)],
    ids=lambda value: value if isinstance(value, str) else f"{value.state}-{value.action}",
)
def test_the_reason_says_what_is_missing_in_both_languages(step: Step, condition: str) -> None:
    reason = refusal(step, condition)
    assert reason is not None
    zh, en = REASONS[condition]
    assert zh in reason.zh
    assert en in reason.en


def test_every_guard_is_used_and_says_in_one_sentence_what_it_stands_for() -> None:
    written = {
        function
        for name, function in inspect.getmembers(guards, inspect.isfunction)
        if function.__module__ == guards.__name__
    }
    assert {guard for row in TRANSITIONS for guard in row.guards} == written
    for guard in written:
        assert (guard.__doc__ or "").split("\n")[0].endswith((".", ").")), guard.__name__


def test_a_return_is_in_time_until_the_limit_itself() -> None:
    at_the_limit = replace(SITUATION, return_deadline=NOW)
    assert guards.returns_in_time(at_the_limit, HANDLER, NOW) is None
    assert guards.returns_in_time(at_the_limit, HANDLER, NOW + timedelta(seconds=1)) is not None
    assert guards.returns_in_time(replace(SITUATION, return_deadline=None), HANDLER, NOW) is None


def test_information_lapses_only_after_the_limit() -> None:
    asked = replace(SITUATION, info_deadline=NOW)
    assert guards.information_is_overdue(asked, SYSTEM, NOW) is not None
    assert guards.information_is_overdue(asked, SYSTEM, NOW + timedelta(seconds=1)) is None
    assert guards.information_is_overdue(replace(SITUATION, info_deadline=None), SYSTEM, NOW) is not None


def test_a_struck_off_ticket_can_be_taken_up_for_thirty_days_to_the_second() -> None:
    closed = replace(SITUATION, closed_at=NOW)
    last = NOW + timedelta(days=30)
    assert guards.is_within_reopen_window(closed, HANDLER, last) is None
    assert guards.is_within_reopen_window(closed, HANDLER, last + timedelta(seconds=1)) is not None
    assert guards.is_within_reopen_window(replace(SITUATION, closed_at=None), HANDLER, last) is None


def test_a_guest_has_no_account_that_could_have_handled_anything() -> None:
    situation = replace(SITUATION, result_by=None, handlers=frozenset())
    assert guards.is_another_person(situation, guest("演示"), NOW) is None
    assert guards.has_not_handled(situation, guest("演示"), NOW) is None


def test_an_answer_without_a_verdict_lets_the_ticket_go() -> None:
    """Three calls nobody took, or a refusal to answer: answered, but neither solved nor unsolved."""
    assert guards.is_answered(replace(SITUATION, answered=True, solved=None), HANDLER, NOW) is None
    assert guards.is_disputed(replace(SITUATION, answered=True, solved=None), HANDLER, NOW) is not None
