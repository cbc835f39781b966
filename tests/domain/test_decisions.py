"""Every state × action × person, decided as the expected life says; then how the table is put to use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor, guest
from service_desk.domain.decisions import Choice, acting_role, choices, decide
from service_desk.domain.refusals import NotEntitled, NotPossible, Refusal
from service_desk.domain.roles import Role
from service_desk.domain.situation import Situation
from service_desk.domain.states import State
from service_desk.domain.transitions import find_transition
from tests.domain.cast import HELPING, LEAD, NOW, PEOPLE, TICKET_NO, favourable, officer
from tests.domain.expected_life import STEPS, Step

NEVER_IN_THE_TABLE = Step("", "", "", frozenset(), frozenset(), (), "")


def outcome(situation: Situation, action: Action, actor: Actor) -> str:
    """Return where the act leads, or the name of the refusal."""
    try:
        target = decide(situation, action, actor, NOW).target
    except Refusal as refusal:
        return type(refusal).__name__
    return target.value if target else "back"


def expected(step: Step | None, person: str, state: State) -> str:
    if step is None:
        return "NotPossible"
    if person in step.who:
        return step.target
    # A draft has no number yet: any contact of an enterprise may submit one.
    newcomer = state is State.DRAFT and person.startswith("E") and "E" in step.who
    return step.target if newcomer else "NotEntitled"


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("state", State)
def test_each_person_may_do_exactly_what_the_notes_give_him(state: State, person: str) -> None:
    for action in Action:
        step = STEPS.get((state.value, action.value))
        # Without a lead department nobody sits in the lead's chairs, whatever the table says.
        situation = favourable(state, action.value, (step or NEVER_IN_THE_TABLE).conditions)
        wanted = expected(step, person, state)
        if person in "HB" and situation.lead_department is None and wanted != "NotPossible":
            wanted = "NotEntitled"
        assert outcome(situation, action, PEOPLE[person]) == wanted, action


@pytest.mark.parametrize(
    "person", ["administrator", "E who shows no code", "handler nowhere", "head nowhere"]
)
def test_some_people_may_do_nothing_to_a_ticket(person: str) -> None:
    for (state, action), step in STEPS.items():
        if state != "draft":
            situation = favourable(State(state), action, step.conditions)
            assert outcome(situation, Action(action), PEOPLE[person]) == "NotEntitled", (state, action)


def test_entitlement_is_refused_before_the_situation_is_told() -> None:
    paused = replace(favourable(State.IN_PROGRESS, "submit_result", frozenset({"helped"})), is_paused=True)
    with pytest.raises(NotEntitled):
        decide(paused, Action.SUBMIT_RESULT, PEOPLE["handler elsewhere"], NOW)
    with pytest.raises(NotPossible):
        decide(paused, Action.SUBMIT_RESULT, PEOPLE["H"], NOW)


def test_a_step_that_does_not_exist_names_state_and_act_in_both_languages() -> None:
    with pytest.raises(NotPossible) as refusal:
        decide(favourable(State.CLOSED, "accept", frozenset()), Action.ACCEPT, PEOPLE["D"], NOW)
    assert refusal.value.reason.zh == "这件诉求现在是“已销号”，不能受理。"
    assert refusal.value.reason.en == "The ticket is “Struck off” now; “Accept” is not possible."


@pytest.mark.parametrize(
    ("state", "action", "zh", "en"),
    [
        (State.SUBMITTED, Action.ACCEPT, "受理由受理派单员办理。", "“Accept” is for: Dispatcher."),
        (
            State.DISPATCHED,
            Action.SIGN,
            "签收由主办单位的承办人、部门负责人办理。",
            "“Sign for” is for: Handler or Department head of the lead department.",
        ),
        (
            State.IN_PROGRESS,
            Action.FINISH_CO_TASK,
            "反馈协办意见由协办单位的承办人、部门负责人办理。",
            "“Give the co-handling result” is for: Handler or Department head of a co-handling department.",
        ),
        (
            State.IN_PROGRESS,
            Action.WAIVE_CO_TASK,
            "免除协办由督办员，或主办单位的部门负责人办理。",
            "“Waive the co-handling” is for: Supervisor; Department head of the lead department.",
        ),
    ],
)
def test_a_refusal_says_who_may_instead(state: State, action: Action, zh: str, en: str) -> None:
    with pytest.raises(NotEntitled) as refusal:
        decide(favourable(state, action, frozenset()), action, PEOPLE["administrator"], NOW)
    assert refusal.value.reason == (zh, en)
    assert str(refusal.value) == zh


def test_choices_offer_what_is_possible_and_say_why_the_rest_is_not() -> None:
    situation = replace(favourable(State.IN_PROGRESS, "note", frozenset()), is_paused=True)
    offered = {choice.action: choice for choice in choices(situation, PEOPLE["H"], NOW)}
    assert set(offered) == {Action(action) for state, action in STEPS if state == "in_progress"}
    assert {action for action, choice in offered.items() if choice.is_possible} == {
        Action.ASSIGN, Action.CONTACT, Action.PROGRESS, Action.SUPPLEMENT, Action.RESUME_CLOCK, Action.NOTE,
        Action.VERIFY_ON_SITE, Action.REFER_OUTSIDE, Action.APPLY_LEVEL, Action.ANSWER_INSTRUCTION, Action.UNDO,
    }  # fmt: skip
    refusal = offered[Action.SUBMIT_RESULT].refusal
    assert refusal is not None
    assert "计时已停" in refusal.zh
    assert offered[Action.NOTE] == Choice(Action.NOTE, None)


def test_a_state_without_steps_offers_nothing() -> None:
    assert choices(favourable(State.WITHDRAWN, "note", frozenset()), PEOPLE["D"], NOW) == []


def test_somebody_with_two_roles_acts_in_the_one_that_fits() -> None:
    both = Actor(9, "演示", frozenset({Role.HANDLER, Role.SUPERVISOR}), "LE")
    row = find_transition(State.RESULT_REVIEW, Action.APPROVE_RESULT)
    note = find_transition(State.IN_PROGRESS, Action.NOTE)
    assert row is not None
    assert note is not None
    situation = favourable(State.RESULT_REVIEW, "approve_result", frozenset())
    assert acting_role(row, situation, both) is Role.SUPERVISOR
    # As a handler he would need the lead's chair; it is free only in his own department.
    assert acting_role(note, replace(situation, lead_department="LE"), both) is Role.HANDLER
    assert acting_role(note, situation, both) is Role.SUPERVISOR
    assert acting_role(row, situation, officer(Role.LEADER)) is None


def test_an_enterprise_holds_only_the_tickets_whose_code_it_has_shown() -> None:
    situation = favourable(State.SUBMITTED, "withdraw", frozenset())
    assert outcome(situation, Action.WITHDRAW, guest("演示", "QY20260310-0009", TICKET_NO)) == "withdrawn"
    assert outcome(situation, Action.WITHDRAW, guest("演示", "QY20260310-0009")) == "NotEntitled"


def test_a_co_handling_department_gives_its_opinion_once() -> None:
    situation = favourable(State.IN_PROGRESS, "finish_co_task", frozenset())
    done = replace(situation, open_co_departments=frozenset())
    assert outcome(situation, Action.FINISH_CO_TASK, officer(Role.HANDLER, HELPING)) == "in_progress"
    assert outcome(done, Action.FINISH_CO_TASK, officer(Role.HANDLER, HELPING)) == "NotEntitled"
    assert outcome(situation, Action.FINISH_CO_TASK, officer(Role.HANDLER, LEAD)) == "NotEntitled"
