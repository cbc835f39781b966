"""Dates in words, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import (
    date_words,
    day_words,
    deadline_words,
    full_date_words,
    moment_words,
    weekday_words,
)
from service_desk.domain.zone_time import end_of_day, local_date, start_of_day
from tests.domain.histories import at

DAY = date(2021, 5, 7)


def test_a_day_is_said_short_with_its_weekday_and_in_full() -> None:
    assert date_words(DAY) == ("5月7日", "7 May")
    assert day_words(DAY) == ("5月7日（周五）", "Fri 7 May")
    assert full_date_words(DAY) == ("2021年5月7日", "7 May 2021")


def test_the_week_has_seven_names_beginning_on_monday() -> None:
    week = [weekday_words(date(2021, 5, 3) + timedelta(days=n)) for n in range(7)]
    assert "".join(words.zh for words in week) == "周一周二周三周四周五周六周日"
    assert [words.en for words in week] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_a_moment_is_said_in_local_time() -> None:
    assert moment_words(datetime(2021, 5, 6, 16, 5, tzinfo=UTC)) == ("5月7日（周五）00:05", "Fri 7 May 00:05")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (end_of_day(DAY), Bilingual("5月7日（周五）24:00", "Fri 7 May 24:00")),
        (end_of_day(DAY).astimezone(UTC), Bilingual("5月7日（周五）24:00", "Fri 7 May 24:00")),
        (end_of_day(date(2021, 12, 31)), Bilingual("12月31日（周五）24:00", "Fri 31 Dec 24:00")),
        (at("2021-05-07 12:00"), Bilingual("5月7日（周五）12:00", "Fri 7 May 12:00")),
    ],
)
def test_a_deadline_at_midnight_belongs_to_the_day_that_ends_with_it(due: datetime, words: Bilingual) -> None:
    assert deadline_words(due) == words


def test_days_begin_and_end_in_shanghai() -> None:
    assert local_date(datetime(2021, 5, 6, 16, 0, tzinfo=UTC)) == DAY
    assert start_of_day(DAY) == at("2021-05-07 00:00")
    assert end_of_day(DAY) == start_of_day(DAY) + timedelta(days=1)


def test_other_languages_than_english_read_chinese() -> None:
    words = Bilingual("周五", "Fri")
    assert [words.say(language) for language in ("zh", "en", "en-GB", "fr")] == ["周五", "Fri", "Fri", "周五"]
