"""A report's week runs from Monday to Sunday in Shanghai and is named as leaders name it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from service_desk.domain.reporting.week import Period, Week
from service_desk.domain.zone_time import SHANGHAI
from tests.support.histories import at

WEEK_21 = Week(2021, 21)


@pytest.mark.parametrize("text", ["2021-W21", " 2021-w21 ", "2021W21"])
def test_a_week_is_read_as_people_write_it(text: str) -> None:
    assert Week.parse(text) == WEEK_21
    assert str(Week.parse(text)) == "2021-W21"


@pytest.mark.parametrize(
    "text", ["", "2021-21", "2021-W1", "21-W21", "2021-W00", "2021-W53", "2021-W54", "２０２１-W21", "x"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="week"):
        Week.parse(text)


def test_a_long_year_has_a_week_53() -> None:
    assert Week.parse("2020-W53").sunday == date(2021, 1, 3)


def test_a_week_begins_on_monday_at_midnight_and_ends_where_the_next_begins() -> None:
    assert WEEK_21.begins == datetime(2021, 5, 24, tzinfo=SHANGHAI)
    assert WEEK_21.ends == datetime(2021, 5, 31, tzinfo=SHANGHAI) == Week(2021, 22).begins


def test_the_week_of_a_moment_is_that_of_shanghai() -> None:
    sunday_evening_in_utc = datetime(2021, 5, 30, 16, 30, tzinfo=UTC)
    assert Week.of(sunday_evening_in_utc) == Week(2021, 22)


def test_on_monday_morning_the_last_completed_week_is_the_one_before() -> None:
    assert Week.last_completed(at(31, 8, 30)) == WEEK_21


def test_earlier_weeks_cross_the_year() -> None:
    assert Week(2021, 1).earlier() == Week(2020, 53)
    assert Week(2020, 53).earlier(-1) == Week(2021, 1)


def test_the_title_names_year_number_and_days() -> None:
    assert WEEK_21.title.zh == "2021年第21期（5月24日—5月30日）"
    assert WEEK_21.title.en == "No. 21 of 2021 (24 May – 30 May)"


def test_a_week_across_new_year_names_the_second_year() -> None:
    assert Week(2020, 53).dates.zh == "12月28日—2021年1月3日"
    assert Week(2020, 53).dates.en == "28 Dec – 3 Jan 2021"


def test_weeks_are_ordered_by_time() -> None:
    assert max([Week(2020, 53), Week(2021, 1), Week(2020, 9)]) == Week(2021, 1)


def test_a_week_under_way_is_cut_off_now_and_a_past_one_at_its_end() -> None:
    assert Period.of(WEEK_21, at(26)).cut_off == at(26)
    assert Period.of(WEEK_21, at(31, 9)).cut_off == WEEK_21.ends
    assert Period.of(WEEK_21).cut_off == WEEK_21.ends
