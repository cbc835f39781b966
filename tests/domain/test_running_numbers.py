"""Ticket numbers and query codes, written, read back and keyed in badly."""

from __future__ import annotations

import secrets
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.identifiers import (
    NUMBER_PREFIX_NAMES,
    QUERY_CODE_ALPHABET,
    NumberPrefix,
    RunningNumber,
    format_number,
    is_query_code,
    make_query_code,
    normalise_query_code,
    parse_number,
    same_query_code,
)


def test_a_ticket_number_is_written_as_in_the_notes() -> None:
    assert format_number(NumberPrefix.TICKET, date(2021, 5, 26), 7) == "QY20210526-0007"
    assert parse_number("QY20210526-0007") == RunningNumber(NumberPrefix.TICKET, date(2021, 5, 26), 7)


@pytest.mark.parametrize(
    "written",
    [
        "qy20210526-0007",
        "QY 20210526 0007",
        "ＱＹ２０２１０５２６－０００７",
        "QY2O21O526-OOO7",
        "QY202l0526—0007",
    ],
)
def test_a_number_keyed_in_badly_is_still_understood(written: str) -> None:
    assert str(parse_number(written)) == "QY20210526-0007"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "QY",
        "AB20210526-0007",
        "QY20210230-0007",
        "QY20210526-007",
        "QY20210526-0000",
        "QY20210526-00071x",
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize("sequence", [0, -1, 1_000_000])
def test_a_sequence_out_of_range_is_refused(sequence: int) -> None:
    with pytest.raises(ValueError, match="sequence"):
        format_number(NumberPrefix.VISIT, date(2021, 5, 26), sequence)


def test_every_kind_of_number_has_its_words() -> None:
    assert set(NUMBER_PREFIX_NAMES) == set(NumberPrefix) == {"QY", "ZF", "XM", "RW", "DB"}


@settings(max_examples=50)
@given(st.sampled_from(NumberPrefix), st.dates(date(1949, 10, 1)), st.integers(1, 999_999))
def test_every_number_reads_back(prefix: NumberPrefix, day: date, sequence: int) -> None:
    assert parse_number(format_number(prefix, day, sequence)) == (prefix, day, sequence)


def test_a_query_code_has_six_characters_that_nobody_mistakes() -> None:
    code = make_query_code(secrets.choice)
    assert is_query_code(code)
    assert normalise_query_code(code) == code
    assert not set("OQDILZSBGUAE") & set(QUERY_CODE_ALPHABET)
    assert len(set(QUERY_CODE_ALPHABET)) == len(QUERY_CODE_ALPHABET) == 24


def test_the_code_is_drawn_character_by_character_from_what_is_passed_in() -> None:
    drawn = iter("0H7X2K")
    assert make_query_code(lambda alphabet: next(sign for sign in drawn if sign in alphabet)) == "0H7X2K"


@pytest.mark.parametrize("given_code", ["0H1X2K", " 0h1x2k ", "OHIXZK", "0H-1X-2K", "ｏｈｌｘｚｋ", "qh1x2k"])
def test_a_code_read_out_or_copied_badly_is_still_the_same(given_code: str) -> None:
    assert is_query_code(given_code)
    assert same_query_code(given_code, "0H1X2K")


@pytest.mark.parametrize("given_code", ["", "0H1X2", "0H1X2KK", "0H1X2J", "查询码啊啊啊", "------"])
def test_another_code_is_not_the_same(given_code: str) -> None:
    assert not same_query_code(given_code, "0H1X2K")
    assert not same_query_code(given_code, None)
    assert not same_query_code(given_code, "")


@pytest.mark.parametrize("text", ["", "0H1X2", "0H1X2E", "查询码啊啊啊"])
def test_a_text_that_cannot_be_a_code_is_known_before_any_look_up(text: str) -> None:
    assert not is_query_code(text)
