"""What is reckoned from a period's figures: the balance, medians in working days, hot spots."""

from __future__ import annotations

import pytest

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.period_report import (
    DayCount,
    PeriodReport,
    RisingSpot,
    completion,
    quantile,
    spots_of,
)
from service_desk.domain.reporting.scope import AGES, WHOLES, Scope, figures_of_list, name_of_list
from tests.support.histories import at


def report(**counts: int) -> PeriodReport:
    return PeriodReport("2021-05", Scope(), at(1), at(31), {Figure(name): n for name, n in counts.items()})


def test_the_opening_balance_and_the_flows_make_the_closing_one() -> None:
    fits = report(opening=5, new=7, reopened=1, struck_off=4, withdrawn=1, merged=1, declined=1, closing=6)
    assert (fits.balance, fits.adds_up) == (6, True)
    assert not report(opening=5, new=1, closing=5).adds_up


@pytest.mark.parametrize(
    ("days", "median", "p90"),
    [([], None, None), ([(4, 1)], 4, 4), ([(1, 5), (3, 4), (20, 1)], 1, 3), ([(0, 1), (9, 1)], 0, 9)],
)
def test_median_and_ninth_decile_are_days_within_which_so_many_were_finished(
    days: list[tuple[int, int]], median: int | None, p90: int | None
) -> None:
    counted = [DayCount(*each) for each in days]
    assert (quantile(counted, 50), quantile(counted, 90)) == (median, p90)


def test_without_anything_to_count_a_rate_is_a_dash() -> None:
    assert completion({}).text() == "—"
    assert completion({Figure.FINISHED: 3, Figure.IN_HAND: 1}).text() == "75.0%"


def test_hot_spots_are_those_of_one_park_and_those_that_rise_anywhere_the_rising_first() -> None:
    here = [RisingSpot("power", "东区", 3, 5, 6), RisingSpot("water", "西区", 2, 2, 0)]
    anywhere = [
        RisingSpot("power", None, 3, 5, 6),
        RisingSpot("land", None, 4, 4, 1),
        RisingSpot("tax", None, 5, 5, 5),
    ]
    assert spots_of(here, anywhere, 3, 10) == (anywhere[1], here[0])
    assert spots_of(here, anywhere, 3, 1) == (anywhere[1],)


def test_every_list_has_figures_and_a_name() -> None:
    for name in [*WHOLES, *(figure.value for figure in Figure if figure is not Figure.DUE_NEXT)]:
        assert figures_of_list(name)
        assert name_of_list(name).en
    for name in ("due_next", "nothing"):
        with pytest.raises(ValueError, match=name):
            figures_of_list(name)


def test_the_ages_follow_each_other_without_gap() -> None:
    assert AGES[0].low == 0
    assert [age.high for age in AGES[:-1]] == [age.low for age in AGES[1:]]
    assert AGES[-1].high is None
