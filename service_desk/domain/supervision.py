"""Supervision: blue, yellow and red sheets, when each is due, and what makes a ticket the leaders' business.

Sources: domain notes §1.5 (what a breach raises), §2.2 (coloured sheets, urging).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import CLOSING_KEYS, Milestone, MilestoneKey, MilestoneStatus


class SheetColour(StrEnum):
    """How grave a supervision sheet is; each colour comes once per milestone and closing period."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


SHEET_NAMES: dict[SheetColour, Bilingual] = {
    SheetColour.BLUE: Bilingual("蓝色督办单", "Blue sheet"),
    SheetColour.YELLOW: Bilingual("黄色督办单", "Yellow sheet"),
    SheetColour.RED: Bilingual("红色督办单", "Red sheet"),
}

GRAVITY = {colour: rank for rank, colour in enumerate(SheetColour)}

BLUE_AHEAD = timedelta(hours=24)
"""How long before the closing date a blue sheet reminds."""

ESCALATE_AFTER_REDOS = 3
ESCALATE_AFTER_BOUNCES = 3
"""After three redos, or three departments it was taken from again, a ticket is supervised one level higher."""

URGE_PAUSE = timedelta(hours=24)
"""An enterprise may urge once a day."""


@dataclass(frozen=True)
class Sheet:
    """A sheet a ticket has come to deserve: its colour, for which milestone and due date, and why."""

    colour: SheetColour
    milestone: MilestoneKey
    due: datetime

    @property
    def key(self) -> str:
        """What makes it one of a kind within a ticket: a sheet with the same key is never issued twice."""
        return f"{self.colour}/{self.milestone}/{self.due.astimezone(UTC):%Y%m%d%H%M}"

    @property
    def reason(self) -> Bilingual:
        """Why it is issued."""
        if self.colour is SheetColour.BLUE:
            return Bilingual("办结时限临近", "the closing date is near")
        if self.milestone is MilestoneKey.DISPATCH:
            return Bilingual("交办、签收或首次联系超期", "assignment, signature or first contact is late")
        if self.milestone is MilestoneKey.PROGRESS:
            return Bilingual("阶段反馈超期", "the progress answer is late")
        return Bilingual("办结超期", "the closing date has passed")


def deserved_sheet(milestones: Iterable[Milestone], now: datetime) -> Sheet | None:
    """Return the gravest sheet that the milestones deserve at a moment; None where none does.

    Only the gravest: after a standstill of the program a ticket is not sent its whole history of warnings.
    """
    found = [sheet for each in milestones if (sheet := _sheet_for(each, now)) is not None]
    return max(found, key=lambda sheet: (GRAVITY[sheet.colour], sheet.due), default=None)


def _sheet_for(milestone: Milestone, now: datetime) -> Sheet | None:
    if milestone.due is None:
        return None
    status, is_closing = milestone.status(now), milestone.key in CLOSING_KEYS
    if status is MilestoneStatus.LATE:
        colour = SheetColour.RED if is_closing else SheetColour.YELLOW
        return Sheet(colour, milestone.key, milestone.due)
    if status is MilestoneStatus.RUNNING and is_closing and milestone.due - now <= BLUE_AHEAD:
        return Sheet(SheetColour.BLUE, milestone.key, milestone.due)
    return None


def is_for_leaders(sheet: Sheet) -> bool:
    """Tell whether the leaders are told as well: a complex or major request past its month (domain notes §1.5, M30)."""
    return sheet.colour is SheetColour.RED and sheet.milestone is MilestoneKey.CLOSING_COMPLEX
