"""Pasted chats and notes: each message with its sender and time, and nothing personal left in its words unseen."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.pasting import MAX_MESSAGES, joined, personal_in, read_pasted, requests_in
from service_desk.domain.zone_time import SHANGHAI

NOW = datetime(2026, 3, 10, 15, 0, tzinfo=SHANGHAI)


def at(day: int, hour: int, minute: int, *, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("pasted", "who", "moment", "text"),
    [
        ("张三 14:32: 二号线停电了", "张三", at(10, 14, 32), "二号线停电了"),
        ("张三 14:32：二号线停电了", "张三", at(10, 14, 32), "二号线停电了"),
        ("张三 2026-03-09 09:05:11\n二号线停电了", "张三", at(9, 9, 5), "二号线停电了"),
        ("张三 3月9日 下午2:10\n二号线停电了", "张三", at(9, 14, 10), "二号线停电了"),
        ("张三 昨天 9:05\n二号线停电了", "张三", at(9, 9, 5), "二号线停电了"),
        ("[14:02] 张三: 二号线停电了", "张三", at(10, 14, 2), "二号线停电了"),
        ("2026/3/9 14:02 张三：二号线停电了", "张三", at(9, 14, 2), "二号线停电了"),
        ("张三:\n二号线停电了", "张三", None, "二号线停电了"),
        ("张三 16:40: 二号线停电了", "张三", at(9, 16, 40), "二号线停电了"),
        ("张三 12月30日 9:00: 停电", "张三", at(30, 9, 0, month=12, year=2025), "停电"),
        ("张三 2月30日 9:00: 停电", "张三", None, "停电"),
        ("张三 25:10: 停电", "张三", None, "停电"),
        ("二号线停电了", "", None, "二号线停电了"),
        ("会议 13:00 开到一半停电了", "", None, "会议 13:00 开到一半停电了"),
    ],
)  # fmt: skip
def test_a_message_is_told_from_its_sender_and_time(
    pasted: str, who: str, moment: datetime | None, text: str
) -> None:
    (said,) = read_pasted(pasted, NOW)
    assert (said.who, said.at, said.text) == (who, moment, text)


def test_lines_below_a_sender_belong_to_him_until_the_next_one() -> None:
    found = read_pasted("张三 14:32\n排水口堵了\n\n下雨就淹\n李四 14:35\n招不到焊工", NOW)
    assert [(said.who, said.text) for said in found] == [
        ("张三", "排水口堵了\n下雨就淹"),
        ("李四", "招不到焊工"),
    ]


def test_notes_without_senders_are_one_matter_a_line_and_lose_their_numbering() -> None:
    found = read_pasted("1、容量不够\n（2）招工难\n③停水\n- 想要 2.5 万平方米厂房\n二、贷款难", NOW)
    assert [said.text for said in found] == ["容量不够", "招工难", "③停水", "想要 2.5 万平方米厂房", "贷款难"]


@pytest.mark.parametrize(
    "number",
    ["13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "0716-8123456", "400-123-4567"],
)
def test_telephone_numbers_are_taken_out_of_the_words(number: str) -> None:
    said = personal_in(f"停电了，请打{number}找我们")
    assert len(said.phones) == 1
    assert not any(sign.isdigit() for sign in said.text)


def test_other_figures_stay() -> None:
    text = "变压器630kVA不够，要增到1250kVA，合同HT20260310001，用量13800"
    assert personal_in(text).text == text


def test_senders_and_mentions_never_get_into_the_words_and_names_are_pointed_at() -> None:
    first, second = read_pasted("赵小明 14:32: @李四 停水了，找王经理\n李四 14:33: 赵小明说的是二号楼", NOW)
    assert first.text == "停水了，找王经理"
    assert first.names == ("王经理",)
    assert second.names == ("赵小明",)


def test_greetings_and_thanks_are_no_requests_and_the_same_words_count_once() -> None:
    pasted = (
        "张三 14:32: 停水了\n李四 14:33: 收到\n张三 14:34: 谢谢\n张三 14:40: 停水了\n王五 14:41: 好的，辛苦"
    )
    assert [said.text for said in requests_in(pasted, NOW)] == ["停水了"]


def test_several_messages_about_one_matter_keep_the_first_sender_and_time() -> None:
    one = joined(requests_in("张三 14:32: 停水了\n李四 14:40: 二号楼也停，13800138000", NOW))
    assert (one.who, one.at, one.phones) == ("张三", at(10, 14, 32), ("13800138000",))
    assert one.text == "停水了\n二号楼也停"
    assert joined([]).text == ""


@given(st.text(max_size=400))
def test_nothing_pasted_breaks_it_and_no_mobile_number_survives(pasted: str) -> None:
    found = read_pasted(pasted + "\n张三 10:00: 请打13912345678", NOW)
    assert len(found) <= MAX_MESSAGES
    assert not any("13912345678" in said.text for said in found)
