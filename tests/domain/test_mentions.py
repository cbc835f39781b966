"""Who is addressed by @ in a text: names end at blanks and marks, addresses address nobody, Chinese goes on without a blank."""

from __future__ import annotations

import pytest

from service_desk.domain.mentions import addressed, longest_known, possible_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请@王敏，看一下", ["王敏"]),
        ("@王敏请看@李强 也看", ["王敏请看", "李强"]),
        ("写信到 a.b@zone.example", []),
        ("例会 @ 10:00", []),
        ("@演示-承办人：已办", ["演示-承办人"]),
        ("（@zhang.min）@zhang.min", ["zhang.min"]),
        ("没有人", []),
        ("@", []),
        ("抄送@@王敏", ["王敏"]),
    ],
)
def test_what_stands_behind_the_sign(text: str, found: list[str]) -> None:
    assert addressed(text) == found


def test_the_longest_name_that_somebody_has_is_meant() -> None:
    known = {"王敏", "王敏捷", "zhang.min"}
    assert longest_known("王敏捷报", known) == "王敏捷"
    assert longest_known("王敏请看", known) == "王敏"
    assert longest_known("Zhang.Min", known) == "zhang.min"
    assert longest_known("李强", known) is None


def test_no_more_names_are_thought_of_than_there_are_characters() -> None:
    assert list(possible_names("王敏请")) == ["王敏请", "王敏", "王"]
