"""Everything the program says in Chinese can be read in English, and nothing is left over."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from tests.support.catalogues import ENGLISH, extracted, lacks, read


def catalogue(*messages: tuple[str, str]) -> Catalog:
    made = Catalog(locale="en")
    for chinese, english in messages:
        made.add(chinese, english)
    return made


def test_the_english_catalogue_is_complete() -> None:
    assert list(lacks(extracted(), read(ENGLISH))) == []


def test_a_complete_catalogue_lacks_nothing() -> None:
    wanted = catalogue(("提交诉求", ""), ("共 %(count)s 件", ""))
    english = catalogue(("提交诉求", "Submit a request"), ("共 %(count)s 件", "%(count)s tickets"))
    assert list(lacks(wanted, english)) == []


@pytest.mark.parametrize(
    ("english", "complaint"),
    [
        ([], "not in the catalogue"),
        ([("共 %(count)s 件", "")], "not translated"),
        ([("共 %(count)s 件", "%(number)s tickets")], "other placeholders"),
        ([("共 %(count)s 件", "%(count)s 件")], "Chinese in the English"),
        ([("共 %(count)s 件", "%(count)s tickets"), ("旧话", "Old words")], "nobody says this any more"),
    ],
)
def test_each_fault_of_a_catalogue_is_found(english: list[tuple[str, str]], complaint: str) -> None:
    found = list(lacks(catalogue(("共 %(count)s 件", "")), catalogue(*english)))
    assert len(found) == 1
    assert complaint in found[0]


def test_a_guess_is_not_a_translation() -> None:
    guessed = Catalog(locale="en")
    guessed.add("提交诉求", "Submit", flags=["fuzzy"])
    assert list(lacks(catalogue(("提交诉求", "")), guessed)) == ["only a guess: 提交诉求"]


def test_a_singular_may_leave_the_number_out() -> None:
    wanted, english = Catalog(locale="en"), Catalog(locale="en")
    wanted.add(("%(num)d 件", "%(num)d 件"))
    english.add(("%(num)d 件", "%(num)d 件"), ("one ticket", "%(num)d tickets"))
    assert list(lacks(wanted, english)) == []
