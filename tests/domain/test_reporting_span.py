"""Periods: how they are written, where they begin and end, what they are compared with."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.reporting.span import Span, SpanKind, presets
from service_desk.domain.zone_time import SHANGHAI

WRITTEN = {
    "2021-W21": (date(2021, 5, 24), date(2021, 5, 30), "2021年第21期（5月24日—5月30日）"),
    "2021-05": (date(2021, 5, 1), date(2021, 5, 31), "2021年5月"),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
    "2021-Q2": (date(2021, 4, 1), date(2021, 6, 30), "2021年第2季度"),
    "2021-H2": (date(2021, 7, 1), date(2021, 12, 31), "2021年下半年"),
    "2021": (date(2021, 1, 1), date(2021, 12, 31), "2021年"),
    "2021-05-03..2021-05-17": (date(2021, 5, 3), date(2021, 5, 17), "2021年5月3日—2021年5月17日"),
}
NO_PERIODS = ["", "x", "2021-13", "2021-W54", "2021-Q5", "2021-H3", "21", "2021-05-17..2021-05-03", "2021-02-30..2021-03-01",
              "1980", "1990-01-01..2020-01-01", "2300", "9999-12", "0000-W01", "2021-05-03..2030-01-01"]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_period_is_read_and_written_and_named(written: str) -> None:
    span = Span.parse(written)
    assert (span.first, span.last, span.title.zh) == WRITTEN[written]
    assert str(span) == written


@pytest.mark.parametrize("written", NO_PERIODS)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Span.parse(written)


@given(
    st.sampled_from([kind for kind in SpanKind if kind is not SpanKind.DAYS]),
    st.dates(date(2001, 1, 1), date(2190, 1, 1)),
)
def test_periods_of_a_kind_follow_each_other_without_gap_or_overlap(kind: SpanKind, day: date) -> None:
    span = Span.around(kind, day)
    assert span.first <= day <= span.last
    assert span.earlier().ends == span.begins
    assert span.later().begins == span.ends
    assert Span.parse(str(span)) == span
    assert span.a_year_before().last < span.last


def test_a_free_period_is_compared_with_as_many_days_before_and_the_same_days_a_year_ago() -> None:
    span = Span.parse("2024-02-20..2024-02-29")
    assert str(span.earlier()) == "2024-02-10..2024-02-19"
    assert str(span.a_year_before()) == "2023-02-20..2023-02-28"


def test_the_last_week_of_a_long_year_is_compared_with_the_last_of_a_short_one() -> None:
    assert str(Span.parse("2026-W53").a_year_before()) == "2025-W52"


def test_the_usual_periods_are_those_of_shanghais_calendar() -> None:
    still_december_in_utc = datetime(2026, 1, 1, 3, tzinfo=SHANGHAI)
    assert [str(span) for _, span in presets(still_december_in_utc)] == [
        "2026-W01", "2025-W52", "2026-01", "2025-12", "2026-Q1", "2026-H1", "2026", "2025",
    ]  # fmt: skip
