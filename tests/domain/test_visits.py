"""What a visit brings back and what is still owed afterwards; where a request that was written down came from."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.origins import Origin, origin_headline, origin_lines, read_origin
from service_desk.domain.requests import MAX_TITLE, short_title
from service_desk.domain.visits import Asked, firms_on_the_way, still_to_hand_over
from service_desk.domain.zone_time import SHANGHAI

SAID = datetime(2026, 3, 9, 14, 32, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("停水", "停水"),
        ("二号线经常停电。昨天又停了两次。", "二号线经常停电"),
        ("停电；停水", "停电；停水"),
        ("一\n二", "一 二"),
        ("变压器容量不够\n二号楼停水", "变压器容量不够"),
    ],
)
def test_a_request_is_titled_by_its_first_sentence(text: str, title: str) -> None:
    assert short_title(text) == title


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_a_title_fits_and_is_never_empty(text: str) -> None:
    assert 1 <= len(short_title(text)) <= MAX_TITLE


def test_a_title_that_was_given_is_kept() -> None:
    assert Asked("停水了，二号楼。", title="二号楼停水").heading == "二号楼停水"


def test_what_was_not_handed_over_stays_owed_in_the_campaigns_order() -> None:
    assert still_to_hand_over(["甲", "乙", "丙"], ["乙", "别的"]) == ["甲", "丙"]
    assert still_to_hand_over([], ["乙"]) == []


def test_more_firms_than_planned_leave_none_to_visit() -> None:
    assert (firms_on_the_way(36, 1), firms_on_the_way(36, 40)) == (35, 0)


def test_an_origin_comes_back_from_an_event_as_it_went_in() -> None:
    origin = Origin(SAID, "张三", "TY123", "刘主任", date(2026, 3, 20), "ZF20260310-0001")
    assert read_origin({"origin": origin.as_data()}) == origin
    assert read_origin({}) == Origin()
    assert Origin().as_data() == {}


def test_the_timeline_tells_time_and_visit_but_nobodys_name() -> None:
    headline = origin_headline(
        Origin(SAID, said_by="张三", instructed_by="刘主任", visit_no="ZF20260310-0001")
    )
    assert headline is not None
    assert headline.zh == "原话时间 2026年3月9日 14:32，ZF20260310-0001"
    assert headline.en == "said at 9 Mar 2026 14:32, ZF20260310-0001"
    assert origin_headline(Origin(said_by="张三")) is None


def test_officers_read_who_said_it_and_who_wants_it_by_when() -> None:
    lines = origin_lines(Origin(SAID, "张三", "", "刘主任", date(2026, 3, 20)))
    assert [(heading.zh, words.zh) for heading, words in lines] == [
        ("原话时间", "2026年3月9日 14:32"), ("原话出自", "张三"), ("交办领导", "刘主任"), ("领导要求", "3月20日前办结"),
    ]  # fmt: skip
