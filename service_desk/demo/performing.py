"""Acting the stories out in the order of time, up to the present moment."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from service_desk.demo.closing_steps import CLOSING_STEPS
from service_desk.demo.contract_steps import CONTRACT_STEPS
from service_desk.demo.handling_steps import HANDLING_STEPS
from service_desk.demo.intake_steps import INTAKE_STEPS
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.story import Play, Stage, Story
from service_desk.domain.zone_time import local_date

STEPS: Mapping[str, Play] = {
    **INTAKE_STEPS,
    **HANDLING_STEPS,
    **CONTRACT_STEPS,
    **CLOSING_STEPS,
}
"""Every step a scenario can name."""

SAME_DAY = frozenset({"dispatch", "sign", "sign_only", "assign", "contact"})
STAYS_FOR = 3
"""Working hours: what takes longer is left for the next day on purpose."""
CONSCIENTIOUS = 0.93


def perform_stories(
    stories: Sequence[Story], stage: Stage, hours: OfficeHours, now: datetime
) -> Iterator[datetime]:
    """Perform every step that lies before `now`, earliest first, and yield the moment of each once it is done.

    What the enterprise does happens at any hour when it opens the story, and in working time afterwards.
    """
    waiting = [(story.starts, place, story) for place, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        at, place, story = heapq.heappop(waiting)
        if at > now:
            continue
        STEPS[story.steps.popleft().name](stage, story, at)
        yield at
        if story.steps:
            seconds = timedelta(seconds=story.rng.randint(0, 59))
            heapq.heappush(waiting, (_next_moment(story, hours, at) + seconds, place, story))


def _next_moment(story: Story, hours: OfficeHours, at: datetime) -> datetime:
    """Return when the next step is taken; whoever must assign a ticket the same day mostly stays for it (M1)."""
    step = story.steps[0]
    if story.is_overtime:
        return at + timedelta(hours=step.hours)
    usual = hours.later(at, step.hours)
    slips = local_date(usual) > local_date(at) and step.name in SAME_DAY and step.hours < STAYS_FOR
    if slips and hours.since_opening(at) > 0 and story.rng.random() < CONSCIENTIOUS:
        return at + timedelta(minutes=story.rng.randint(4, 25))
    return usual
