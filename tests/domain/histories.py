"""Writes the history of a ticket act by act, along the transition table, for tests of the clock and of the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.calendar import WorkingCalendar, load_calendar
from service_desk.domain.clock import timetable
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone, MilestoneKey, MilestoneStatus
from service_desk.domain.policy import DEFAULT_POLICY, load_policies
from service_desk.domain.states import State
from service_desk.domain.transitions import find_transition
from service_desk.domain.zone_time import SHANGHAI

NATURAL = load_policies()[DEFAULT_POLICY]
WORKING_DAYS = "13710-working"
WORKING = load_policies()[WORKING_DAYS]


def at(written: str) -> datetime:
    """Return a local moment written as 2021-05-07 10:00."""
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


class History:
    """Events of one ticket, each put after the last; an act the table does not know fails the test."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.state = State.DRAFT

    def add(self, action: Action, when: str | datetime, *, public: bool = True, **data: Any) -> History:
        """Append an act; `public` counts where the table leaves it to the person."""
        row = find_transition(self.state, action)
        assert row is not None, f"{action} is not possible in {self.state}"
        moment = at(when) if isinstance(when, str) else when
        seen = public if row.is_public is None else row.is_public
        target = row.target or self._before(action, data)
        event = Event(len(self.events) + 1, moment, action, row.source, target, is_public=seen, data=data)
        self.events.append(event)
        self.state = target
        return self

    def _before(self, action: Action, data: dict[str, Any]) -> State:
        """Return where an act that takes something back leads, and name in its data what it takes back."""
        course = follow(self.events)
        if action is Action.UNMERGE:
            assert course.merged_from is not None
            return course.merged_from
        assert course.last_act is not None
        data["undoes"] = course.last_act.seq
        return course.last_act.source

    def accepted(self, when: str, level: str = "general") -> History:
        """Append submission and acceptance at one moment."""
        return self.add(Action.SUBMIT, when).add(Action.ACCEPT, when, level=level)

    def signed(self, when: str, *, contacted: bool = True) -> History:
        """Append dispatch and signature at one moment."""
        return self.add(Action.DISPATCH, when, lead="PW").add(Action.SIGN, when, contacted=contacted)

    def concluded(self, when: str) -> History:
        """Append a result and its approval at one moment."""
        return self.add(Action.SUBMIT_RESULT, when).add(Action.APPROVE_RESULT, when)

    def milestones(
        self, calendar: WorkingCalendar | None = None, policy: str = DEFAULT_POLICY
    ) -> dict[str, Milestone]:
        """Return the five milestones by M1, M3, M7, M30, M0."""
        found = timetable(self.events, load_policies()[policy], calendar or load_calendar())
        assert [milestone.key for milestone in found] == list(MilestoneKey)
        return {milestone.key.value: milestone for milestone in found}


def last_day(milestone: Milestone) -> str | None:
    """Return the local day at whose 24:00 a milestone is due, as 2021-05-10."""
    if milestone.due is None:
        return None
    local = milestone.due.astimezone(SHANGHAI)
    assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return datetime.fromordinal(local.toordinal() - 1).date().isoformat()


def dues(history: History, policy: str = DEFAULT_POLICY) -> dict[str, str | None]:
    """Return the last day of each milestone by M1, M3, M7, M30, M0."""
    return {key: last_day(milestone) for key, milestone in history.milestones(policy=policy).items()}


def statuses(history: History, when: str) -> dict[str, MilestoneStatus]:
    """Return how each milestone stands at a local moment."""
    return {key: milestone.status(at(when)) for key, milestone in history.milestones().items()}
