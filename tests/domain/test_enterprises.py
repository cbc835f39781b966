"""Enterprise classes, industry sections, and the fictitious codes of the demo zone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from service_desk.domain.enterprises import (
    ABOVE_SCALE_CRITERIA,
    ABOVE_SCALE_NAMES,
    INDUSTRY_SECTIONS,
    AboveScale,
    fictitious_uscc,
    industry_section,
    is_fictitious,
)
from service_desk.domain.identifiers import check_uscc


@pytest.mark.parametrize(
    ("n", "stem", "code"),
    [
        (0, "TE5T", "91990000MA0TE5T088"),
        (1, "TE5T", "91990000MA0TE5T163"),
        (2, "TE5T", "91990000MA0TE5T24X"),
        (3, "TE5T", "91990000MA0TE5T32Q"),
        (4, "TE5T", "91990000MA0TE5T40K"),
        (1, "DEMA", "91990000MA0DEMA17D"),
        (2, "DEMA", "91990000MA0DEMA258"),
        (3, "DEMA", "91990000MA0DEMA333"),
    ],
)
def test_the_generator_makes_the_codes_of_the_notes(n: int, stem: str, code: str) -> None:
    assert fictitious_uscc(n, stem) == code


def test_fictitious_codes_are_correct_different_and_recognisable() -> None:
    codes = [fictitious_uscc(n) for n in range(400)]
    assert len(set(codes)) == 400
    assert all(check_uscc(code).ok and not check_uscc(code).warnings for code in codes)
    assert all(map(is_fictitious, codes))
    assert not is_fictitious("91110000600037341L")


@pytest.mark.parametrize(
    ("n", "stem"), [(-1, "DEMA"), (100_000, "DEMA"), (1, "DEM"), (1, "OOOO"), (99_999, "YYYY")]
)
def test_a_fictitious_code_out_of_range_is_refused(n: int, stem: str) -> None:
    with pytest.raises(ValueError):
        fictitious_uscc(n, stem)


def test_every_class_has_its_words_and_its_criterion() -> None:
    assert set(ABOVE_SCALE_NAMES) == set(ABOVE_SCALE_CRITERIA) == set(AboveScale)
    assert "500 万元" in ABOVE_SCALE_CRITERIA[AboveScale.RETAIL].zh


def test_the_sections_run_from_a_to_t_and_their_divisions_leave_no_gap() -> None:
    assert "".join(INDUSTRY_SECTIONS) == "ABCDEFGHIJKLMNOPQRST"
    sections = list(INDUSTRY_SECTIONS.values())
    assert sections[0].first_division == 1
    assert all(after.first_division == before.last_division + 1 for before, after in pairwise(sections))


@pytest.mark.parametrize(
    ("code", "letter"),
    [("C37", "C"), ("c371", "C"), ("3714", "C"), ("C", "C"), ("T97", "T"), (" I65 ", "I"), ("01", "A")],
)
def test_an_industry_code_belongs_to_its_section(code: str, letter: str) -> None:
    section = industry_section(code)
    assert section is INDUSTRY_SECTIONS[letter]


@pytest.mark.parametrize("code", ["", "D37", "U", "C3", "C37145", "98", "00", "铁路"])
def test_what_is_no_industry_code_has_no_section(code: str) -> None:
    assert industry_section(code) is None
