"""The reasons for a date, in both languages: every step a person could check with a calendar in hand."""

from __future__ import annotations

from datetime import date

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar, load_calendar
from service_desk.domain.deadlines import counted_deadline, same_day_deadline
from service_desk.domain.policy import Counting, Span
from service_desk.domain.stops import Extension, Stop, StopKind
from tests.domain.histories import NATURAL, WORKING, at

CALENDAR = load_calendar()


def zh(steps: tuple[Bilingual, ...]) -> list[str]:
    return [step.zh for step in steps]


def en(steps: tuple[Bilingual, ...]) -> list[str]:
    return [step.en for step in steps]


def test_the_same_day_deadline_says_when_it_was_accepted() -> None:
    found = same_day_deadline(at("2021-05-07 16:20"), NATURAL, CALENDAR)
    assert found.due == at("2021-05-08 00:00")
    assert zh(found.why) == ["5月7日（周五）16:20受理。", "当天24:00前研判交办并联系企业。"]
    assert en(found.why) == [
        "Accepted on Fri 7 May 16:20.",
        "To be assigned and the enterprise contacted by midnight.",
    ]


def test_acceptance_after_the_cutoff_is_explained_by_it() -> None:
    found = same_day_deadline(at("2021-05-07 18:00"), NATURAL, CALENDAR)
    assert zh(found.why)[1] == "受理时已过17:30，时限为下一个工作日5月8日（周六）24:00。"
    assert en(found.why)[1] == "Because accepted after 17:30, due by midnight of Sat 8 May."


def test_acceptance_on_a_day_off_is_explained_by_it() -> None:
    found = same_day_deadline(at("2021-05-04 10:00"), NATURAL, CALENDAR)
    assert zh(found.why)[1] == "受理当天不是工作日，时限为下一个工作日5月6日（周四）24:00。"
    assert (
        en(found.why)[1]
        == "Because the day of acceptance is not a working day, due by midnight of Thu 6 May."
    )


def test_natural_days_are_counted_from_the_day_after() -> None:
    found = counted_deadline(at("2021-05-07 10:00"), Span(days=3), NATURAL.counting, CALENDAR)
    assert zh(found.why) == [
        "从5月7日（周五）10:00起算，当日不计（民法典第二百零一条）。",
        "3天后是5月10日（周一）。",
        "5月10日（周一）是工作日，不顺延。",
    ]
    assert en(found.why) == [
        "Counted from Fri 7 May 10:00; the day itself is not counted (Civil Code art. 201).",
        "3 days later is Mon 10 May.",
        "Mon 10 May is a working day; it stands.",
    ]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2021-04-30 10:00", Bilingual(
            "5月3日（周一）是劳动节，顺延到5月6日（周四）（民法典第二百零三条）。",
            "Mon 3 May does not work (Labour Day); it moves to Thu 6 May (Civil Code art. 203).",
        )),
        ("2021-05-12 10:00", Bilingual(
            "5月15日（周六）是周末，顺延到5月17日（周一）（民法典第二百零三条）。",
            "Sat 15 May does not work (Weekend); it moves to Mon 17 May (Civil Code art. 203).",
        )),
    ],
)  # fmt: skip
def test_a_last_day_off_rolls_on_and_says_which_day_off_it_is(start: str, words: Bilingual) -> None:
    assert counted_deadline(at(start), Span(days=3), NATURAL.counting, CALENDAR).why[-1] == words


def test_a_holiday_the_notice_does_not_name_is_called_a_public_holiday() -> None:
    calendar = WorkingCalendar({date(2021, 5, 10): False}, frozenset({2021}))
    found = counted_deadline(at("2021-05-07 10:00"), Span(days=3), NATURAL.counting, calendar)
    assert found.why[-1].zh.startswith("5月10日（周一）是节假日，顺延到5月11日")


def test_make_up_days_are_named_where_they_are_counted() -> None:
    found = counted_deadline(at("2021-05-07 10:00"), Span(days=3), WORKING.counting, CALENDAR)
    assert zh(found.why)[1] == "第3个工作日是5月11日（周二）（5月8日（周六）是调休上班日，计入）。"
    assert en(found.why)[1] == "Working day 3 is Tue 11 May (Sat 8 May worked as make-up days, counted)."
    plain = counted_deadline(at("2021-05-10 10:00"), Span(days=3), WORKING.counting, CALENDAR)
    assert zh(plain.why)[1] == "第3个工作日是5月13日（周四）。"


def test_a_month_is_said_to_be_one() -> None:
    found = counted_deadline(at("2023-01-31 10:00"), Span(months=1), NATURAL.counting, CALENDAR)
    assert found.why[1] == (
        "一个月后的同一天是2月28日（周二）。",
        "The same day of the next month is Tue 28 Feb.",
    )


def test_one_day_is_singular() -> None:
    found = counted_deadline(at("2021-05-10 10:00"), Span(days=1), NATURAL.counting, CALENDAR)
    assert found.why[1] == ("1天后是5月11日（周二）。", "1 day later is Tue 11 May.")


def test_a_stop_says_from_when_to_when_why_and_how_much_was_lost() -> None:
    stops = (Stop(at("2021-05-08 10:00"), at("2021-05-11 10:00"), StopKind.ENTERPRISE),)
    natural = counted_deadline(at("2021-05-07 10:00"), Span(days=7), NATURAL.counting, CALENDAR, stops)
    assert natural.why[2] == (
        "5月8日（周六）至5月11日（周二）停表（等企业补充），不计3天，移到5月17日（周一）。",
        "Stopped from Sat 8 May to Tue 11 May (waiting for the enterprise): 3 days not counted, moved to Mon 17 May.",
    )
    working = counted_deadline(at("2021-05-07 10:00"), Span(days=7), WORKING.counting, CALENDAR, stops)
    assert working.why[2] == (
        "5月8日（周六）至5月11日（周二）停表（等企业补充），不计2个工作日，移到5月19日（周三）。",
        "Stopped from Sat 8 May to Tue 11 May (waiting for the enterprise): 2 working days not counted, moved to Wed 19 May.",
    )


def test_a_stop_that_lasts_or_began_too_late_moves_nothing() -> None:
    lasting = (Stop(at("2021-05-08 10:00"), None, StopKind.ENTERPRISE),)
    too_late = (Stop(at("2021-05-15 10:00"), at("2021-05-20 10:00"), StopKind.ENTERPRISE),)
    plain = counted_deadline(at("2021-05-07 10:00"), Span(days=7), NATURAL.counting, CALENDAR)
    for stops in (lasting, too_late):
        assert (
            counted_deadline(at("2021-05-07 10:00"), Span(days=7), NATURAL.counting, CALENDAR, stops) == plain
        )


def test_a_missing_calendar_is_said_in_the_last_step() -> None:
    found = counted_deadline(at("2027-01-04 10:00"), Span(days=3), NATURAL.counting, CALENDAR)
    assert found.is_provisional
    assert zh(found.why)[-1] == "2027年放假安排尚未录入，暂按周一至周五计算，录入后会重新核定。"
    assert en(found.why)[-1] == (
        "The holiday notice for 2027 is not loaded; Monday to Friday is assumed until it is."
    )
    assert not counted_deadline(
        at("2026-01-05 10:00"), Span(days=3), NATURAL.counting, CALENDAR
    ).is_provisional


def test_hours_run_day_and_night_and_a_stop_moves_them_by_its_own_length() -> None:
    start = at("2021-05-07 16:20")
    plain = counted_deadline(start, Span(hours=24), NATURAL.counting, CALENDAR)
    assert plain.due == at("2021-05-08 16:20")
    assert zh(plain.why) == ["从5月7日（周五）16:20起24小时，到5月8日（周六）16:20。"]
    assert en(plain.why) == ["24 hours from Fri 7 May 16:20: Sat 8 May 16:20."]
    stop = Stop(at("2021-05-07 18:00"), at("2021-05-08 09:00"), StopKind.ENTERPRISE)
    moved = counted_deadline(start, Span(hours=24), NATURAL.counting, CALENDAR, (stop,))
    assert moved.due == at("2021-05-09 07:20")
    assert zh(moved.why)[-1] == "停表（等企业补充），移到5月9日（周日）07:20。"
    late = Stop(at("2021-05-08 17:00"), at("2021-05-09 09:00"), StopKind.ENTERPRISE)
    lasting = Stop(at("2021-05-07 18:00"), None, StopKind.ENTERPRISE)
    for stops in ((late,), (lasting,)):
        assert counted_deadline(start, Span(hours=24), NATURAL.counting, CALENDAR, stops) == plain


@pytest.mark.parametrize(("by", "who"), [("演示-督办员", "演示-督办员批准"), ("", "经批准")])
def test_an_extension_says_when_it_was_asked_who_granted_it_and_how_many_days(by: str, who: str) -> None:
    asked = Extension(at("2021-05-12 10:00"), at("2021-05-12 15:00"), 3, by)
    found = counted_deadline(at("2021-05-07 10:00"), Span(days=7), NATURAL.counting, CALENDAR, (asked,))
    assert zh(found.why)[2] == f"5月12日（周三）申请延期，{who}，加3天，移到5月17日（周一）。"
    assert "3 days more, moved to Mon 17 May." in en(found.why)[2]


def test_a_planned_day_takes_the_place_of_a_later_limit_only() -> None:
    def due(planned: date) -> str:
        found = counted_deadline(
            at("2021-05-07 10:00"), Span(days=7), NATURAL.counting, CALENDAR, planned=planned
        )
        return zh(found.why)[-1]

    assert due(date(2021, 5, 12)).startswith("5月12日")
    assert due(date(2021, 5, 20)).startswith("5月14日")


@pytest.mark.parametrize(
    ("span", "counting", "words"),
    [
        (Span(hours=1), NATURAL.counting, ("1小时", "1 hour")),
        (Span(months=1), WORKING.counting, ("1个月", "1 month")),
        (Span(days=3), WORKING.counting, ("3个工作日", "3 working days")),
        (Span(days=1), NATURAL.counting, ("1天", "1 day")),
    ],
)
def test_a_span_is_said_in_its_own_unit(span: Span, counting: Counting, words: tuple[str, str]) -> None:
    assert span.words(counting) == words
