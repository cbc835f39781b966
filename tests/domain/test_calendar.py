"""Working days against the published tables, against a slow model, and against an independent library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import (
    DAY_KIND_NAMES,
    CalendarYear,
    DayKind,
    WorkingCalendar,
    add_months,
    load_calendar,
    load_calendar_years,
)

CALENDAR = load_calendar()
NAIVE = WorkingCalendar({}, frozenset())
DAYS = st.dates(date(2020, 12, 1), date(2027, 3, 1))


def on(written: str) -> date:
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("start", "end", "natural", "working", "naive"),
    [
        ("2021-05-07", "2021-05-12", 5, 4, 3),
        ("2021-04-23", "2021-04-26", 3, 2, 1),
        ("2021-04-26", "2021-05-31", 35, 23, 25),
        ("2021-04-23", "2021-05-31", 38, 25, 26),
        ("2021-02-23", "2021-04-23", 59, 42, 43),
    ],
)
def test_working_days_between_two_days_of_xianning_differ_from_monday_to_friday(
    start: str, end: str, natural: int, working: int, naive: int
) -> None:
    assert (on(end) - on(start)).days == natural
    assert CALENDAR.working_days_between(on(start), on(end)) == working
    assert NAIVE.working_days_between(on(start), on(end)) == naive


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2021-04-30", 1, "2021-05-06"),
        ("2021-04-30", 3, "2021-05-08"),
        ("2021-04-30", 7, "2021-05-13"),
        ("2021-09-30", 1, "2021-10-08"),
        ("2021-09-30", 3, "2021-10-11"),
        ("2021-09-30", 7, "2021-10-15"),
        ("2021-05-07", 1, "2021-05-08"),
        ("2021-05-07", 7, "2021-05-17"),
        ("2021-05-26", 7, "2021-06-04"),
        ("2021-05-26", 20, "2021-06-24"),
    ],
)
def test_n_working_days_later_is_the_published_day(start: str, n: int, due: str) -> None:
    assert CALENDAR.add_working_days(on(start), n) == on(due)


@pytest.mark.parametrize(
    ("year", "days_off", "make_up_days"),
    [(2021, 31, 7), (2022, 31, 7), (2023, 27, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)],
)
def test_every_packaged_year_has_as_many_exceptions_as_its_notice(
    year: int, days_off: int, make_up_days: int
) -> None:
    packaged = {each.year: each for each in load_calendar_years()}[year]
    assert (len(packaged.off), len(packaged.on)) == (days_off, make_up_days)
    assert packaged.doubts() == ()
    assert set(packaged.names) == packaged.off


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2021-05-07", DayKind.WORKDAY),
        ("2021-05-08", DayKind.MAKE_UP),
        ("2021-05-09", DayKind.WEEKEND),
        ("2021-05-05", DayKind.HOLIDAY),
        ("2021-05-01", DayKind.HOLIDAY),
        ("2022-12-31", DayKind.HOLIDAY),
        ("2027-10-01", DayKind.WORKDAY),
    ],
)
def test_each_day_has_the_kind_people_would_give_it(day: str, kind: DayKind) -> None:
    assert CALENDAR.kind(on(day)) is kind
    assert CALENDAR.is_working(on(day)) is (kind in {DayKind.WORKDAY, DayKind.MAKE_UP})


def test_every_kind_of_day_has_its_words() -> None:
    assert set(DAY_KIND_NAMES) == set(DayKind)
    assert DAY_KIND_NAMES[DayKind.MAKE_UP] == ("调休上班", "Make-up working day")


def test_a_holiday_is_named_and_an_ordinary_day_is_not() -> None:
    assert CALENDAR.name_of(on("2021-06-14")) == Bilingual("端午节", "Dragon Boat Festival")
    assert CALENDAR.name_of(on("2025-10-06")) == Bilingual(
        "国庆节、中秋节", "National Day and Mid-Autumn Festival"
    )
    assert CALENDAR.name_of(on("2021-06-15")) is None


def test_a_last_day_off_rolls_to_the_next_working_day() -> None:
    assert CALENDAR.next_working_day(on("2021-05-01")) == on("2021-05-06")
    assert CALENDAR.next_working_day(on("2021-05-08")) == on("2021-05-08")
    assert CALENDAR.next_working_day(on("2022-12-31")) == on("2023-01-03")


def test_a_year_without_a_notice_is_plain_monday_to_friday_and_is_not_covered() -> None:
    assert CALENDAR.covers(on("2026-12-31"))
    assert not CALENDAR.covers(on("2027-01-01"))
    assert CALENDAR.is_working(on("2027-01-01"))
    assert CALENDAR.years == {2021, 2022, 2023, 2024, 2025, 2026}


def test_the_later_notice_decides_about_a_december_day_that_both_mention() -> None:
    before = CalendarYear(2022, frozenset(), frozenset({on("2022-12-31")}))
    after = CalendarYear(2023, frozenset({on("2022-12-31")}), frozenset())
    assert not WorkingCalendar.of_years([after, before]).is_working(on("2022-12-31"))


def test_counting_back_finds_the_nth_working_day_before() -> None:
    assert CALENDAR.add_working_days(on("2021-05-06"), -1) == on("2021-04-30")
    assert CALENDAR.add_working_days(on("2021-05-09"), -1) == on("2021-05-08")
    assert CALENDAR.working_days_between(on("2021-05-12"), on("2021-05-07")) == -4


def test_a_datetime_is_refused_because_its_date_depends_on_the_time_zone() -> None:
    moment = datetime(2021, 5, 7, 20, tzinfo=UTC)
    for question in (CALENDAR.is_working, CALENDAR.kind, CALENDAR.name_of, CALENDAR.next_working_day):
        with pytest.raises(TypeError, match="local date"):
            question(moment)
    with pytest.raises(TypeError, match="local date"):
        CALENDAR.working_days_between(moment, moment)


def test_a_calendar_keeps_what_it_was_given_whatever_becomes_of_it() -> None:
    days = {on("2021-05-06"): False}
    calendar = WorkingCalendar(days, frozenset({2021}))
    days[on("2021-05-07")] = False
    assert calendar.is_working(on("2021-05-07"))
    with pytest.raises(TypeError):
        calendar.days[on("2021-05-07")] = False  # type: ignore[index]
    with pytest.raises(AttributeError):
        calendar.years = frozenset()  # type: ignore[misc]
    assert calendar == WorkingCalendar({on("2021-05-06"): False}, frozenset({2021}))
    assert hash(calendar) == hash(WorkingCalendar({on("2021-05-06"): False}, frozenset({2021})))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2021-01-31", 1, "2021-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2021-12-15", 1, "2022-01-15"),
        ("2021-05-12", 6, "2021-11-12"),
        ("2022-01-31", -2, "2021-11-30"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(start: str, n: int, end: str) -> None:
    assert add_months(on(start), n) == on(end)


@pytest.mark.parametrize("day", ["2027-05-08", "2027-05-10"])
def test_an_administrator_sets_a_single_day_and_takes_it_back(day: str) -> None:
    year = CalendarYear(2027, frozenset(), frozenset())
    turned = year.with_day(on(day), works=not NAIVE.is_working(on(day)), name="劳动节")
    calendar = WorkingCalendar.of_years([turned])
    assert calendar.is_working(on(day)) is not NAIVE.is_working(on(day))
    assert calendar.name_of(on(day)) == Bilingual("劳动节", "Labour Day")
    back = turned.with_day(on(day), works=NAIVE.is_working(on(day)), name="劳动节")
    assert (back.off, back.on, dict(back.names)) == (frozenset(), frozenset(), {})


def test_a_year_without_its_fixed_legal_holidays_is_doubted() -> None:
    doubts = CalendarYear(2027, frozenset({on("2027-01-01"), on("2027-10-01")}), frozenset()).doubts()
    assert len(doubts) == 1
    assert "5 月 1 日（劳动节）" in doubts[0].zh
    assert "2027-05-01 (Labour Day)" in doubts[0].en


def test_a_year_that_contradicts_itself_cannot_be_made() -> None:
    saturday = on("2027-05-08")
    with pytest.raises(ValueError, match="both"):
        CalendarYear(2027, frozenset({saturday}), frozenset({saturday}))
    with pytest.raises(ValueError, match="weekday"):
        CalendarYear(2027, frozenset(), frozenset({on("2027-05-10")}))


def walk(day: date, n: int) -> date:
    """Count working days one by one: the slow model."""
    while n:
        day += timedelta(days=1 if n > 0 else -1)
        if CALENDAR.is_working(day):
            n -= 1 if n > 0 else -1
    return day


@settings(max_examples=60)
@given(DAYS, st.integers(-60, 60))
def test_adding_working_days_agrees_with_walking_day_by_day(day: date, n: int) -> None:
    assert CALENDAR.add_working_days(day, n) == walk(day, n)


@settings(max_examples=60)
@given(DAYS, DAYS)
def test_counting_working_days_agrees_with_walking_day_by_day(one: date, other: date) -> None:
    start, end = sorted((one, other))
    walked = sum(
        CALENDAR.is_working(start + timedelta(days=past)) for past in range(1, (end - start).days + 1)
    )
    assert CALENDAR.working_days_between(start, end) == walked
    assert CALENDAR.working_days_between(end, start) == -walked


@settings(max_examples=60)
@given(DAYS, st.integers(0, 400))
def test_counting_undoes_adding(day: date, n: int) -> None:
    due = CALENDAR.add_working_days(day, n)
    assert CALENDAR.working_days_between(day, due) == n
    assert n == 0 or CALENDAR.is_working(due)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 30), st.integers(0, 400))
def test_starting_later_or_taking_longer_never_ends_earlier(day: date, later: int, n: int) -> None:
    due = CALENDAR.add_working_days(day, n)
    assert CALENDAR.add_working_days(day + timedelta(days=later), n) >= due
    assert n == 0 or CALENDAR.add_working_days(day, n + 1) > due


def test_every_day_of_2024_to_2026_works_as_an_independent_library_says() -> None:
    holidays = pytest.importorskip("holidays")
    china = holidays.country_holidays("CN", years=range(2024, 2027), observed=True)
    first = date(2024, 1, 1)
    differing = [
        day
        for day in (first + timedelta(days=past) for past in range(1096))
        if CALENDAR.is_working(day) is not china.is_working_day(day)
    ]
    assert differing == []
