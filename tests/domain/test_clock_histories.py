"""The clock over random legal histories: never negative, never running while stopped, equal to a slow model of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.actions import Action
from service_desk.domain.applications import ApplicationKind
from service_desk.domain.calendar import WorkingCalendar, load_calendar
from service_desk.domain.catalogue import Level
from service_desk.domain.events import Event
from service_desk.domain.following import UNDOABLE, follow
from service_desk.domain.milestones import Milestone, MilestoneStatus, Variant
from service_desk.domain.policy import load_policies
from service_desk.domain.states import State, is_open
from service_desk.domain.stops import EVIDENCED_STOPS
from service_desk.domain.transitions import transitions_from
from service_desk.domain.zone_time import local_date
from tests.domain.histories import History, at
from tests.domain.slow_clock import NEW_ROUND, STARTING, STOPPING, modelled, same_day_next_month

POLICIES = sorted(load_policies())
INSTANT = timedelta(microseconds=1)
COUNTED = ("M3", "M7", "M30")


def is_stopped(events: list[Event]) -> bool:
    """Tell, from the acts alone, whether the clock stands after them."""
    stopped = False
    for event in events:
        if event.action in STOPPING:
            stopped = True
        elif event.action in STARTING:
            stopped = False
    return stopped


_ASKING = {
    Action.GRANT_EXTENSION: ApplicationKind.EXTENSION,
    Action.RAISE_LEVEL: ApplicationKind.LEVEL,
    Action.HOLD: ApplicationKind.HOLD,
}
_APPLYING = {Action.APPLY_EXTENSION, Action.APPLY_LEVEL, Action.APPLY_HOLD}
_NEEDING_MORE = {Action.CLOSE_REFERRAL, Action.REFER_OUTSIDE, Action.RECORD_ENERGISED, Action.RECORD_MEETING,
                 Action.ADD_CO_TASK, Action.FINISH_CO_TASK, Action.WAIVE_CO_TASK, Action.ISSUE_SHEET}  # fmt: skip
"""Acts that never touch the clock and whose data would only lengthen these tests."""


def possible(history: History) -> list[Action]:
    """Return the acts open in a history: what the table has, less what a stopped or a running clock forbids."""
    stopped, course = is_stopped(history.events), follow(history.events)
    forbidden = set(_NEEDING_MORE)
    if stopped:
        forbidden |= {
            Action.ASK_ENTERPRISE,
            Action.HOLD,
            Action.SUBMIT_RESULT,
            Action.PAUSE_CLOCK,
            Action.TRANSFER,
        }
        forbidden |= _APPLYING
    else:
        forbidden |= {Action.RESUME_CLOCK}
    if not stopped and history.state is State.IN_PROGRESS:
        forbidden |= {Action.SUPPLEMENT}
    asked = course.application.kind if course.application else None
    forbidden |= {action for action, kind in _ASKING.items() if kind is not asked}
    if asked is not None:
        forbidden |= _APPLYING
    if course.last_act is None or course.last_act.action not in UNDOABLE:
        forbidden |= {Action.UNDO}
    return [row.action for row in transitions_from(history.state) if row.action not in forbidden]


RARE = {
    Action.NOTE,
    Action.ADD_FACTS,
    Action.WITHDRAW,
    Action.MERGE,
    Action.DECLINE,
    Action.LAPSE,
    Action.JOIN,
    Action.LEAVE,
    Action.URGE,
    Action.ESCALATE,
    Action.INSTRUCT,
    Action.ANSWER_INSTRUCTION,
    Action.ANSWER_SHEET,
}
"""Possible nearly everywhere; taken less often, so that histories grow up."""

PACES = (3, 700, 2000, 15000, 40000)
"""How many minutes lie between two acts at most: one history moves in minutes, another in weeks."""


def walk(start: int, pace: int, steps: list[tuple[int, int]]) -> History:
    """Return the legal history that numbers drawn at random lead to."""
    history, moment = History(), at("2020-12-20 00:00") + timedelta(minutes=start)
    for choice, gap in steps:
        actions = possible(history)
        if not actions:
            break
        likely = [action for action in actions if action not in RARE]
        decisions = [action for action in actions if action in _ASKING or action in _APPLYING] * 12
        drawn = likely * 4 + actions + decisions
        action = drawn[choice % len(drawn)]
        data: dict[str, Any] = {}
        if action in (Action.ACCEPT, Action.PUT_ON_LIST, Action.DISPATCH, Action.REOPEN):
            data["level"] = list(Level)[choice // 64 % 4].value
        if action is Action.SIGN:
            data["contacted"] = choice % 3 == 0
        data |= _data_of(action, choice)
        history.add(action, moment, public=choice % 5 > 0, **data)
        moment += timedelta(minutes=gap % pace)
    return history


def _data_of(action: Action, choice: int) -> dict[str, Any]:
    """Return what the acts on the clock must say."""
    match action:
        case Action.PAUSE_CLOCK:
            return {"kind": EVIDENCED_STOPS[choice % len(EVIDENCED_STOPS)].value}
        case Action.GRANT_EXTENSION:
            return {"days": choice % 20 + 1}
        case Action.RAISE_LEVEL:
            return {"level": "complex" if choice % 2 else "major"}
        case Action.RECORD_CALLBACK | Action.RATE:
            return {"outcome": "unsolved" if choice % 2 else "solved", "rating": choice % 5 + 1}
        case Action.DISPATCH | Action.TRANSFER:
            return {"lead": ("PW", "CB", "WT")[choice % 3]}
        case Action.MERGE:
            return {"into": "QY20210507-0002"}
    return {}


def walks() -> st.SearchStrategy[History]:
    """Draw a legal history of up to 24 acts, in years with and without a calendar."""
    step = st.tuples(st.integers(0, 9999), st.integers(0, 99999))
    return st.builds(
        walk,
        st.integers(0, 60 * 24 * 365 * 6),
        st.sampled_from(PACES),
        st.lists(step, min_size=4, max_size=24),
    )


@settings(max_examples=100, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES))
def test_due_dates_equal_a_slow_model_that_counts_day_by_day(history: History, policy: str) -> None:
    calendar = load_calendar()
    wanted = modelled(history, policy, calendar)
    found = history.milestones(policy=policy)
    for key, day in wanted.items():
        assert found[key].applies
        due = found[key].due
        assert due is not None
        assert local_date(due - timedelta(seconds=1)) == day, key
        assert found[key].is_provisional == (day.year not in calendar.years)


@settings(max_examples=60, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES))
def test_nothing_is_due_before_it_was_accepted_nor_met_before_it_began(history: History, policy: str) -> None:
    accepted = next((e.at for e in history.events if e.action in NEW_ROUND), None)
    for milestone in history.milestones(policy=policy).values():
        assert accepted is not None or milestone.due is None or milestone.variant is Variant.ACCEPTANCE
        if milestone.due is not None and accepted is not None:
            assert milestone.due > accepted
        if milestone.met_at is not None:
            assert milestone.met_at >= history.events[0].at
        for days in (0, 1, 30):
            words = milestone.headline(history.events[-1].at + timedelta(days=days))
            assert "-" not in words.zh + words.en


@settings(max_examples=60, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES), later=st.timedeltas(INSTANT, timedelta(days=400)))
def test_a_stopped_clock_never_runs_and_never_becomes_late(
    history: History, policy: str, later: timedelta
) -> None:
    before: dict[str, Milestone] = {}
    story = History()
    for event in history.events:
        story.events.append(event)
        story.state = event.target
        found = story.milestones(policy=policy)
        for key in COUNTED:
            milestone, moment = found[key], event.at
            if is_stopped(story.events) and is_open(story.state):
                was_late = key in before and before[key].status(moment + INSTANT) is MilestoneStatus.LATE
                allowed = {MilestoneStatus.LATE} if was_late else {MilestoneStatus.STOPPED}
                allowed |= {MilestoneStatus.DONE, MilestoneStatus.DONE_LATE, MilestoneStatus.NOT_APPLICABLE}
                assert milestone.status(moment + later) in allowed, key
            elif event.action in STARTING and key in before and before[key].stopped_since is not None:
                assert milestone.status(moment) is MilestoneStatus.RUNNING, key
        if is_open(story.state):  # a merger that is taken back gives the ticket its lateness back as well
            before = found


@settings(max_examples=60, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES))
def test_a_milestone_once_reached_keeps_its_verdict_until_a_new_round(history: History, policy: str) -> None:
    story = History()
    before: dict[str, Milestone] = {}
    for event in history.events:
        story.events.append(event)
        story.state = event.target
        found = story.milestones(policy=policy)
        restarts = event.action in NEW_ROUND or event.action in (
            Action.UPHOLD_RETURN,
            Action.DISPATCH,
            Action.UNDO,
        )
        for key, milestone in before.items():
            if milestone.met_at is not None and not restarts:
                assert (found[key].due, found[key].met_at) == (milestone.due, milestone.met_at), key
        before = found


@settings(max_examples=60, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES), data=st.data())
def test_a_holiday_never_brings_a_deadline_nearer(history: History, policy: str, data: st.DataObject) -> None:
    plain = load_calendar()
    first, last = local_date(history.events[0].at), local_date(history.events[-1].at)
    holiday = data.draw(st.dates(first - timedelta(days=2), last + timedelta(days=45)))
    longer = WorkingCalendar({**plain.days, holiday: False}, plain.years)
    before = history.milestones(plain, policy)
    for key, milestone in history.milestones(longer, policy).items():
        earlier = before[key].due
        assert (milestone.due is None) == (earlier is None)
        if milestone.due is not None and earlier is not None:
            assert milestone.due >= earlier, (key, holiday)


@settings(max_examples=100, deadline=None)
@given(history=walks(), policy=st.sampled_from(POLICIES))
def test_the_same_events_give_the_same_milestones_and_words_in_both_languages(
    history: History, policy: str
) -> None:
    found = history.milestones(policy=policy)
    assert History.milestones(history, policy=policy) == found
    for milestone in found.values():
        assert milestone.why
        for step in milestone.why:
            assert step.zh.endswith("。")
            assert step.en.endswith(".")
            assert step.en.isascii() or not any("一" <= letter <= "鿿" for letter in step.en)


@settings(max_examples=100, deadline=None)
@given(history=walks(), idle=st.sampled_from([Action.NOTE, Action.ADD_FACTS]))
def test_notes_and_added_facts_move_no_date(history: History, idle: Action) -> None:
    if is_open(history.state):
        before = history.milestones()
        history.add(idle, history.events[-1].at + timedelta(days=3), note="…")
        assert history.milestones() == before


def test_the_walks_reach_every_state_and_every_stop() -> None:
    """Otherwise the properties above would hold for histories too short to break them."""
    seen: set[State] = set()
    stops: set[bool] = set()

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(history=walks())
    def look(history: History) -> None:
        seen.update(event.target for event in history.events)
        stops.add(any(event.action in STARTING for event in history.events))

    look()
    assert seen >= set(State) - {State.DRAFT}
    assert stops == {True, False}


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2021-01-31", "2021-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2021-12-31", "2022-01-31"),
        ("2021-05-07", "2021-06-07"),
    ],
)
def test_the_slow_model_knows_its_months(day: str, following: str) -> None:
    assert same_day_next_month(date.fromisoformat(day)) == date.fromisoformat(following)
