"""Passwords that everybody tries first are refused, long unrelated words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.passwords import LONGEST, SHORTEST, weakness


@pytest.mark.parametrize(
    "password",
    [
        "苹果铁路四月的猫",
        "苹果铁路四月的猫儿叫",
        "correct horse battery",
        "Zw7-pq-uK2-mm",
        "wo de che zai lou xia 7",
    ],
)
def test_unrelated_words_are_taken(password: str) -> None:
    assert (weakness(password, "zhang") is None) == (len(password) >= SHORTEST)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("短口令", "至少"),
        ("长" * (LONGEST + 1), "最多"),
        ("abababababab", "重复"),
        ("1234567890", "太常见"),
        ("0987654321", "太常见"),
        ("qwertyuiop", "太常见"),
        ("woaini5201314", "太常见"),
        ("Password123!", "太常见"),
        ("admin@123456", "太常见"),
        ("1qaz2wsx3456", "太常见"),
        ("gaoxinqu2021", "太常见"),
        ("zhangwei-2021x", "登录名"),
        ("xxZhangWei99yy", "登录名"),
    ],
)
def test_what_is_guessed_first_is_refused_with_the_reason(password: str, reason: str) -> None:
    words = weakness(password, "zhangwei@example.cn")
    assert words is not None
    assert reason in words.zh
    assert words.en


def test_a_short_name_inside_is_no_reason() -> None:
    assert weakness("liberty bell fog 9", "li") is None


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_gets_an_answer(password: str, login: str) -> None:
    refused = weakness(password, login)
    assert refused is not None or SHORTEST <= len(password) <= LONGEST
