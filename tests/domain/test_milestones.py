"""How a milestone stands at a moment, what is written under it, and which light it gives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.milestones import (
    DIGITS,
    MILESTONE_NAMES,
    Lamp,
    Milestone,
    MilestoneKey,
    MilestoneStatus,
    duration_words,
    lamp,
)
from tests.domain.histories import at

DUE = at("2021-05-11 00:00")
KEY = MilestoneKey.PROGRESS


@pytest.mark.parametrize(
    ("milestone", "status", "zh", "en"),
    [
        (Milestone(KEY, applies=False, due=DUE), MilestoneStatus.NOT_APPLICABLE, "不适用", "Does not apply"),
        (Milestone(KEY), MilestoneStatus.WAITING, "待进行", "Not yet due"),
        (Milestone(KEY, due=DUE), MilestoneStatus.RUNNING, "还剩1天12小时", "1 d 12 h left"),
        (Milestone(KEY, due=DUE, stopped_since=DUE), MilestoneStatus.STOPPED, "已停表", "Clock stopped"),
        (Milestone(KEY, due=DUE, met_at=DUE), MilestoneStatus.DONE, "已完成", "Done"),
        (Milestone(KEY, met_at=DUE), MilestoneStatus.DONE, "已完成", "Done"),
        (
            Milestone(KEY, due=DUE, met_at=DUE + timedelta(hours=5)),
            MilestoneStatus.DONE_LATE,
            "已完成，超期5小时",
            "Done, 5 h late",
        ),
    ],
)
def test_a_milestone_says_how_it_stands(
    milestone: Milestone, status: MilestoneStatus, zh: str, en: str
) -> None:
    now = at("2021-05-09 12:00")
    assert milestone.status(now) is status
    assert milestone.headline(now) == (zh, en)


def test_a_milestone_is_late_only_after_its_due_moment() -> None:
    milestone = Milestone(KEY, due=DUE)
    assert milestone.status(DUE) is MilestoneStatus.RUNNING
    assert milestone.headline(DUE) == ("还剩不到1分钟", "less than a minute left")
    assert milestone.status(DUE + timedelta(seconds=1)) is MilestoneStatus.LATE
    assert milestone.headline(DUE + timedelta(days=3)) == ("超期3天", "3 days late")


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(seconds=59), "不到1分钟", "less than a minute"),
        (timedelta(minutes=59), "59分钟", "59 min"),
        (timedelta(hours=1, minutes=59), "1小时", "1 h"),
        (timedelta(hours=24), "1天", "1 d"),
        (timedelta(days=2, hours=3), "2天3小时", "2 d 3 h"),
        (timedelta(days=3, hours=23), "3天", "3 days"),
    ],
)
def test_a_length_of_time_is_said_as_roughly_as_people_need(span: timedelta, zh: str, en: str) -> None:
    assert duration_words(span) == (zh, en)


def test_every_milestone_has_its_digit_and_its_name() -> None:
    assert "".join(DIGITS[key] for key in MilestoneKey) == "13710"
    for key in MilestoneKey:
        assert Milestone(key).digit == DIGITS[key]
        assert Milestone(key).name == MILESTONE_NAMES[key]


@pytest.mark.parametrize(
    ("hours_left", "light"),
    [(72, Lamp.GREEN), (24.001, Lamp.GREEN), (24, Lamp.YELLOW), (0, Lamp.YELLOW), (-0.001, Lamp.RED)],
)
def test_the_light_is_yellow_in_the_last_day_and_red_after_it(hours_left: float, light: Lamp) -> None:
    assert lamp(DUE, is_stopped=False, now=DUE - timedelta(hours=hours_left)) is light


def test_a_stopped_ticket_and_one_without_a_date_have_lights_of_their_own() -> None:
    assert lamp(None, is_stopped=True, now=DUE) is Lamp.STOPPED
    assert lamp(DUE, is_stopped=True, now=DUE + timedelta(days=9)) is Lamp.STOPPED
    assert lamp(None, is_stopped=False, now=DUE) is Lamp.NONE
