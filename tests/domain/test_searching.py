"""What is typed into the search box and what it means; texts compared by letters and digits alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.searching import (
    Query,
    Vocabulary,
    between_numbers,
    compared,
    digit_tokens,
    number_tokens,
    parse_query,
    snippet,
    squeezed,
    tokens,
)

VOCABULARY = Vocabulary.of(load_catalogue())


def read(typed: str) -> Query:
    return parse_query(typed, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("申请增容 500 kVA。", "申请增容500kva"),
        ("ＱＹ２０２１０５２６－０００７", "qy202105260007"),
        ("“一期”（二期）", "一期二期"),
        ("Straße", "strasse"),
        ("\u3000\n\t！？", ""),
    ],
)
def test_texts_are_compared_by_letters_and_digits_alone(text: str, expected: str) -> None:
    assert squeezed(text) == compared(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.5 MW", "3.5mw"), ("３．５", "3.5"), ("1,234.50", "1234.50"), ("3. 5", "35"), ("完工。3.", "完工3"), (".5", "5"),
        ("v1.2.3", "v1.2.3"), ("a.b", "ab"), ("QY20260602-0007", "qy202606020007"),
    ],
)  # fmt: skip
def test_a_point_between_two_digits_is_part_of_the_number(text: str, expected: str) -> None:
    assert compared(text) == expected


def test_a_number_with_a_point_is_shown_as_written() -> None:
    assert snippet("容量 ３．５ MW。", "3.5mw") == ("容量 ", "３．５ MW", "。")
    assert snippet("容量 35 MW", "3.5") is None


def test_pairs_of_neighbours_follow_each_other() -> None:
    assert tokens("中科华") == ["04e2d079d1", "079d10534e"]
    assert tokens("中") == tokens("") == []
    assert tokens("𠮷田") == ["20bb707530"]


def test_a_long_number_is_asked_for_by_its_end() -> None:
    assert number_tokens("qy202603100007") == {"w1000", "w0000", "w0007"}
    assert number_tokens("13710号和138001") == {"w1371", "w3710", "w1380", "w3800", "w8001"}
    assert number_tokens("三号楼") == set()


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("qy202603100001", []),
        ("2026年扩容工程", ["年扩容工程"]),
        ("三号楼13710专线", ["三号楼"]),
        ("3.5千伏", ["3.5千伏"]),
        ("增容", ["增容"]),
        ("1234", []),
    ],
)
def test_what_stands_between_numbers_is_looked_for_by_its_pairs(word: str, pieces: list[str]) -> None:
    assert between_numbers(word) == pieces


def test_four_digits_in_a_row_are_words_of_their_own() -> None:
    assert digit_tokens("qy20260\n130.25") == {"w2026", "w0260"}
    assert digit_tokens("电话138001") == {"w1380", "w3800", "w8001"}
    assert digit_tokens("１２３４") == digit_tokens("12a34") == set(), (
        "what is not compared text, or no row of digits"
    )


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_hit_is_shown_as_written(before: str, wanted: str, after: str) -> None:
    text = before + wanted + after
    word = compared(wanted)
    found = snippet(text, word)
    if word and word in compared(text):
        assert found is not None
        assert word in compared(found.hit)
        assert found.hit in text
    else:
        assert found is None


def test_a_hit_stands_in_its_surroundings() -> None:
    found = snippet("前" * 30 + "增 容" + "后" * 30, "增容")
    assert found is not None
    assert found == ("…" + "前" * 24, "增 容", "后" * 24 + "…")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("变压器 增容", {"words": ("变压器", "增容")}),
        ('"两 路 电源"', {"words": ("两路电源",)}),
        ("“两路 电源” -借用", {"words": ("两路电源",), "unwanted": ("借用",)}),
        ("QY20260526-0007", {"words": ("qy202605260007",)}),
        ("状态:办理中", {"state": "in_progress"}),
        ("状态：待回访 类别:要素", {"state": "callback", "category": "FS"}),
        ("state:in_progress category:approvals", {"state": "in_progress", "category": "AA"}),
        ("部门:供电 园区:东区", {"department": "PW", "park": "东区"}),
        ("来源:12345 紧急:较急", {"source": "hotline", "urgency": 1}),
        ("企业:演示新材料", {"enterprise": "演示新材料"}),
        ("承办人:我", {"is_mine": True}),
        ("handler:me", {"is_mine": True}),
        ("到期<3d", {"due_within": 3}),
        ("到期<=3天", {"due_within": 3}),
        ("到期:今天", {"due_within": 0}),
        ("到期:逾期", {"is_overdue": True}),
        (
            "提交>=2026-05-01 提交<=2026-05-31",
            {"submitted_from": date(2026, 5, 1), "submitted_to": date(2026, 5, 31)},
        ),
        ("提交:2026-05-01", {"submitted_from": date(2026, 5, 1), "submitted_to": date(2026, 5, 1)}),
        ("10:30停电", {"words": ("1030停电",)}),
        ("", {}),
    ],
)
def test_words_and_conditions_are_read(typed: str, expected: dict[str, Any]) -> None:
    assert read(typed) == Query(**expected)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("电", "太短"), ("状态:飞", "没有“飞”"), ("到期<很久", "看不懂"), ("到期>3天", "看不懂"), ("提交>=昨天", "不是日期"),
        ("承办人:张", "没有“张”"), ("-状态:办理中", "不能用减号"), ("-借用", "一起用"), ("状态:待", "有几个都像"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_and_asks_for_nothing(typed: str, told: str) -> None:
    query = read(typed)
    assert query.is_empty
    assert told in query.problems[0].zh


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("承办人:李四", {"owner": 7}), ("承办人:李", {"owner": 7}), ("亮灯:红", {"lamp": "red"}), ("lamp:green", {"lamp": "green"}),
        ("协办:供电", {"helper": "PW"}), ("督办:是", {"is_supervised": True}), ("http://zone.example", {"words": ("httpzoneexample",)}),
    ],
)  # fmt: skip
def test_colleagues_lamps_and_helpers_are_asked_for(typed: str, expected: dict[str, Any]) -> None:
    vocabulary = Vocabulary.of(load_catalogue(), people={7: "李四", 8: "王五", 9: "王六"})
    assert parse_query(typed, vocabulary) == Query(**expected)
    assert parse_query("承办人:王", vocabulary).owner is None


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("灯光:红", True),
        ("colour:red", True),
        ("容量>500", True),
        ("10:30停电", False),
        ("3号楼:停电", False),
        ("增容", False),
    ],
)
def test_what_looks_like_a_condition_and_is_none_is_told_and_looked_for(typed: str, is_told: bool) -> None:
    query = read(typed)
    assert query.words
    assert ["没有“" in words.zh for words in query.problems] == [True] * is_told


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("状态:办理中 状态:待回访", True), ("到期<3天 到期:逾期", True), ("承办人:我 承办人:李四", True), ("紧急:0 紧急:1", True),
        ("状态:办理中 状态:办理中", False),
        ("提交>=2026-05-01 提交<=2026-05-31", False), ("提交>=2026-05-01 提交>=2026-05-02", True), ("标签:停 标签:产", False),
    ],
)  # fmt: skip
def test_of_a_condition_written_twice_the_last_one_counts_and_it_is_told(typed: str, is_told: bool) -> None:
    vocabulary = Vocabulary.of(load_catalogue(), {1: "停产", 2: "产值"}, {7: "李四"})
    query = parse_query(typed, vocabulary)
    assert any("不止一次" in words.zh for words in query.problems) == is_told
    assert query.state in (None, "callback", "in_progress")
    assert not (query.is_mine and query.owner)
    assert not (query.is_overdue and query.due_within is not None)


@given(st.text(alphabet='状态:：<>=-"“”电容 ab3d到期', max_size=30))
def test_nothing_typed_ever_raises(typed: str) -> None:
    assert all(len(word) >= 2 for word in read(typed).words)
