"""How tags are typed, and what makes two the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.tags import read_tags, tag_key


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("停产风险", ["停产风险"]),
        ("停产风险，待踏勘、等图纸;急", ["停产风险", "待踏勘", "等图纸", "急"]),
        ("  #停产风险 ,＃待踏勘 ", ["停产风险", "待踏勘"]),
        ("a  b,A B", ["a b"]),
        ("ＡＢ,ab", ["ＡＢ"]),
        ("、，,", []),
        ("", []),
    ],
)
def test_commas_stand_between_tags_and_each_counts_once(typed: str, tags: list[str]) -> None:
    assert read_tags(typed) == tags


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_lines_that_mean_themselves_again(typed: str) -> None:
    found = read_tags(typed)
    assert all(name == name.strip() and name for name in found)
    assert read_tags("，".join(found)) == found
    keys = [tag_key(name) for name in found if tag_key(name)]
    assert len(keys) == len(set(keys))
