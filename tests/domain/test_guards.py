"""Conditions beyond role and state: each breaks exactly the steps the expected life ties to it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest

from service_desk.domain import closing_guards, guards
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
    "owed": ("没有在办的协办任务", "No co-handling part is open"),
    "heard": ("外部单位还没有回复", "has not answered yet"),
    "referred": ("没有等待回复的外部单位", "No external answer is awaited"),
    "first": ("已经退过一次", "returned it once already"),
    "undoable": ("不能撤销", "cannot be taken back"),
    "gate": ("超过额定容量", "exceed the rated capacity"),
    "unasked": ("已有一项申请", "waiting for its decision already"),
    "asked": ("没有等待批准的申请", "No application is waiting"),
    "extension_asked": ("没有等待批准的延期申请", "No extension was applied for"),
    "level_asked": ("没有等待批准的提级申请", "No higher level was applied for"),
    "hold_asked": ("没有等待批准的挂账申请", "No hold was applied for"),
    "extendable": ("已延期2次", "Extended 2 times"),
    "in_time": ("按超期统计", "counts as overdue"),
    "raisable": ("只能提级一次", "raised once only"),
    "unbreached": ("办结时限已过", "closing date has passed"),
    "content": ("评价满意才能销号", "is satisfied with"),
    "childless": ("专题", "umbrella"),
    "orphan": ("已经归在专题下", "under an umbrella already"),
    "parented": ("没有归在专题下", "not under an umbrella"),
    "unescalated": ("已经提级督办", "escalated already"),
    "instructed": ("没有待回复的批示", "No instruction is open"),
    "sheeted": ("没有待回复的督办单", "No supervision sheet is open"),
    "another": ("不能审核自己提交的结果", "cannot review the result you submitted"),
    "outsider": ("您办理过这件诉求", "You handled this ticket"),
    "answered": ("回访", "callback"),
    "agreed": ("企业说没有解决", "says it is not solved"),
    "disputed": ("不需要重办", "nothing to redo"),
    "recent": ("超过30天", "30 days ago"),
    "overdue": ("补正时限还没有到", "has not run out"),
}
"""For each condition, words of the reason a person is given, in both languages."""

ALSO_BROKEN = {
    "unasked": ("extension_asked", "level_asked"),  # a hold is asked
    "asked": ("extension_asked", "level_asked", "hold_asked"),  # nothing is
    "extension_asked": ("unasked", "hold_asked"),  # a level is
    "level_asked": ("unasked", "extension_asked"),  # a hold is
    "hold_asked": ("unasked", "level_asked"),  # an extension is
    "answered": ("disputed",),  # nobody has said anything
}
"""Conditions on the same fact cannot be broken alone."""

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
    broken_with_it = {condition, *ALSO_BROKEN.get(condition, ())}
    assert stopped == {key for key, step in STEPS.items() if broken_with_it & step.conditions}


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
        for module in (guards, closing_guards)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
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
    assert closing_guards.is_within_reopen_window(closed, HANDLER, last) is None
    assert closing_guards.is_within_reopen_window(closed, HANDLER, last + timedelta(seconds=1)) is not None
    assert closing_guards.is_within_reopen_window(replace(SITUATION, closed_at=None), HANDLER, last) is None


def test_a_guest_has_no_account_that_could_have_handled_anything() -> None:
    situation = replace(SITUATION, result_by=None, handlers=frozenset())
    assert guards.is_another_person(situation, guest("演示"), NOW) is None
    assert closing_guards.has_not_handled(situation, guest("演示"), NOW) is None


def test_an_answer_without_a_verdict_lets_the_ticket_go() -> None:
    """Three calls nobody took, or a refusal to answer: answered, but neither solved nor unsolved."""
    assert closing_guards.is_answered(replace(SITUATION, answered=True, solved=None), HANDLER, NOW) is None
    assert (
        closing_guards.is_disputed(replace(SITUATION, answered=True, solved=None), HANDLER, NOW) is not None
    )
