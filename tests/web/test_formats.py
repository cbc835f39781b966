"""Moments, days and counts in the reader's words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string

from service_desk.web.formats import count_words, day_words, size_words, time_words
from tests.support.application import StandingClock

MOMENT = datetime(2021, 5, 26, 8, 20, tzinfo=UTC)


def test_a_moment_is_said_in_shanghai_time() -> None:
    assert time_words(MOMENT, this_year=2021) == ("5月26日 16:20", "26 May 16:20")


def test_the_year_is_said_when_it_is_not_this_one() -> None:
    assert time_words(MOMENT, this_year=2026) == ("2021年5月26日 16:20", "26 May 2021 16:20")
    assert day_words(date(2021, 5, 26), this_year=2026) == ("2021年5月26日", "26 May 2021")


def test_a_day_may_be_said_with_its_weekday() -> None:
    assert day_words(date(2021, 5, 14), this_year=2021, weekday=True).zh == "5月14日（周五）"


def test_the_day_changes_at_shanghais_midnight() -> None:
    assert time_words(datetime(2021, 5, 26, 16, 0, tzinfo=UTC), this_year=2021).zh == "5月27日 00:00"


@pytest.mark.parametrize(
    ("number", "cap", "words"),
    [(1234567, None, "1,234,567"), (999, 999, "999"), (1000, 999, "999+"), (0, 999, "0")],
)
def test_a_count_stops_at_its_cap(number: int, cap: int | None, words: str) -> None:
    assert count_words(number, cap) == words


@pytest.mark.parametrize(("size", "words"), [(980, "980 B"), (12_288, "12 KB"), (3_565_158, "3.4 MB")])
def test_sizes_are_said_in_the_unit_people_expect(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        ("{{ moment|local_time }}", "5月26日 16:20", "26 May 16:20"),
        ("{{ moment|local_date }}", "5月26日", "26 May"),
        ("{{ moment|local_date(weekday=true) }}", "5月26日（周三）", "Wed 26 May"),
        ("{{ due|deadline }}", "5月26日（周三）24:00", "Wed 26 May 24:00"),
        ("{{ none|local_time }}{{ none|local_date }}{{ none|deadline }}{{ none|time_tag }}", "", ""),
    ],
)
def test_templates_speak_the_readers_language(
    source: str, zh: str, en: str, app: Flask, clock: StandingClock
) -> None:
    clock.moment = datetime(2021, 6, 1, tzinfo=UTC)
    due = datetime(2021, 5, 26, 16, tzinfo=UTC)
    for language, words in (("zh", zh), ("en", en)):
        with app.test_request_context(headers={"Cookie": f"language={language}"}):
            assert render_template_string(source, moment=MOMENT, due=due) == words


def test_a_time_tag_carries_the_exact_moment(app: Flask, clock: StandingClock) -> None:
    clock.moment = MOMENT
    with app.test_request_context():
        tag = render_template_string("{{ moment|time_tag }}", moment=MOMENT)
    assert tag == '<time datetime="2021-05-26T16:20+08:00" title="2021-05-26 16:20">5月26日 16:20</time>'
