"""When something is due and why: counting days, stopping them, lengthening them, rolling over holidays.

Rules: the day of the starting event is not counted (Civil Code art. 201); a last day that is not a working day moves to
the next working day (art. 203); a month ends on the same day of the next month, or on its last day (domain notes §1.5). No
deadline passes while the clock is stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar, add_months
from service_desk.domain.date_words import day_words, moment_words
from service_desk.domain.deadline_words import (
    counted_from_step,
    extension_step,
    hours_step,
    missing_year_step,
    moved_step,
    roll_step,
    span_step,
    stop_step,
    stopped_hours_step,
)
from service_desk.domain.policy import Counting, Policy, Span
from service_desk.domain.stops import Extension, Stop
from service_desk.domain.zone_time import SHANGHAI, end_of_day, local_date

Change = Stop | Extension
"""What moves a deadline after it was set."""


@dataclass(frozen=True)
class Deadline:
    """A due moment: 24:00 of a local day, or to the minute where hours are counted.

    `why` are the steps that lead to it; `is_provisional` tells that its year's calendar is missing.
    """

    due: datetime
    why: tuple[Bilingual, ...]
    is_provisional: bool


def same_day_deadline(accepted_at: datetime, policy: Policy, calendar: WorkingCalendar) -> Deadline:
    """Return the end of the day of acceptance, or of the next working day after the cutoff or on a day off (M1)."""
    local = accepted_at.astimezone(SHANGHAI)
    day, started = local.date(), moment_words(accepted_at)
    steps = [Bilingual(f"{started.zh}受理。", f"Accepted on {started.en}.")]
    cutoff = f"{policy.cutoff:%H:%M}"
    if not calendar.is_working(day):
        due_day = calendar.next_working_day(day)
        steps.append(moved_step(due_day, "受理当天不是工作日", "the day of acceptance is not a working day"))
    elif local.time() > policy.cutoff:
        due_day = calendar.next_working_day(day + timedelta(days=1))
        steps.append(moved_step(due_day, f"受理时已过{cutoff}", f"accepted after {cutoff}"))
    else:
        due_day = day
        steps.append(
            Bilingual(
                "当天24:00前研判交办并联系企业。", "To be assigned and the enterprise contacted by midnight."
            )
        )
    return _finish(due_day, steps, calendar)


def counted_deadline(
    start: datetime,
    span: Span,
    counting: Counting,
    calendar: WorkingCalendar,
    changes: Sequence[Change] = (),
    *,
    planned: date | None = None,
    notice: int = 0,
) -> Deadline:
    """Return the deadline that lies a span after `start`, moved by the stops and extensions that came before it passed.

    Months are counted in natural days whatever the policy: the holidays in a month do not lengthen it, so those inside
    a stop may not shorten it either. A `planned` day earlier than the span's takes its place (the latest of a joint
    request's parts). `notice` is how many working days before the due date an extension must have been asked.
    """
    if span.hours:
        return _hours_deadline(start, span, changes)
    counting = Counting.NATURAL if span.months else counting
    first = local_date(start)
    day = _shift(add_months(first, span.months), span.days, counting, calendar)
    steps = [counted_from_step(start), span_step(first, day, span, counting, calendar)]
    if planned is not None and planned < day:
        day, words = planned, day_words(planned)
        steps.append(
            Bilingual(
                f"各任务中最晚的一项定在{words.zh}。", f"The latest of its tasks is set for {words.en}."
            )
        )
    for change in sorted(changes, key=_moment):
        day = _changed(day, change, counting, notice, calendar, steps)
    rolled = calendar.next_working_day(day)
    steps.append(roll_step(day, rolled, calendar))
    return _finish(rolled, steps, calendar)


def _moment(change: Change) -> datetime:
    return change.asked_at if isinstance(change, Extension) else change.since


def _changed(
    day: date,
    change: Change,
    counting: Counting,
    notice: int,
    calendar: WorkingCalendar,
    steps: list[Bilingual],
) -> date:
    """Return the day after a stop or an extension, telling the step; a change that came too late moves nothing."""
    due = calendar.next_working_day(day)
    if isinstance(change, Extension):
        latest = calendar.add_working_days(due, -notice) if notice else due
        if local_date(change.asked_at) > latest:
            return day
        moved = _shift(day, change.days, counting, calendar)
        steps.append(extension_step(change, counting, moved))
        return moved
    if change.until is None or local_date(change.since) > due:
        return day
    since, until = local_date(change.since), local_date(change.until)
    lost = _days_between(since, until, counting, calendar)
    # Stopped on a day off between the last day and the day it rolls to, nothing is left to count but the stop itself.
    moved = max(_shift(day, lost, counting, calendar), until)
    steps.append(stop_step(change, lost, counting, moved))
    return moved


def _hours_deadline(start: datetime, span: Span, changes: Sequence[Change]) -> Deadline:
    """Return a deadline to the minute: hours run day and night; a stop moves it by its own length."""
    due = start + timedelta(hours=span.hours)
    steps = [hours_step(start, span, due)]
    for stop in sorted((each for each in changes if isinstance(each, Stop)), key=_moment):
        if stop.until is not None and stop.since <= due:
            due += stop.until - stop.since
            steps.append(stopped_hours_step(stop, due))
    return Deadline(due, tuple(steps), is_provisional=False)


def _finish(day: date, steps: list[Bilingual], calendar: WorkingCalendar) -> Deadline:
    is_provisional = not calendar.covers(day)
    if is_provisional:
        steps.append(missing_year_step(day))
    return Deadline(end_of_day(day), tuple(steps), is_provisional)


def _shift(day: date, count: int, counting: Counting, calendar: WorkingCalendar) -> date:
    if counting is Counting.WORKING:
        return calendar.add_working_days(day, count) if count else day
    return day + timedelta(days=count)


def _days_between(start: date, end: date, counting: Counting, calendar: WorkingCalendar) -> int:
    if counting is Counting.WORKING:
        return calendar.working_days_between(start, end)
    return (end - start).days
