"""The small words of the desk: deadlines in lists, places of pages, marked evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service_desk.domain.milestones import Lamp
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.queues import Cursor
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.web.desk.addresses import read_cursor, read_narrowing, write_cursor, written
from service_desk.web.desk.due_words import due_of, task_due
from service_desk.web.desk.marking import Piece, marked

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)


def midnight(day: int) -> datetime:
    """Return 24:00 of a day in March 2026."""
    return datetime(2026, 3, day, tzinfo=SHANGHAI) + timedelta(days=1)


def ticket(key: str = "M3", due: datetime | None = None, **different: Any) -> Ticket:
    milestone = {
        "key": key, "applies": True, "due": due.isoformat() if due else None, "met": None, "stopped": None,
        "provisional": False,
    }  # fmt: skip
    facts: dict[str, Any] = {
        "state": "in_progress", "clock": "running", "next_due_at": due, "milestones": [milestone],
        "submitted_at": NOW - timedelta(hours=2), "last_event_at": NOW - timedelta(days=2, hours=1),
    }  # fmt: skip
    return Ticket(**(facts | different))


@pytest.mark.parametrize(
    ("key", "state", "due", "lamp", "zh", "en"),
    [
        ("M1", "accepted", midnight(10), Lamp.YELLOW, "今天24:00前派单", "dispatch by 24:00 today"),
        ("M1", "dispatched", midnight(10), Lamp.YELLOW, "今天24:00前签收", "sign by 24:00 today"),
        ("M1", "return_review", midnight(10), Lamp.YELLOW, "今天24:00前裁定退单", "rule on the return by 24:00 today"),
        ("M1", "in_progress", midnight(10), Lamp.YELLOW, "今天24:00前联系企业", "contact the enterprise by 24:00 today"),
        ("M3", "in_progress", midnight(11), Lamp.GREEN, "明天24:00前反馈", "report progress by 24:00 tomorrow"),
        ("M7", "in_progress", midnight(12), Lamp.GREEN, "还剩2天，3月12日前办结", "2 days left, finish by 12 Mar"),
        ("M30", "in_progress", midnight(31), Lamp.GREEN, "还剩21天，3月31日前办结", "21 days left, finish by 31 Mar"),
        ("M7", "result_review", midnight(8), Lamp.RED, "超期1天9小时", "1 d 9 h late"),
        ("M3", "in_progress", midnight(5), Lamp.RED, "超期4天", "4 days late"),
    ],
)  # fmt: skip
def test_a_list_says_what_has_to_be_done_by_when(
    key: str, state: str, due: datetime, lamp: Lamp, zh: str, en: str
) -> None:
    found = due_of(ticket(key, due, state=state), NOW)
    assert (found.lamp, found.words) == (lamp, (zh, en))


@pytest.mark.parametrize(
    ("facts", "lamp", "zh"),
    [
        ({"state": "submitted", "clock": "not_started"}, Lamp.NONE, "已等2小时"),
        ({"state": "need_info", "clock": "not_started", "info_asked_at": NOW - timedelta(days=4)}, Lamp.NONE,
         "等企业补充，已等4天"),
        ({"state": "in_progress", "clock": "stopped"}, Lamp.STOPPED, "停表，已停2天1小时"),
        ({"state": "on_hold", "clock": "stopped", "review_on": midnight(30).date()}, Lamp.STOPPED, "停表：3月31日复核"),
        ({"state": "callback", "clock": "finished", "result_at": NOW - timedelta(minutes=5)}, Lamp.NONE, "已等5分钟"),
        ({"state": "closed", "clock": "finished", "ended_at": NOW - timedelta(days=3)}, Lamp.NONE, "3月7日已销号"),
    ],
)  # fmt: skip
def test_a_ticket_without_a_date_says_what_it_waits_for(facts: dict[str, Any], lamp: Lamp, zh: str) -> None:
    found = due_of(ticket(**facts), NOW)
    assert (found.lamp, found.words.zh) == (lamp, zh)


def test_a_co_handlers_part_has_its_own_date() -> None:
    assert task_due(midnight(10), NOW).words.zh == "今天24:00前反馈"
    assert task_due(midnight(9), NOW).lamp is Lamp.RED
    assert task_due(None, NOW).lamp is Lamp.NONE


@pytest.mark.parametrize("backwards", [True, False])
def test_a_place_comes_back_as_it_was_written(backwards: bool) -> None:
    place = Cursor(datetime(5021, 7, 9, 1, 2, 3, 456789, tzinfo=UTC), 123456, backwards)
    word = write_cursor(place)
    assert read_cursor(word) == place
    assert word.isascii()
    assert word.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "word", [None, "", "a", "====", "MQ", "MS4x", write_cursor(Cursor(NOW, 2**40)), "9" * 79]
)
def test_a_word_that_is_no_place_is_none(word: str | None) -> None:
    assert read_cursor(word) is None


def test_conditions_come_back_as_they_were_written() -> None:
    narrowing = Narrowing(
        category="FS", request_type="power_capacity", level="major", urgency=2, park="东区", source="web",
        department="PW", owner_id=7, enterprise="演示",
    )  # fmt: skip
    assert read_narrowing(written(narrowing)) == narrowing
    assert written(Narrowing()) == {}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("变压器满载", (), [("变压器满载", False)]),
        ("变压器满载", ("压器", "变压器"), [("变压器", True), ("满载", False)]),
        (
            "要 500 kVA 和 630 KVA",
            ("kva",),
            [("要 500 ", False), ("kVA", True), (" 和 630 ", False), ("KVA", True)],
        ),
        ("a.b", (".", " "), [("a", False), (".", True), ("b", False)]),
        ("没有", ("变压器",), [("没有", False)]),
    ],
)
def test_evidence_is_marked_and_nothing_is_lost(
    text: str, words: tuple[str, ...], expected: list[tuple[str, bool]]
) -> None:
    found = marked(text, words)
    assert found == [Piece(*each) for each in expected]
    assert "".join(piece.text for piece in found) == text
