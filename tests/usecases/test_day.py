"""The day in words: what is kept is said exactly, what is counted is said up to where counting stops."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service_desk.domain.actors import Actor
from service_desk.domain.calendar import load_calendar
from service_desk.domain.roles import Role
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.usecases.reading.day import Load, tell_day

NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


def told(role: Role, load: Load) -> str:
    day = tell_day(Actor(1, "演示", frozenset({role}), "ES"), load, NOON, load_calendar())
    return f"{day.heading.zh} | {day.words.zh}"


def test_states_are_counted_to_the_end_and_dates_up_to_the_limit() -> None:
    crowded = Load({"submitted": 9406, "callback": 2000, "in_progress": 1200}, COUNT_LIMIT, 3)
    assert told(Role.DISPATCHER, crowded).startswith("今天先办这 9,406 件 | 9,406 件待受理 · 999+ 件今日到期")
    assert told(Role.CALLBACK, crowded).startswith("2,000 件等您回访")
    assert told(Role.HANDLER, crowded).startswith("今天先办这 999+ 件")


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.DISPATCHER, "新诉求都处理完了"), (Role.HANDLER, "手上没有在办的诉求"),
        (Role.CALLBACK, "没有等待回访的诉求"), (Role.SUPERVISOR, "没有超期的诉求"),
    ],
)  # fmt: skip
def test_a_day_with_nothing_to_do_says_so(role: Role, words: str) -> None:
    assert told(role, Load({}, 0, 0)).startswith(words)


def test_a_department_without_anything_due_is_told_what_it_has_in_hand() -> None:
    assert told(Role.HANDLER, Load({"in_progress": 1200}, 0, 0)).startswith(
        "今天没有到期的，手上在办 1,200 件"
    )
