"""What users of other desks have complained of for years, each shown to be impossible here (feature notes §2, §3, §5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.calendar import WorkingCalendar, load_calendar
from service_desk.domain.clock import next_due
from service_desk.domain.following import follow
from service_desk.domain.milestones import MilestoneStatus
from service_desk.domain.policy import load_policies
from service_desk.domain.states import State
from service_desk.domain.supervision import SheetColour, deserved_sheet
from service_desk.domain.transitions import TRANSITIONS, find_transition
from tests.domain.histories import History, at, dues, statuses

WEEKEND = "2021-05-14 17:00"  # a Friday


def at_work() -> History:
    return History().accepted("2021-05-10 10:00").signed("2021-05-10 11:00")


def test_a_pause_is_not_lost_when_the_limits_change() -> None:
    """Pauses vanished when another agreement was applied to the ticket; here the level changes and the stop still counts."""
    history = (
        at_work().add(Action.ASK_ENTERPRISE, "2021-05-11 10:00").add(Action.SUPPLEMENT, "2021-05-14 10:00")
    )
    assert dues(history)["M7"] == "2021-05-20"
    history.add(Action.APPLY_LEVEL, "2021-05-14 11:00", wanted="complex")
    history.add(Action.RAISE_LEVEL, "2021-05-14 12:00", level="complex")
    assert (
        dues(history)["M30"] == "2021-06-15"
    )  # 10 June and three days, a Sunday and Dragon Boat day rolled on
    assert any("停表" in step.zh for step in history.milestones()["M30"].why)


def test_no_date_passes_while_somebody_else_is_waited_for() -> None:
    """Tickets were breached while pending; here a stopped milestone never becomes late."""
    history = at_work().add(Action.ASK_ENTERPRISE, "2021-05-11 10:00")
    for days in (0, 30, 300):
        found = {
            milestone.status(at("2021-05-11 10:00") + timedelta(days=days))
            for milestone in history.milestones().values()
        }
        assert MilestoneStatus.LATE not in found


def test_the_time_between_the_result_and_the_reopening_is_not_counted() -> None:
    """The solved time was counted as handling time after a reopening; here a new round has a date of its own."""
    history = at_work().concluded("2021-05-12 10:00").add(Action.STRIKE_OFF, "2021-05-13 10:00")
    history.add(Action.REOPEN, "2021-06-07 10:00", reason="新情况")
    assert dues(history)["M7"] == "2021-06-15"  # 14 June is the Dragon Boat holiday
    assert statuses(history, "2021-06-07 10:01")["M7"] is MilestoneStatus.RUNNING


def test_a_paused_clock_does_not_go_on_ticking() -> None:
    """A clock was shown as paused and ran on; here what is left is the same after the stop as before it."""
    before = at_work()
    left = before.milestones()["M7"].due - at("2021-05-11 10:00")
    history = at_work().add(Action.PAUSE_CLOCK, "2021-05-11 10:00", kind="survey")
    history.add(Action.RESUME_CLOCK, "2021-05-18 10:00")
    assert history.milestones()["M7"].due - at("2021-05-18 10:00") == left


def test_a_weekend_inside_a_pause_is_not_given_twice() -> None:
    """Pausing over a weekend added more days than had been lost; working days count working days."""
    history = at_work().add(Action.ASK_ENTERPRISE, WEEKEND).add(Action.SUPPLEMENT, "2021-05-17 09:00")
    plain = at_work()
    due, moved = (each.milestones(policy="13710-working")["M7"].due for each in (plain, history))
    assert due is not None
    assert moved is not None
    assert moved - due == timedelta(
        days=1
    )  # Monday alone: Friday's midnight had not come, the weekend is nobody's


def test_a_holiday_never_shortens_a_deadline() -> None:
    plain = load_calendar()
    start = at_work()
    for day in (at("2021-05-12 00:00"), at("2021-05-17 00:00"), at("2021-05-18 00:00")):
        longer = WorkingCalendar({**plain.days, day.date(): False}, plain.years)
        for key, milestone in start.milestones(longer).items():
            due = start.milestones(plain)[key].due
            assert due is None or (milestone.due is not None and milestone.due >= due)


def test_a_worked_weekend_day_counts_and_is_named() -> None:
    """No other desk knows make-up days (调休); here Saturday 8 May 2021 is the second working day after the 6th."""
    history = History().accepted("2021-05-06 10:00")
    assert dues(history, "13710-working")["M3"] == "2021-05-10"
    assert any("调休" in step.zh for step in history.milestones(policy="13710-working")["M3"].why)


def test_one_breach_makes_one_warning_however_often_it_is_looked_at() -> None:
    """A mail every minute after a breach; here a sheet has a key made of its milestone and date."""
    milestones = at_work().milestones().values()
    keys = {
        deserved_sheet(milestones, at("2021-05-18 00:01") + timedelta(minutes=n)).key
        for n in range(0, 5000, 7)
    }  # type: ignore[union-attr]
    assert len(keys) == 1


def test_after_a_standstill_only_the_gravest_warning_is_given() -> None:
    sheet = deserved_sheet(at_work().milestones().values(), at("2021-06-30 10:00"))
    assert sheet is not None
    assert sheet.colour is SheetColour.RED


@pytest.mark.parametrize("action", [Action.SUBMIT_RESULT, Action.STRIKE_OFF])
def test_nothing_is_closed_over_what_others_still_owe(action: Action) -> None:
    """Tickets were closed with open tasks by design; here parts, external answers and children stand in the way."""
    names = {guard.__name__ for row in TRANSITIONS if row.action is action for guard in row.guards}
    wanted = (
        {"co_tasks_are_done", "referrals_are_closed"}
        if action is Action.SUBMIT_RESULT
        else {"children_have_ended"}
    )
    assert wanted <= names


def test_stage_progress_never_closes_a_ticket() -> None:
    row = find_transition(State.IN_PROGRESS, Action.PROGRESS)
    assert row is not None
    assert row.target is State.IN_PROGRESS


def test_the_first_receiver_is_not_lost_by_a_transfer() -> None:
    """Transfers lost the first group; here the first receiver stays, and the holder answers until another has signed."""
    history = at_work().add(Action.TRANSFER, "2021-05-11 10:00", lead="CB")
    course = follow(history.events)
    assert (course.first_department, course.signed_by, course.lead) == ("PW", "PW", "CB")
    course = follow(history.add(Action.SIGN, "2021-05-11 11:00").events)
    assert (course.first_department, course.signed_by, course.lead) == ("PW", "CB", "CB")


def test_a_department_that_joins_or_takes_over_does_not_reset_the_clock() -> None:
    """The department's clock was reset when somebody joined, or the second group inherited no time."""
    before = dues(at_work())
    history = at_work().add(Action.ADD_CO_TASK, "2021-05-11 10:00", department="WT")
    assert dues(history) == before
    assert dues(history.add(Action.TRANSFER, "2021-05-12 10:00", lead="CB")) == before


def test_merging_can_be_undone_and_costs_no_time() -> None:
    """Unmerging was asked for and never came."""
    history = at_work().add(Action.MERGE, "2021-05-11 10:00", into="QY20210510-0002")
    history.add(Action.UNMERGE, "2021-05-13 10:00")
    assert history.state is State.IN_PROGRESS
    assert dues(history)["M7"] == "2021-05-19"


def test_every_date_says_why_in_both_languages() -> None:
    """Nobody shows the officer or the enterprise why a date is what it is."""
    for policy in load_policies():
        for milestone in at_work().milestones(policy=policy).values():
            assert milestone.why
            assert all(step.zh and step.en for step in milestone.why)


def test_deadlines_have_no_longest_length() -> None:
    """A limit was once capped at 99 hours."""
    history = at_work()
    for days in (60, 60):
        history.add(Action.APPLY_EXTENSION, "2021-05-11 10:00", days=days)
        history.add(Action.GRANT_EXTENSION, "2021-05-11 11:00", days=days)
    assert dues(history)["M7"] == "2021-09-14"
    assert next_due(history.milestones().values()) is not None


def test_an_extension_asked_too_late_counts_as_overdue() -> None:
    history = at_work().add(Action.APPLY_EXTENSION, "2021-05-18 10:00", days=5)
    history.add(Action.GRANT_EXTENSION, "2021-05-18 11:00", days=5)
    assert dues(history)["M7"] == "2021-05-17"


def test_where_notice_is_wanted_an_extension_is_asked_a_working_day_ahead() -> None:
    def extended(day: str) -> str | None:
        history = at_work().add(Action.APPLY_EXTENSION, f"{day} 10:00", days=5)
        return dues(history.add(Action.GRANT_EXTENSION, f"{day} 11:00", days=5), "quanzhou")["M7"]

    assert extended("2021-05-18") == "2021-05-26"  # due on the 19th, asked the day before
    assert extended("2021-05-19") == "2021-05-19"
