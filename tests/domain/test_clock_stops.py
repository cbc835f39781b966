"""When the clock stands still, and where the dates go meanwhile (domain notes §2.2)."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.clock import follow, next_due
from service_desk.domain.milestones import MilestoneStatus
from tests.domain.histories import WORKING_DAYS, History, at, dues, last_day, statuses

DONE, DONE_LATE, RUNNING, LATE, STOPPED, WAITING, NA = (
    MilestoneStatus.DONE, MilestoneStatus.DONE_LATE, MilestoneStatus.RUNNING, MilestoneStatus.LATE,
    MilestoneStatus.STOPPED, MilestoneStatus.WAITING, MilestoneStatus.NOT_APPLICABLE,
)  # fmt: skip


def test_the_clock_stops_while_the_enterprise_is_asked_and_every_date_moves_by_the_days_lost() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-08 10:00")
    assert statuses(history, "2021-07-01 10:00") == {
        "M1": DONE,
        "M3": STOPPED,
        "M7": STOPPED,
        "M30": NA,
        "M0": WAITING,
    }
    assert next_due(history.milestones().values()) is None
    assert history.milestones()["M7"].stopped_since == at("2021-05-08 10:00")
    history.add(Action.SUPPLEMENT, "2021-05-11 10:00")
    assert (dues(history)["M3"], dues(history)["M7"]) == ("2021-05-13", "2021-05-17")
    assert next_due(history.milestones().values()) == at("2021-05-14 00:00")


@pytest.mark.parametrize("end", [Action.SUPPLEMENT, Action.RESUME_CLOCK])
def test_either_an_answer_or_a_decision_lets_the_clock_run_again(end: Action) -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-08 10:00").add(end, "2021-05-09 10:00")
    assert follow(history.events).stop is None
    assert dues(history)["M3"] == "2021-05-11"


def test_a_stop_within_one_day_moves_nothing() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-08 09:00").add(Action.SUPPLEMENT, "2021-05-08 17:00")
    assert (dues(history)["M3"], dues(history)["M7"]) == ("2021-05-10", "2021-05-14")


def test_a_hold_stops_the_clock_until_it_is_taken_up_again() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.HOLD, "2021-05-10 10:00", review_on="2021-06-01")
    assert statuses(history, "2021-05-20 10:00")["M7"] is STOPPED
    assert "挂账" in history.milestones()["M7"].why[-1].zh
    history.add(Action.RESUME, "2021-06-01 08:00")
    assert dues(history)["M7"] == "2021-06-07"  # 14 May + 22 days is Saturday 5 June


def test_two_stops_add_up() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    for start, end in (("2021-05-08 10:00", "2021-05-10 10:00"), ("2021-05-10 15:00", "2021-05-11 10:00")):
        history.add(Action.ASK_ENTERPRISE, start).add(Action.SUPPLEMENT, end)
    assert dues(history)["M7"] == "2021-05-17"
    assert len([step for step in history.milestones()["M7"].why if "停表" in step.zh]) == 2


def test_a_stop_that_began_after_the_deadline_excuses_nothing() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-11 09:00")
    assert statuses(history, "2021-05-12 10:00")["M3"] is LATE
    history.add(Action.SUPPLEMENT, "2021-05-12 09:00")
    assert dues(history)["M3"] == "2021-05-10"
    assert dues(history)["M7"] == "2021-05-17"


def test_a_stop_at_the_very_end_of_the_last_day_comes_too_late() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-11 00:00")
    assert statuses(history, "2021-05-11 00:01")["M3"] is LATE


def test_a_stop_on_the_day_off_before_a_rolled_deadline_counts() -> None:
    """M3 falls on Saturday 15 May and rolls to Monday; the clock stood still from Sunday to Wednesday."""
    history = History().accepted("2021-05-12 10:00").signed("2021-05-12 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-16 10:00")
    assert statuses(history, "2021-05-19 09:00")["M3"] is STOPPED
    history.add(Action.SUPPLEMENT, "2021-05-19 09:00")
    assert dues(history)["M3"] == "2021-05-19"
    assert statuses(history, "2021-05-19 09:00")["M3"] is RUNNING


@pytest.mark.parametrize("answered", ["2021-05-22 10:00", "2021-05-23 10:00"], ids=["Saturday", "Sunday"])
def test_a_stop_over_a_weekend_leaves_a_working_day_to_finish_in(answered: str) -> None:
    """Counted in working days nothing was lost, yet the deadline may not have passed while the clock stood still."""
    history = History().accepted("2021-05-18 10:00").signed("2021-05-18 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-21 10:00").add(Action.SUPPLEMENT, answered)
    found = history.milestones(policy=WORKING_DAYS)["M3"]
    assert last_day(found) == "2021-05-24"
    assert found.status(at(answered)) is RUNNING


def test_what_is_reached_while_the_clock_stands_is_not_late() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.HOLD, "2021-05-08 10:00").add(Action.PROGRESS, "2021-05-20 10:00")
    held = history.milestones()["M3"]
    assert held.status(at("2021-05-20 10:00")) is DONE
    history.add(Action.RESUME, "2021-06-01 10:00")
    assert history.milestones()["M3"].due == held.due


def test_a_month_counts_natural_days_even_where_days_are_working_days() -> None:
    """A holiday inside a stop must not bring the end of the month nearer."""
    history = History().accepted("2021-04-20 10:00", "complex").signed("2021-04-20 11:00")
    history.add(Action.HOLD, "2021-04-29 10:00").add(Action.RESUME, "2021-05-06 10:00")
    assert dues(history, WORKING_DAYS)["M30"] == "2021-05-27"  # 20 May + 7 days


def test_stops_before_a_redo_do_not_lengthen_the_new_round() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-08 10:00").add(Action.SUPPLEMENT, "2021-05-12 10:00")
    history.concluded("2021-05-13 10:00").add(Action.REDO, "2021-05-14 10:00")
    assert dues(history)["M7"] == "2021-05-21"
