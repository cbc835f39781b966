"""The sheet of a ticket's clock: stops, extensions, rounds and the critical path are told with their moments."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.telling.clock_sheet import ClockSheet
from tests.domain.histories import NATURAL, History, at


def sheet(history: History, now: str, language: str = "zh") -> str:
    made = ClockSheet(
        "QY20260302-0001", "题目", history.events, NATURAL, load_calendar(), load_catalogue(), at(now)
    )
    return "\n".join(line.say(language) for line in made.lines())


def test_a_stop_that_lasts_and_one_that_is_over_are_told() -> None:
    history = History().accepted("2026-03-02 09:00").signed("2026-03-02 10:00")
    history.add(Action.ASK_ENTERPRISE, "2026-03-03 09:00").add(Action.SUPPLEMENT, "2026-03-05 09:00")
    history.add(Action.PAUSE_CLOCK, "2026-03-06 09:00", kind="survey", evidence="勘验通知")
    told = sheet(history, "2026-03-06 12:00")
    assert "  3月3日（周二）09:00至3月5日（周四）09:00：等企业补充" in told
    assert "  3月6日（周五）09:00至现在：勘验" in told
    assert "现已停表：勘验" in told
    assert "Wed" not in told
    assert "Fri 6 Mar 09:00 to now: survey" in sheet(history, "2026-03-06 12:00", "en")


def test_an_extension_is_told_with_who_asked_and_granted_it_when() -> None:
    history = History().accepted("2026-03-02 09:00").signed("2026-03-02 10:00")
    history.add(Action.APPLY_EXTENSION, "2026-03-04 09:00", days=5, reason="设备未到")
    history.add(Action.GRANT_EXTENSION, "2026-03-05 09:00", days=5)
    assert "3月4日（周三）09:00申请，3月5日（周四）09:00由系统批准，加5天" in sheet(
        history, "2026-03-05 12:00"
    )


def test_every_round_begins_with_its_act() -> None:
    history = History().accepted("2026-03-02 09:00").signed("2026-03-02 10:00").concluded("2026-03-04 09:00")
    history.add(Action.RECORD_CALLBACK, "2026-03-05 09:00", outcome="unsolved")
    history.add(Action.REDO, "2026-03-05 10:00", reason="未解决")
    told = sheet(history, "2026-03-05 12:00")
    assert "第1轮：3月2日（周一）09:00受理\n  第2轮：3月5日（周四）10:00重办" in told
    assert "第2轮" in told.splitlines()[1]


def test_the_part_that_sets_the_date_is_starred() -> None:
    history = History().accepted("2026-03-02 09:00", level="complex")
    tasks = [
        {"department": "PW", "title": "电", "due_on": "2026-03-10"},
        {"department": "WT", "title": "水", "due_on": "2026-03-12"},
    ]
    history.add(Action.DISPATCH, "2026-03-02 10:00", lead="GS", joint=True, tasks=tasks)
    told = sheet(history, "2026-03-02 12:00")
    assert "1. 供电局：电  3月10日（周二）24:00到期  协办中" in told
    assert "2.★ 水务公司：水  3月12日（周四）24:00到期  协办中" in told
    assert "各任务中最晚的一项定在3月12日（周四）" in told


def test_what_there_is_none_of_is_said_to_be_none() -> None:
    told = sheet(History().add(Action.SUBMIT, "2026-03-02 09:00"), "2026-03-02 12:00")
    assert told.count("  无") == 5
    assert "受理应在提交后的下一个工作日内" in told
