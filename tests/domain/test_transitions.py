"""The transition table against the life of a ticket as the domain notes expect it, line by line."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.notices import Notice
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.domain.states import (
    ENDED_STATES,
    HANDLING_STATES,
    OPEN_STATES,
    STATE_NAMES,
    STORED_STATES,
    State,
    is_open,
)
from service_desk.domain.transitions import TRANSITIONS, find_transition, transitions_from
from tests.domain.expected_life import ENDED, OPEN, STEPS, Step

SEEN = {True: "seen", False: "hidden", None: "chosen"}
NOT_ABOUT_ONE_TICKET = {
    Notice.SHEETS,
    Notice.WEEKLY_ZONE,
    Notice.WEEKLY_DEPARTMENT,
    Notice.ACCOUNT_LINK,
    Notice.DRAFT_LINK,
    Notice.TRACKING_LINK,
    Notice.FIRM_REFUSED,
    Notice.EXPORT_READY,
    Notice.ANSWER_REVIEW,
    Notice.ANSWER_UNHELPFUL,
    Notice.AREA_CONFIRM,
    Notice.AREA_UPDATE,
    Notice.AREA_ENDED,
    Notice.MENTIONED,
    Notice.SUBSTITUTE_GONE,
}


def test_the_table_has_exactly_the_expected_steps() -> None:
    assert {(row.source.value, row.action.value) for row in TRANSITIONS} == set(STEPS)
    assert len(TRANSITIONS) == len(STEPS)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: f"{step.state}-{step.action}")
def test_a_step_leads_where_it_should_and_tells_whom_it_should(step: Step) -> None:
    row = find_transition(State(step.state), Action(step.action))
    assert row is not None
    found = (
        row.target.value if row.target else "back",
        tuple(f"{notice}>{audience}" for notice, audience in row.notices),
        SEEN[row.is_public],
    )
    assert found == (step.target, step.told, step.seen)


def test_every_other_step_is_not_in_the_table() -> None:
    for state in State:
        for action in Action:
            assert (find_transition(state, action) is not None) == ((state.value, action.value) in STEPS)


def test_the_rows_of_a_state_come_in_the_order_of_the_table() -> None:
    for state in State:
        assert transitions_from(state) == [row for row in TRANSITIONS if row.source == state]


def test_open_and_ended_states_divide_what_is_stored() -> None:
    assert {state.value for state in OPEN_STATES} == set(OPEN)
    assert {state.value for state in ENDED_STATES} == set(ENDED)
    assert set(STORED_STATES) == OPEN_STATES | ENDED_STATES == set(State) - {State.DRAFT}
    assert {state for state in State if is_open(state)} == OPEN_STATES
    assert HANDLING_STATES < OPEN_STATES


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, edge = {State.DRAFT}, [State.DRAFT]
    while edge:
        for row in transitions_from(edge.pop()):
            if row.target is not None and row.target not in reached:
                reached.add(row.target)
                edge.append(row.target)
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_every_open_state_can_be_struck_off_in_the_end(state: State) -> None:
    reached, edge = {state}, [state]
    while edge:
        for row in transitions_from(edge.pop()):
            if row.target is not None and row.target not in reached | (ENDED_STATES - {State.CLOSED}):
                reached.add(row.target)
                edge.append(row.target)
    assert State.CLOSED in reached


def test_ended_states_have_only_the_listed_exits() -> None:
    exits = {(row.source, row.action, row.target) for row in TRANSITIONS if row.source in ENDED_STATES}
    assert exits == {
        (State.CLOSED, Action.RATE, State.CLOSED),
        (State.CLOSED, Action.CORRECT_CONTACT, State.CLOSED),
        (State.CLOSED, Action.REOPEN, State.IN_PROGRESS),
        (State.MERGED, Action.UNDO, None),
        (State.MERGED, Action.UNMERGE, None),
    }


def test_nothing_becomes_a_draft_again() -> None:
    assert all(row.target is not State.DRAFT for row in TRANSITIONS)


def test_only_the_callback_desk_strikes_off() -> None:
    closing = [row for row in TRANSITIONS if row.target is State.CLOSED and row.source is not State.CLOSED]
    assert {row.action for row in closing} == {Action.STRIKE_OFF}
    assert {role for row in closing for role in row.roles} == {Role.CALLBACK}


def test_every_notice_about_a_ticket_is_sent_by_some_step_and_has_an_audience() -> None:
    told = {notice: audience for row in TRANSITIONS for notice, audience in row.notices}
    assert set(told) == set(Notice) - NOT_ABOUT_ONE_TICKET


def test_what_is_told_to_the_enterprise_is_shown_to_it_as_well() -> None:
    for row in TRANSITIONS:
        if any(audience == "enterprise" for _, audience in row.notices):
            assert row.is_public is not False, (row.source, row.action)


def test_every_state_action_and_role_has_a_name_of_its_own_in_both_languages() -> None:
    for names in (STATE_NAMES, ACTION_NAMES, ROLE_NAMES):
        assert len({name.zh for name in names.values()}) == len(names)
        assert len({name.en for name in names.values()}) == len(names)
    assert (set(STATE_NAMES), set(ACTION_NAMES), set(ROLE_NAMES)) == (set(State), set(Action), set(Role))
