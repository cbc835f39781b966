"""How urgently a ticket stands at the cut-off: what it is late with, what falls due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.milestones import CLOSING_KEYS, Milestone, MilestoneStatus
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.zone_time import start_of_day

NEXT = timedelta(days=7)


@dataclass(frozen=True)
class Lateness:
    """The milestone a ticket is late with and for how many days, a begun day counting as one."""

    milestone: Milestone
    days: int


@dataclass(frozen=True)
class Upcoming:
    """What falls due within a week after the cut-off: a milestone, or (None) the review of a hold."""

    due: datetime
    milestone: Milestone | None


def lateness(one: Observation, cut_off: datetime) -> Lateness | None:
    """Return what an open ticket is late with: the closing milestone, else the earliest that was missed.

    An approved hold takes a ticket out of the overdue count (domain notes §2.2); waiting for the enterprise does not
    undo a date that had been missed before.
    """
    if not one.closing.is_open or one.is_held:
        return None
    late = [each for each in one.milestones if each.status(cut_off) is MilestoneStatus.LATE]
    if not late:
        return None
    gravest = next((each for each in late if each.key in CLOSING_KEYS), late[0])
    over = cut_off - gravest.due if gravest.due is not None else timedelta(0)
    return Lateness(gravest, -(-over // timedelta(days=1)))


def next_deadline(one: Observation, cut_off: datetime) -> Upcoming | None:
    """Return what of an open ticket falls due in the week after the cut-off."""
    if not one.closing.is_open:
        return None
    if one.review_on is not None:
        review = start_of_day(one.review_on)
        return Upcoming(review, None) if review < cut_off + NEXT else None
    running = [
        (each.due, each)
        for each in one.milestones
        if each.due is not None and each.status(cut_off) is MilestoneStatus.RUNNING
    ]
    due, milestone = min(running, key=lambda pair: pair[0], default=(None, None))
    if due is None or due > cut_off + NEXT:
        return None
    return Upcoming(due, milestone)
