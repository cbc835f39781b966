"""What stands beside a result that is reviewed: what was done with which evidence, and how often it was sent back and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.domain.actions import Action
from service_desk.usecases.reading.views import Entry
from service_desk.web.desk.ticket import Told, timeline_of
from service_desk.web.forms.desk import Stage

_DEEDS = frozenset(
    {
        Action.CONTACT, Action.PROGRESS, Action.VERIFY_ON_SITE, Action.RECORD_ENERGISED, Action.RECORD_MEETING,
        Action.FINISH_CO_TASK, Action.CLOSE_REFERRAL, Action.SIGN,
    }
)  # fmt: skip
"""Acts of the department that say what was done; what it asked for and was granted stands elsewhere."""

SHOWN = 8


@dataclass(frozen=True)
class ReviewHelp:
    """The last deeds, oldest first, how many came before them, and every time the result was sent back."""

    deeds: Sequence[Told]
    earlier: int
    sent_back: Sequence[Told]
    has_evidence: bool


def review_help(stage: Stage) -> ReviewHelp:
    """Return what a reviewer reads before he agrees."""
    entries = stage.view.timeline
    deeds = _told(stage, [entry for entry in entries if entry.event.action in _DEEDS])
    return ReviewHelp(
        deeds[-SHOWN:],
        max(0, len(deeds) - SHOWN),
        _told(stage, [entry for entry in entries if entry.event.action is Action.SEND_BACK]),
        any(deed.files for deed in deeds),
    )


def _told(stage: Stage, entries: Sequence[Entry]) -> list[Told]:
    return timeline_of(stage, entries)
