"""Telling a timetable on one line a milestone: its sign, its due date, when it was met, how it stands."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import deadline_words, moment_words
from service_desk.domain.milestones import Milestone, MilestoneStatus, duration_words
from service_desk.domain.zone_time import local_date

MILESTONE_MARKS: dict[MilestoneStatus, str] = {
    MilestoneStatus.DONE: "✔",
    MilestoneStatus.DONE_LATE: "▲",
    MilestoneStatus.RUNNING: "●",
    MilestoneStatus.LATE: "▲",
    MilestoneStatus.STOPPED: "‖",
    MilestoneStatus.WAITING: "○",
    MilestoneStatus.NOT_APPLICABLE: "–",
}


def milestone_words(milestone: Milestone, now: datetime) -> Bilingual:
    """Return when a milestone is due, when it was met and by how much, or how it stands at a moment."""
    due = Bilingual("", "")
    if milestone.due is not None and milestone.applies:
        end = deadline_words(milestone.due)
        due = Bilingual(f"{end.zh}到期  ", f"due {end.en}  ")
    standing = milestone.headline(now) if milestone.met_at is None else _met(milestone, milestone.met_at)
    return Bilingual(due.zh + standing.zh, due.en + standing.en)


def _met(milestone: Milestone, met_at: datetime) -> Bilingual:
    met = moment_words(met_at)
    if milestone.due is not None and met_at > milestone.due:
        over = duration_words(met_at - milestone.due)
        return Bilingual(f"{met.zh}完成，超期{over.zh}", f"met {met.en}, {over.en} late")
    spare = spare_days(milestone.due, met_at)
    if not spare:
        return Bilingual(f"{met.zh}完成", f"met {met.en}")
    return Bilingual(f"{met.zh}完成，提前{spare}天", f"met {met.en}, {spare} days to spare")


def spare_days(due: datetime | None, met: datetime) -> int:
    """Return how many whole days before its last day a milestone was met."""
    if due is None:
        return 0
    last = local_date(due).toordinal() - 1  # midnight belongs to the day that ends with it
    return last - local_date(met).toordinal()
