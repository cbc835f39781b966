"""The clock of a ticket: a pure function of its events, its policy and the calendar (domain notes §1.5).

The same events give the same deadlines whenever they are read; nothing here knows the present moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.course import Course
from service_desk.domain.deadlines import Change, Deadline, counted_deadline, same_day_deadline
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone, MilestoneKey, Variant
from service_desk.domain.policy import Counting, Policy, Span
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.stops import Stop
from service_desk.domain.tasks import critical_task

ONE_WORKING_DAY = 1
"""Acceptance by the end of the next working day (§1.5); contact after a 差评 within one working day (§2.4)."""

_DROPPED = (State.WITHDRAWN, State.MERGED, State.DECLINED)


def timetable(events: Sequence[Event], policy: Policy, calendar: WorkingCalendar) -> tuple[Milestone, ...]:
    """Return the five milestones of a ticket, each answering due when, satisfied by what and why."""
    return course_timetable(follow(events), policy, calendar)


def course_timetable(course: Course, policy: Policy, calendar: WorkingCalendar) -> tuple[Milestone, ...]:
    """Return the five milestones of a ticket whose course is known."""
    if course.accepted_at is None:
        found = _before_acceptance(course, calendar)
    else:
        builders = (_contact, _interim, _closing, _closing_complex)
        found = [build(course, course.accepted_at, policy, calendar) for build in builders]
        found.append(_strike_off(course))
    if course.state in _DROPPED:
        found = [_dropped(milestone, course.state) for milestone in found]
    if not policy.is_13710:
        found = [replace(milestone, mark=_mark(milestone.key, course, policy)) for milestone in found]
    return tuple(found)


def _mark(key: MilestoneKey, course: Course, policy: Policy) -> str:
    """Return the figure of a milestone under a policy other than 13710: its days or hours, 0 for the strike-off."""
    complex_level = course.level if course.level is Level.MAJOR else Level.COMPLEX
    simple_level = course.level if course.level is Level.SIMPLE else Level.GENERAL
    spans = {
        MilestoneKey.DISPATCH: policy.contact_for(course.request_type, course.urgency or 0),
        MilestoneKey.PROGRESS: policy.interim_for(course.request_type, course.urgency or 0, course.level),
        MilestoneKey.CLOSING: policy.closing[simple_level],
        MilestoneKey.CLOSING_COMPLEX: policy.closing[complex_level],
    }
    span = spans.get(key)
    if span is not None:
        return span.mark
    return {MilestoneKey.STRIKE_OFF: "0", MilestoneKey.DISPATCH: "1"}.get(key, "–")


def _before_acceptance(course: Course, calendar: WorkingCalendar) -> list[Milestone]:
    if course.state in (State.RESOLVED_ON_SITE, State.CLOSED):
        words = Bilingual(
            "走访当场解决，不计办理时限。", "Solved during the visit; no handling deadline applies."
        )
        keys = [key for key in MilestoneKey if key != MilestoneKey.STRIKE_OFF]
        return [*(Milestone(key, applies=False, why=(words,)) for key in keys), _strike_off(course)]
    words = Bilingual(
        "受理后开始计时；待补正期间不计时。",
        "The clock starts on acceptance; waiting for information does not count.",
    )
    waiting = [Milestone(key, why=(words,)) for key in MilestoneKey]
    if course.state is State.SUBMITTED and course.waiting_since is not None:
        waiting[0] = _acceptance(course.waiting_since, calendar)
    return waiting


@lru_cache(maxsize=64)  # the rows of a list come at one moment, and lists, reports and the row itself all ask
def _acceptance(since: datetime, calendar: WorkingCalendar) -> Milestone:
    """The time the desk has to accept a request: until the end of the next working day (domain notes §1.5)."""
    deadline = counted_deadline(since, Span(days=ONE_WORKING_DAY), Counting.WORKING, calendar)
    needs = Bilingual(
        "受理应在提交后的下一个工作日内。", "To be accepted by the end of the next working day."
    )
    return replace(_timed(MilestoneKey.DISPATCH, deadline, None, None, needs), variant=Variant.ACCEPTANCE)


def _dropped(milestone: Milestone, state: State) -> Milestone:
    if milestone.met_at is not None:
        return milestone
    name = STATE_NAMES[state]
    words = Bilingual(f"{name.zh}，不再计时。", f"{name.en}; no longer timed.")
    return Milestone(milestone.key, applies=False, why=(words,))


def contact_deadline(course: Course, policy: Policy, calendar: WorkingCalendar) -> Deadline | None:
    """Return when the enterprise had to be contacted for the first time (M1); None where the policy sets no limit."""
    if course.accepted_at is None:
        return None
    span = policy.contact_for(course.request_type, course.urgency or 0)
    if span is not None:
        return counted_deadline(course.accepted_at, span, policy.counting, calendar)
    return same_day_deadline(course.accepted_at, policy, calendar) if policy.same_day else None


def _contact(course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar) -> Milestone:
    if course.contact_from is not None:
        return _contact_again(course, course.contact_from, calendar)
    deadline = contact_deadline(course, policy, calendar)
    if deadline is None:
        return _not_set(MilestoneKey.DISPATCH)
    needs = Bilingual(
        "满足条件：已派单、已签收，并且已联系企业。",
        "Met when dispatched, signed for and the enterprise contacted.",
    )
    return _timed(MilestoneKey.DISPATCH, deadline, course.handed_over_at, None, needs)


def _contact_again(course: Course, since: datetime, calendar: WorkingCalendar) -> Milestone:
    """After a 差评 or a reopening the handler contacts the enterprise within one working day (domain notes §2.4)."""
    deadline = counted_deadline(since, Span(days=ONE_WORKING_DAY), Counting.WORKING, calendar)
    needs = Bilingual(
        "满足条件：重办后一个工作日内联系企业。", "Met by contacting the enterprise within one working day."
    )
    milestone = _timed(MilestoneKey.DISPATCH, deadline, course.recontacted_at, None, needs)
    return replace(milestone, variant=Variant.CONTACT_AGAIN)


def _interim(course: Course, accepted: datetime, policy: Policy, calendar: WorkingCalendar) -> Milestone:
    span = policy.interim_for(course.request_type, course.urgency or 0, course.level)
    if span is None and course.level is Level.SIMPLE:
        words = Bilingual(
            "简单问题办结即反馈，不另设阶段反馈。",
            "The result of a simple request is the answer; no progress answer is asked.",
        )
        return Milestone(MilestoneKey.PROGRESS, applies=False, why=(words,))
    if span is None:
        return _not_set(MilestoneKey.PROGRESS)
    stops = _stops_between(course, accepted, course.progress_at)
    deadline = counted_deadline(accepted, span, policy.counting, calendar, stops)
    needs = Bilingual(
        "满足条件：有一条企业看得见的进展反馈。", "Met by a progress entry that the enterprise can see."
    )
    return _timed(MilestoneKey.PROGRESS, deadline, course.progress_at, course.stop, needs)


def _not_set(key: MilestoneKey) -> Milestone:
    words = Bilingual("本方案没有规定这一时限。", "These rules set no limit here.")
    return Milestone(key, applies=False, why=(words,))


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
    changes: list[Change] = [*_stops_between(course, start, course.finished_at), *course.extensions]
    longest = critical_task(course.tasks) if course.round == 1 else None
    planned = longest.due_on if longest is not None else None
    span = policy.closing[course.level]
    deadline = counted_deadline(
        start, span, policy.counting, calendar, changes, planned=planned, notice=policy.extension_notice
    )
    needs = Bilingual(
        "满足条件：部门提交结果并审核通过。", "Met when the department's result is submitted and approved."
    )
    if course.level in policy.borrowed:
        needs = Bilingual(
            f"原规则没有写这一档，按13710计。{needs.zh}",
            f"Taken from 13710, the source is silent. {needs.en}",
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
            found.append(Stop(stop.since, until, stop.kind))
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


def stands_at(milestones: Iterable[Milestone]) -> MilestoneKey:
    """Return the milestone an open ticket stands at: the one whose date comes first, else the first not reached."""
    waiting = [each for each in milestones if each.applies and each.met_at is None]
    dated = [(each.due, each.key) for each in waiting if each.due is not None and not each.stopped_since]
    if dated:
        return min(dated, key=lambda each: each[0])[1]
    return waiting[0].key if waiting else MilestoneKey.STRIKE_OFF
