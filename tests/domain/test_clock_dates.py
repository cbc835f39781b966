"""Which day each digit of 13710 falls on: every rule of domain notes §1.5 by example."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.policy import DEFAULT_POLICY
from tests.domain.histories import WORKING_DAYS, History, dues, last_day


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2021-05-07 10:00", "2021-05-07"),
        ("2021-05-07 00:00", "2021-05-07"),
        ("2021-05-07 17:30", "2021-05-07"),
        ("2021-05-07 17:30:01", "2021-05-08"),  # the next working day is a Saturday worked in exchange
        ("2021-05-08 23:59", "2021-05-10"),
        ("2021-05-05 10:00", "2021-05-06"),  # Labour Day holiday
        ("2021-04-25 10:00", "2021-04-25"),  # a Sunday worked in exchange
        ("2021-05-22 10:00", "2021-05-24"),  # an ordinary Saturday
        ("2021-09-30 18:00", "2021-10-08"),  # the eve of National Day week, after the cutoff
    ],
)
@pytest.mark.parametrize("policy", [DEFAULT_POLICY, WORKING_DAYS])
def test_m1_is_due_the_same_day_or_the_next_working_day(accepted: str, due: str, policy: str) -> None:
    assert dues(History().accepted(accepted), policy)["M1"] == due


def test_the_day_of_acceptance_is_the_local_day() -> None:
    history = History().add(Action.SUBMIT, datetime(2021, 5, 6, 16, 0, tzinfo=UTC))
    history.add(Action.ACCEPT, datetime(2021, 5, 6, 16, 30, tzinfo=UTC), level="general")
    assert dues(history)["M1"] == "2021-05-07"
    assert dues(history)["M7"] == "2021-05-14"


@pytest.mark.parametrize(
    ("accepted", "m3", "m7"),
    [
        ("2021-05-07 10:00", "2021-05-10", "2021-05-14"),
        ("2021-05-07 23:59", "2021-05-10", "2021-05-14"),
        ("2021-04-30 10:00", "2021-05-06", "2021-05-07"),  # +3 falls on 3 May, which rolls over the holiday
        ("2021-09-27 10:00", "2021-09-30", "2021-10-08"),  # +7 falls on 4 October
        ("2021-05-12 10:00", "2021-05-17", "2021-05-19"),  # +3 is a Saturday
        ("2021-04-22 10:00", "2021-04-25", "2021-04-29"),  # +3 is a Sunday that is worked
        ("2021-12-25 10:00", "2021-12-28", "2022-01-04"),  # +7 is New Year's Day of the next year
    ],
)
def test_m3_and_m7_count_natural_days_and_roll_over_days_off(accepted: str, m3: str, m7: str) -> None:
    found = dues(History().accepted(accepted))
    assert (found["M3"], found["M7"], found["M30"]) == (m3, m7, None)


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2021-05-07 10:00", "2021-06-07"),
        ("2023-01-31 10:00", "2023-02-28"),
        ("2024-01-31 10:00", "2024-02-29"),
        ("2021-01-31 10:00", "2021-03-01"),  # 28 February 2021 is a Sunday
        ("2021-03-31 10:00", "2021-04-30"),
        ("2021-12-31 10:00", "2022-02-07"),  # 31 January 2022 begins the Spring Festival holiday
    ],
)
@pytest.mark.parametrize("level", ["complex", "major"])
def test_m30_is_the_same_day_of_the_next_month(accepted: str, due: str, level: str) -> None:
    found = History().accepted(accepted, level).milestones()
    assert last_day(found["M30"]) == due
    assert (found["M7"].applies, found["M30"].applies) == (False, True)


def test_a_simple_request_is_finished_in_one_day_and_needs_no_interim_answer() -> None:
    found = History().accepted("2021-05-07 10:00", "simple").milestones()
    assert last_day(found["M7"]) == "2021-05-08"
    assert (found["M3"].applies, found["M30"].applies) == (False, False)
    assert "办结即反馈" in found["M3"].why[0].zh


@pytest.mark.parametrize(
    ("accepted", "m3", "m7"),
    [
        ("2021-04-30 10:00", "2021-05-08", "2021-05-13"),
        ("2021-09-30 10:00", "2021-10-11", "2021-10-15"),
        ("2021-05-07 10:00", "2021-05-11", "2021-05-17"),
    ],
)
def test_the_working_day_policy_counts_working_days(accepted: str, m3: str, m7: str) -> None:
    found = dues(History().accepted(accepted), WORKING_DAYS)
    assert (found["M3"], found["M7"]) == (m3, m7)


def test_the_dispatcher_may_set_another_level_and_the_closing_milestone_changes_with_it() -> None:
    history = History().accepted("2021-05-07 10:00")
    history.add(Action.DISPATCH, "2021-05-07 11:00", lead="PW", level="complex")
    found = history.milestones()
    assert (found["M7"].applies, last_day(found["M30"])) == (False, "2021-06-07")
    assert found["M7"].why[0] == (
        "本件为复杂问题，不按这一档计时。",
        "This is a complex request; this limit does not apply.",
    )


def test_a_year_without_a_calendar_is_reckoned_monday_to_friday_and_says_so() -> None:
    history = History().accepted("2026-12-28 10:00")
    found = history.milestones()
    assert last_day(found["M7"]) == "2027-01-04"
    assert (found["M3"].is_provisional, found["M7"].is_provisional) == (False, True)
    assert any("2027年放假安排尚未录入" in step.zh and "2027" in step.en for step in found["M7"].why)
