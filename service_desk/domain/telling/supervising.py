"""Telling supervision: sheets, urging, instructions, escalation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.supervision import SHEET_NAMES, Sheet, SheetColour
from service_desk.domain.telling.names import author
from service_desk.domain.telling.teller import Teller, day, plain

_WHY = {
    "redos": Bilingual("已重办三次", "redone three times"),
    "bounces": Bilingual("已换过三个单位", "taken from three departments"),
}


def _sheet(event: Event, catalogue: Catalogue) -> Bilingual:
    name = SHEET_NAMES[SheetColour(event.data["colour"])]
    if "milestone" not in event.data:
        return name
    due = datetime.fromisoformat(event.data["due"])
    reason = Sheet(SheetColour(event.data["colour"]), MilestoneKey(event.data["milestone"]), due).reason
    return Bilingual(f"{name.zh}：{reason.zh}", f"{name.en}: {reason.en}")


def _urge(event: Event, catalogue: Catalogue) -> Bilingual:
    name = author(event, catalogue)
    return Bilingual(f"{name.zh}催办", f"Urged by {name.en[0].lower() + name.en[1:]}")


def _instruct(event: Event, catalogue: Catalogue) -> Bilingual:
    by = day(event.data.get("answer_by"))
    return Bilingual(f"领导批示，{by.zh}前回复", f"Leader's instruction, answer by {by.en}") if by else Bilingual(
        "领导批示", "Leader's instruction"
    )  # fmt: skip


def _escalate(event: Event, catalogue: Catalogue) -> Bilingual:
    why = _WHY.get(str(event.data.get("why")))
    return (
        Bilingual(f"提级督办：{why.zh}", f"Escalated: {why.en}")
        if why
        else Bilingual("提级督办", "Escalated")
    )


SUPERVISING_TELLERS: Mapping[Action, Teller] = {
    Action.ISSUE_SHEET: _sheet,
    Action.ANSWER_SHEET: plain("回复督办单", "Supervision sheet answered"),
    Action.URGE: _urge,
    Action.INSTRUCT: _instruct,
    Action.ANSWER_INSTRUCTION: plain("回复批示", "Instruction answered"),
    Action.ESCALATE: _escalate,
}
