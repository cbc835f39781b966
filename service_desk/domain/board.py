"""The 13710 board: which column an open ticket stands in, and how it stands there (domain notes §1.4, §1.5)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import Lamp, MilestoneKey

COLUMNS: dict[MilestoneKey, Bilingual] = {
    MilestoneKey.DISPATCH: Bilingual("当天研判交办", "Assigned the same day"),
    MilestoneKey.PROGRESS: Bilingual("三天反馈", "Progress in three days"),
    MilestoneKey.CLOSING: Bilingual("七天办结", "Finished in seven days"),
    MilestoneKey.CLOSING_COMPLEX: Bilingual("一月办结", "Finished in a month"),
    MilestoneKey.STRIKE_OFF: Bilingual("销号清零", "Struck off"),
}
"""The five columns in their order; an open ticket stands in exactly one, that of its next milestone."""


class Pace(StrEnum):
    """How a ticket stands with its next date; the value stands in addresses."""

    OVERDUE = "overdue"
    NEAR = "near"
    LATER = "later"
    UNDATED = "undated"


PACE_NAMES: dict[Pace, Bilingual] = {
    Pace.OVERDUE: Bilingual("超期", "Overdue"),
    Pace.NEAR: Bilingual("临期", "Near due"),
    Pace.LATER: Bilingual("正常", "On track"),
    Pace.UNDATED: Bilingual("停表或待办", "Stopped or waiting"),
}

PACE_LAMPS: dict[Pace, Lamp] = {
    Pace.OVERDUE: Lamp.RED,
    Pace.NEAR: Lamp.YELLOW,
    Pace.LATER: Lamp.GREEN,
    Pace.UNDATED: Lamp.STOPPED,
}
"""Near is what the yellow lamp is: within a day. Undated is what has no running date: a stopped clock, a callback."""
