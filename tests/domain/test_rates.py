"""The rates reproduce published numbers, leave out what does not count and never invent a share."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.callbacks import Outcome
from service_desk.domain.rates import (
    NOTHING_COUNTED,
    Rate,
    ThreeRates,
    tally,
    vote_on_response,
    vote_on_satisfaction,
    vote_on_solution,
)
from service_desk.domain.requests import Kind
from tests.support.histories import at


@pytest.mark.parametrize(
    ("part", "whole", "places", "printed"),
    [
        (1715, 2274, 2, "75.42%"),  # 淮北, March 2021: finished out of passed on
        (597, 601, 1, "99.3%"),  # 宁国, April 2022: finished in time out of dispatched
        (597, 601, 0, "99%"),  # as 宁国 printed it
        (3112, 3456, 2, "90.05%"),  # 丰城, May 2025: solved
        (1, 8, 1, "12.5%"),
        (1, 2000, 1, "0.1%"),  # 0.05 rounds half up
        (0, 5, 1, "0.0%"),
        (5, 5, 1, "100.0%"),
        (0, 0, 1, "—"),
    ],
)
def test_a_share_is_printed_as_the_bulletins_print_it(
    part: int, whole: int, places: int, printed: str
) -> None:
    assert Rate(part, whole).text(places) == printed


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (Rate(9, 10), Rate(8, 10), "+10.0"),
        (Rate(8, 10), Rate(9, 10), "−10.0"),
        (Rate(9, 10), Rate(18, 20), "0.0"),
        (Rate(2, 3), Rate(1, 3), "+33.3"),
        (Rate(9, 10), Rate(0, 0), None),
        (Rate(0, 0), Rate(9, 10), None),
    ],
)
def test_a_change_is_told_in_percentage_points(now: Rate, before: Rate, change: str | None) -> None:
    assert now.points_since(before) == change


def test_a_change_too_small_to_print_has_no_sign() -> None:
    assert Rate(10_001, 20_000).points_since(Rate(1, 2)) == "0.0"


def test_the_composite_weighs_thirty_thirty_five_thirty_five() -> None:
    rates = ThreeRates(Rate(9801, 10000), Rate(9620, 10000), Rate(9599, 10000))
    assert rates.score() == "96.67"  # 0.30 × 98.01 + 0.35 × 96.20 + 0.35 × 95.99 = 96.6695


def test_other_weights_need_not_add_up_to_a_hundred() -> None:
    assert ThreeRates(Rate(1, 2), Rate(1, 1), Rate(1, 1)).score((1, 1, 2)) == "87.50"


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_there_is_no_composite_while_one_of_the_three_is_missing(missing: int) -> None:
    given = [Rate(1, 1)] * 3
    given[missing] = Rate()
    assert ThreeRates(*given).score() == NOTHING_COUNTED


def test_votes_that_do_not_count_are_in_neither_part_of_the_share() -> None:
    assert tally([True, False, None, True, None]) == Rate(2, 3)


LIMIT = at(27, 0)
SUNDAY = at(31, 0)


def test_contact_at_the_last_moment_is_in_time() -> None:
    assert vote_on_response(LIMIT, LIMIT, SUNDAY) is True


def test_contact_after_the_limit_is_late() -> None:
    assert vote_on_response(LIMIT, LIMIT + timedelta(seconds=1), SUNDAY) is False


def test_no_contact_by_the_limit_is_no_response() -> None:
    assert vote_on_response(LIMIT, None, SUNDAY) is False


def test_before_the_limit_has_passed_nothing_is_counted_not_even_an_early_contact() -> None:
    assert vote_on_response(SUNDAY + timedelta(hours=1), LIMIT, SUNDAY) is None


def test_without_a_limit_nothing_is_counted() -> None:
    assert vote_on_response(None, LIMIT, SUNDAY) is None


@pytest.mark.parametrize(
    ("outcome", "vote"),
    [
        (Outcome.SOLVED, True),
        (Outcome.PARTLY, False),
        (Outcome.UNSOLVED, False),
        (Outcome.EXPLAINED, None),
        (Outcome.UNREACHABLE, None),
        (Outcome.REFUSED, None),
        (None, None),
    ],
)
def test_only_solved_is_solved_and_only_answers_are_counted(
    outcome: Outcome | None, vote: bool | None
) -> None:
    assert vote_on_solution(outcome, Kind.HELP, is_held=False) is vote


@pytest.mark.parametrize("kind", [Kind.CONSULT, Kind.SUGGESTION, Kind.PRAISE])
def test_enquiries_suggestions_and_praise_are_left_out_of_the_solved_rate(kind: Kind) -> None:
    assert vote_on_solution(Outcome.UNSOLVED, kind, is_held=False) is None


@pytest.mark.parametrize("kind", [Kind.HELP, Kind.COMPLAINT, Kind.REPORT])
def test_the_other_kinds_count(kind: Kind) -> None:
    assert vote_on_solution(Outcome.UNSOLVED, kind, is_held=False) is False


def test_an_approved_hold_is_left_out_of_the_solved_rate() -> None:
    assert vote_on_solution(Outcome.UNSOLVED, Kind.HELP, is_held=True) is None


@pytest.mark.parametrize(
    ("rating", "vote"), [(5, True), (4, True), (3, True), (2, False), (1, False), (None, None)]
)
def test_three_of_five_is_satisfied_and_silence_is_not_counted(rating: int | None, vote: bool | None) -> None:
    assert vote_on_satisfaction(rating) is vote
