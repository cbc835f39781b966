"""Which absences can be arranged: never by oneself for oneself, never twice, never a substitute who is away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.absences import LONGEST, Absence, absence_problem

TODAY = date(2026, 3, 10)
A, B, C = 1, 2, 3


def away(user: int, substitute: int, first: int = 0, last: int = 3) -> Absence:
    return Absence(user, substitute, TODAY + timedelta(days=first), TODAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("wanted", "known", "field", "words"),
    [
        (away(A, A), [], "substitute_id", "不能由本人代班"),
        (away(A, B, -1, 3), [], "from_on", "不能早于今天"),
        (away(A, B, 3, 2), [], "until_on", "不能早于开始日期"),
        (away(A, B, 0, LONGEST.days + 1), [], "until_on", "最多代班一年"),
        (away(A, B), [away(A, C, 3, 9)], "from_on", "2026-03-13至2026-03-19已经安排了代班"),
        (away(A, B), [away(B, C, 2, 2)], "substitute_id", "自己也不在岗"),
        (away(A, B), [away(C, A, 1, 1)], "from_on", "正由其为别人代班"),
    ],
    ids=["oneself", "past", "backwards", "too long", "overlap", "substitute away", "is a substitute"],
)
def test_what_cannot_be_is_refused_with_the_field_and_the_days(
    wanted: Absence, known: list[Absence], field: str, words: str
) -> None:
    problem = absence_problem(wanted, known, TODAY)
    assert problem is not None
    assert problem[0] == field
    assert words in problem[1].zh


@pytest.mark.parametrize(
    "known",
    [[], [away(A, B, 4, 9)], [away(B, C, 4, 4)], [away(C, A, 4, 5)], [away(C, B)]],
    ids=["nothing", "the days after", "substitute away later", "stands in later", "substitute of two"],
)
def test_neighbouring_days_and_several_absent_with_one_substitute_are_no_problem(
    known: list[Absence],
) -> None:
    assert absence_problem(away(A, B), known, TODAY) is None


SPANS = st.builds(
    lambda user, other, first, length: away(user, other, first, first + length),
    st.integers(1, 4), st.integers(1, 4), st.integers(-2, 12), st.integers(0, 6),
)  # fmt: skip


@given(st.lists(SPANS, max_size=25))
def test_whatever_is_arranged_nobody_is_ever_without_one_substitute_who_is_there(
    wishes: list[Absence],
) -> None:
    kept: list[Absence] = []
    for wanted in wishes:
        if absence_problem(wanted, kept, TODAY) is None:
            kept.append(wanted)
    for ahead in range(20):
        day = TODAY + timedelta(days=ahead)
        today = [each for each in kept if each.covers(day)]
        gone = [each.user_id for each in today]
        assert len(gone) == len(set(gone))
        assert not set(gone) & {each.substitute_id for each in today}
