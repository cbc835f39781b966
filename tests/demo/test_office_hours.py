"""Office hours of the demo zone: lunch, nights, weekends, holidays and worked Saturdays are walked over correctly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.demo.office_hours import OfficeHours
from service_desk.domain.calendar import load_calendar
from service_desk.domain.zone_time import SHANGHAI

HOURS = OfficeHours(load_calendar())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2021-05-07 09:00", 1, "2021-05-07 10:00"),
        ("2021-05-07 11:30", 1, "2021-05-07 14:00"),  # over lunch
        ("2021-05-07 12:40", 1, "2021-05-07 14:30"),  # from within it
        ("2021-05-07 17:00", 1, "2021-05-08 09:00"),  # into a worked Saturday
        ("2021-05-08 17:00", 1, "2021-05-10 09:00"),  # over a Sunday
        ("2021-04-30 17:00", 1, "2021-05-06 09:00"),  # over the holiday
        ("2021-05-02 03:00", 2, "2021-05-06 10:30"),  # from within it
        ("2021-05-07 21:15", 0.5, "2021-05-08 09:00"),  # from a night
        ("2021-05-07 08:30", 7.5, "2021-05-07 17:30"),
        ("2021-05-07 08:30", 7.6, "2021-05-08 08:36"),
    ],
)
def test_working_hours_later(start: str, hours: float, end: str) -> None:
    found = HOURS.later(at(start), hours)
    # The end of a day and the beginning of the next are the same working moment.
    assert found == at(end) or HOURS.later(found, 0.1) == HOURS.later(at(end), 0.1)


@given(st.integers(0, 6 * 365 * 24 * 60), st.floats(0, 400, allow_nan=False))
def test_going_back_as_far_as_one_went_leads_to_the_same_working_moment(minutes: int, hours: float) -> None:
    begun = HOURS.later(at("2021-01-04 00:00") + timedelta(minutes=minutes), 0)
    assert HOURS.earlier(HOURS.later(begun, hours), hours) == begun
    assert HOURS.later(begun, hours) >= begun


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        ("2021-05-07 08:00", 0),
        ("2021-05-07 10:30", 2),
        ("2021-05-07 13:00", 3.5),
        ("2021-05-07 22:00", 7.5),
        ("2021-05-09 10:00", 0),
    ],
)
def test_how_much_of_a_day_is_over(moment: str, hours: float) -> None:
    assert HOURS.since_opening(at(moment)) == pytest.approx(hours)


def test_the_last_evening_is_that_of_the_working_day_before() -> None:
    assert HOURS.last_evening(at("2021-05-10 07:00")) == at("2021-05-08 17:30")
    assert HOURS.last_evening(at("2021-05-05 12:00")) == at("2021-04-30 17:30")
    assert HOURS.on(at("2021-05-09 00:00").date(), 1) == at("2021-05-10 09:30")
