"""The clock of a ticket: a pure function of its events, its policy and the calendar (domain notes §1.5).

The same events give the same deadlines whenever they are read; nothing here knows the present moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.deadlines import Deadline, Stop, counted_deadline, same_day_deadline
from service_desk.domain.events import Event
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.policy import Policy, Span
from service_desk.domain.states import STATE_NAMES, State

WAITING_FOR_ENTERPRISE = Bilingual("等企业补充", "waiting for the enterprise")
ON_HOLD = Bilingual("挂账", "on hold")


@dataclass
class Course:
    """What has happened to a ticket, as far as its clock is concerned; built by `follow`."""

    state: State = State.DRAFT
    level: Level = Level.GENERAL
    accepted_at: datetime | None = None
    dispatched_at: datetime | None = None
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    progress_at: datetime | None = None
    closing_from: datetime | None = None
    finished_at: datetime | None = None
    struck_off_at: datetime | None = None
    stops: list[Stop] = field(default_factory=list)

    @property
    def stop(self) -> Stop | None:
        """The stop that lasts at present."""
        return self.stops[-1] if self.stops and self.stops[-1].until is None else None


def follow(events: Iterable[Event]) -> Course:
    """Read a ticket's events in order and return its course."""
    course = Course()
    for event in events:
        _apply(course, event)
    return course


def _apply(course: Course, event: Event) -> None:
    course.state = event.target
    if "level" in event.data:
        course.level = Level(event.data["level"])
    _note_routing(course, event)
    _note_result(course, event)
    _note_contact(course, event)
    _note_stops(course, event)


def _note_routing(course: Course, event: Event) -> None:
    match event.action:
        case Action.ACCEPT | Action.PUT_ON_LIST:
            course.accepted_at = course.closing_from = event.at
        case Action.DISPATCH:
            course.dispatched_at = event.at
        case Action.UPHOLD_RETURN:
            course.dispatched_at = None
        case Action.SIGN:
            course.signed_at = event.at
        case Action.ANSWER_DIRECTLY:
            course.dispatched_at = course.signed_at = course.contacted_at = event.at
        case Action.REOPEN if (
            course.accepted_at is None
        ):  # solved on the spot, struck off, and taken up after all
            course.accepted_at = course.dispatched_at = course.signed_at = event.at


def _note_result(course: Course, event: Event) -> None:
    match event.action:
        case Action.RECORD_ON_SITE:
            course.finished_at = event.at
        case Action.APPROVE_RESULT | Action.ANSWER_DIRECTLY:
            course.finished_at = event.at
            course.contacted_at = course.contacted_at or event.at  # the enterprise is told the result
            course.progress_at = course.progress_at or event.at
        case Action.REDO | Action.REOPEN | Action.PUT_ON_LIST:
            course.finished_at = course.struck_off_at = None
            course.closing_from = event.at
        case Action.STRIKE_OFF:
            course.struck_off_at = event.at


def _note_contact(course: Course, event: Event) -> None:
    speaks = event.action in (Action.CONTACT, Action.ASK_ENTERPRISE, Action.PROGRESS) and event.is_public
    if (speaks or event.data.get("contacted")) and course.contacted_at is None:
        course.contacted_at = event.at
    if event.action is Action.PROGRESS and event.is_public and course.progress_at is None:
        course.progress_at = event.at


def _note_stops(course: Course, event: Event) -> None:
    if event.action is Action.ASK_ENTERPRISE:
        course.stops.append(Stop(event.at, None, WAITING_FOR_ENTERPRISE))
    elif event.action is Action.HOLD:
        course.stops.append(Stop(event.at, None, ON_HOLD))
    elif course.stop is not None and event.action in (Action.SUPPLEMENT, Action.RESUME_CLOCK, Action.RESUME):
        last = course.stops.pop()
        course.stops.append(Stop(last.since, event.at, last.reason))


def timetable(events: Sequence[Event], policy: Policy, calendar: WorkingCalendar) -> tuple[Milestone, ...]:
    """Return the five milestones of a ticket, each answering due when, satisfied by what and why."""
    course = follow(events)
    if course.accepted_at is None:
        return _before_acceptance(course)
    ended_early = course.state in (State.WITHDRAWN, State.MERGED, State.DECLINED)
    builders = (_dispatch, _progress, _closing, _closing_complex)
    found = [build(course, course.accepted_at, policy, calendar) for build in builders]
    found.append(_strike_off(course))
    if ended_early:
        return tuple(_dropped(milestone, course.state) for milestone in found)
    return tuple(found)


def _before_acceptance(course: Course) -> tuple[Milestone, ...]:
    if course.state in (State.RESOLVED_ON_SITE, State.CLOSED):
        words = Bilingual(
            "走访当场解决，不计办理时限。", "Solved during the visit; no handling deadline applies."
        )
        timed = [
            Milestone(key, applies=False, why=(words,))
            for key in MilestoneKey
            if key != MilestoneKey.STRIKE_OFF
        ]
        return (*timed, _strike_off(course))
    if course.state in (State.WITHDRAWN, State.MERGED, State.DECLINED):
        return tuple(_dropped(Milestone(key), course.state) for key in MilestoneKey)
    words = Bilingual(
        "受理后开始计时；待补正期间不计时。",
        "The clock starts on acceptance; waiting for information does not count.",
    )
    return tuple(Milestone(key, why=(words,)) for key in MilestoneKey)


def _dropped(milestone: Milestone, state: State) -> Milestone:
    if milestone.met_at is not None:
        return milestone
    name = STATE_NAMES[state]
    words = Bilingual(f"{name.zh}，不再计时。", f"{name.en}; no longer timed.")
    return Milestone(milestone.key, applies=False, why=(words,))


def _dispatch(course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar) -> Milestone:
    deadline = same_day_deadline(accepted, policy, calendar)
    steps = (course.dispatched_at, course.signed_at, course.contacted_at)
    met = max(step for step in steps if step is not None) if None not in steps else None
    needs = Bilingual(
        "满足条件：已派单、已签收，并且已联系企业。",
        "Met when dispatched, signed for and the enterprise contacted.",
    )
    return _timed(MilestoneKey.DISPATCH, deadline, met, None, needs)


def _progress(course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar) -> Milestone:
    if course.level is Level.SIMPLE:
        words = Bilingual(
            "简单问题一天办结，办结即反馈。",
            "A simple request is finished in one day; the result is the answer.",
        )
        return Milestone(MilestoneKey.PROGRESS, applies=False, why=(words,))
    stops = _stops_between(course, accepted, course.progress_at)
    deadline = counted_deadline(accepted, Span(days=policy.progress_days), policy, calendar, stops)
    needs = Bilingual(
        "满足条件：有一条企业看得见的进展反馈。", "Met by a progress entry that the enterprise can see."
    )
    return _timed(MilestoneKey.PROGRESS, deadline, course.progress_at, course.stop, needs)


def _closing(course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar) -> Milestone:
    if course.level in (Level.COMPLEX, Level.MAJOR):
        return _other_level(MilestoneKey.CLOSING, course.level)
    return _closing_by_level(MilestoneKey.CLOSING, course, accepted, policy, calendar)


def _closing_complex(
    course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar
) -> Milestone:
    if course.level not in (Level.COMPLEX, Level.MAJOR):
        return _other_level(MilestoneKey.CLOSING_COMPLEX, course.level)
    return _closing_by_level(MilestoneKey.CLOSING_COMPLEX, course, accepted, policy, calendar)


def _other_level(key: MilestoneKey, level: Level) -> Milestone:
    name = LEVEL_NAMES[level]
    words = Bilingual(
        f"本件为{name.zh}问题，不按这一档计时。",
        f"This is a {name.en.lower()} request; this limit does not apply.",
    )
    return Milestone(key, applies=False, why=(words,))


def _closing_by_level(
    key: MilestoneKey, course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar
) -> Milestone:
    start = course.closing_from or accepted
    stops = _stops_between(course, start, course.finished_at)
    deadline = counted_deadline(start, policy.closing[course.level], policy, calendar, stops)
    needs = Bilingual(
        "满足条件：部门提交结果并审核通过。", "Met when the department's result is submitted and approved."
    )
    return _timed(key, deadline, course.finished_at, course.stop, needs)


def _stops_between(course: Course, start: datetime, end: datetime | None) -> tuple[Stop, ...]:
    """Return the stops that began after counting did, as far as they lie before the milestone was met.

    A milestone met while the clock stands is measured up to that moment, so its date never changes afterwards; a stop
    that still lasts moves nothing yet.
    """
    found = []
    for stop in course.stops:
        until = stop.until if end is None else min(stop.until or end, end)
        if until is not None and start <= stop.since < until:
            found.append(Stop(stop.since, until, stop.reason))
    return tuple(found)


def _timed(
    key: MilestoneKey, deadline: Deadline, met: datetime | None, stop: Stop | None, needs: Bilingual
) -> Milestone:
    stopped = stop.since if stop is not None and met is None and stop.since < deadline.due else None
    why = (*deadline.why, needs)
    if stop is not None and stopped is not None:
        why = (*why, Bilingual(f"现已停表：{stop.reason.zh}。", f"The clock is stopped: {stop.reason.en}."))
    return Milestone(key, True, deadline.due, met, stopped, deadline.is_provisional, why)


def _strike_off(course: Course) -> Milestone:
    words = Bilingual(
        "没有固定日期：由未参与办理的人回访企业，确认后销号；未销号的每周上报。",
        "No fixed date: somebody who did not handle it asks the enterprise and strikes it off; reported weekly until then.",
    )
    return Milestone(MilestoneKey.STRIKE_OFF, met_at=course.struck_off_at, why=(words,))


def next_due(milestones: Iterable[Milestone]) -> datetime | None:
    """Return the earliest date that still has to be kept, or None where nothing runs."""
    dates = [m.due for m in milestones if m.applies and m.due and not m.met_at and not m.stopped_since]
    return min(dates, default=None)
