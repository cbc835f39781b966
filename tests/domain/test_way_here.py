"""Why a ticket is where it is: told from its events in their order, without what was taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.events import Event
from service_desk.domain.states import State
from service_desk.domain.way_here import way_here

START = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
TRACE = {
    "set": 3, "lead": "PW", "co_departments": ["CB"], "level": "general",
    "tried": [
        {"rule": "refinement", "match": False, "park": "东区", "words": ["变电站", "主变"], "found": ["主变"]},
        {"rule": "type", "match": True, "park": None, "words": [], "found": []},
    ],
}  # fmt: skip
SUGGESTED = {"category": "FS", "request_type": "power_capacity", "confidence": 0.999, "lessons": [1, 2]}


def told(*acts: tuple[Action, dict[str, Any]]) -> list[str]:
    events = [
        Event(
            seq, START + timedelta(minutes=seq), action, State.ACCEPTED, State.ACCEPTED,
            actor_name="演示-受理员", data=data,
        )
        for seq, (action, data) in enumerate(acts, start=1)
    ]  # fmt: skip
    return [step.words.zh for step in way_here(events, load_catalogue())]


def test_suggestion_rules_and_decision_in_their_order() -> None:
    assert told(
        (Action.SUBMIT, {"suggestion": SUGGESTED}),
        (Action.ACCEPT, {"category": "FS", "request_type": "power_capacity"}),
        (Action.DISPATCH, {"lead": "PW", "routing": TRACE}),
    ) == [
        "提交时的建议：要素保障类，用电容量（报装、增容、双电源、临时、借用、质量），把握99%，参照了2条更正",
        "确定为要素保障类，用电容量（报装、增容、双电源、临时、借用、质量）",
        "派单目录第3版建议交供电局",
        "照建议派给供电局",
    ]


def test_the_rules_tried_say_their_conditions_and_what_was_found() -> None:
    dispatch = Event(
        1, START, Action.DISPATCH, State.ACCEPTED, State.DISPATCHED, data={"lead": "PW", "routing": TRACE}
    )
    rules = way_here([dispatch], load_catalogue())[0].rules
    assert [(rule.words.zh, rule.is_match) for rule in rules] == [
        ("细分规则（园区是东区；写有变电站、主变之一；找到主变）", False),
        ("事项规则", True),
    ]
    assert rules[0].words.en.startswith("Refinement (park is 东区")


def test_another_decision_tells_whether_a_reason_was_given() -> None:
    assert (
        told((Action.DISPATCH, {"lead": "CB", "routing": TRACE, "override": ""}))[-1]
        == "改派给园区建设局，没有写理由"
    )
    assert (
        told((Action.DISPATCH, {"lead": "CB", "routing": TRACE, "override": "划归"}))[-1]
        == "改派给园区建设局"
    )


def test_a_dispatch_that_was_taken_back_is_no_part_of_the_way() -> None:
    undo = (Action.UNDO, {"undoes": 1, "act": "dispatch"})
    assert told((Action.DISPATCH, {"lead": "CB", "routing": TRACE}), undo) == []


def test_returns_rulings_and_transfers_are_told() -> None:
    assert told(
        (Action.RETURN, {"reason": "not_our_duty", "basis": "三定方案", "suggested": "CB"}),
        (Action.UPHOLD_RETURN, {"ruling": "属实"}),
        (Action.TRANSFER, {"lead": "CB", "reason": "线路"}),
    ) == ["退单：不属本部门职责，建议交园区建设局", "同意退单", "改由园区建设局主办"]


def test_older_events_say_that_nothing_was_recorded() -> None:
    assert told((Action.SUBMIT, {"source": "web"}), (Action.DISPATCH, {"lead": "PW"})) == [
        "提交时的建议：无记录",
        "派给供电局；规则：无记录",
    ]
