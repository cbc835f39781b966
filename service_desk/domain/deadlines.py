"""When something is due and why: counting days, stopping them, rolling over holidays.

Rules: the day of the starting event is not counted (Civil Code art. 201); a last day that is not a working day moves to
the next working day (art. 203); a month ends on the same day of the next month, or on its last day (domain notes §1.5). No
deadline passes while the clock is stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import DAY_KIND_NAMES, DayKind, WorkingCalendar, add_months
from service_desk.domain.date_words import day_words, moment_words
from service_desk.domain.policy import Counting, Policy, Span
from service_desk.domain.zone_time import SHANGHAI, end_of_day, local_date


@dataclass(frozen=True)
class Stop:
    """A stretch during which the clock does not run; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    reason: Bilingual


@dataclass(frozen=True)
class Deadline:
    """A due moment (24:00 of a local day), the steps that lead to it, and whether its year's calendar is missing."""

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
        steps.append(_moved(day, due_day, "受理当天不是工作日", "the day of acceptance is not a working day"))
    elif local.time() > policy.cutoff:
        due_day = calendar.next_working_day(day + timedelta(days=1))
        steps.append(_moved(day, due_day, f"受理时已过{cutoff}", f"accepted after {cutoff}"))
    else:
        due_day = day
        steps.append(
            Bilingual(
                "当天24:00前研判交办并联系企业。", "To be assigned and the enterprise contacted by midnight."
            )
        )
    return _finish(due_day, steps, calendar)


def _moved(day: date, due_day: date, why_zh: str, why_en: str) -> Bilingual:
    due = day_words(due_day)
    return Bilingual(
        f"{why_zh}，时限为下一个工作日{due.zh}24:00。", f"Because {why_en}, due by midnight of {due.en}."
    )


def counted_deadline(
    start: datetime, span: Span, policy: Policy, calendar: WorkingCalendar, stops: tuple[Stop, ...] = ()
) -> Deadline:
    """Return the deadline that lies a span after `start`, moved by the stops that began before it had passed.

    Months are counted in natural days whatever the policy: the holidays in a month do not lengthen it, so those inside
    a stop may not shorten it either.
    """
    counting = Counting.NATURAL if span.months else policy.counting
    first, started = local_date(start), moment_words(start)
    steps = [
        Bilingual(
            f"从{started.zh}起算，当日不计（民法典第二百零一条）。",
            f"Counted from {started.en}; the day itself is not counted (Civil Code art. 201).",
        )
    ]
    day = _add_span(first, span, counting, calendar)
    steps.append(_span_step(first, day, span, counting, calendar))
    for stop in stops:
        if stop.until is None or local_date(stop.since) > calendar.next_working_day(day):
            continue
        since, until = local_date(stop.since), local_date(stop.until)
        lost = _days_between(since, until, counting, calendar)
        # Stopped on a day off between the last day and the day it rolls to, nothing is left to count but the stop itself.
        day = max(_shift(day, lost, counting, calendar), until)
        steps.append(_stop_step(stop, lost, counting, day))
    rolled = calendar.next_working_day(day)
    steps.append(_roll_step(day, rolled, calendar))
    return _finish(rolled, steps, calendar)


def _finish(day: date, steps: list[Bilingual], calendar: WorkingCalendar) -> Deadline:
    is_provisional = not calendar.covers(day)
    if is_provisional:
        steps.append(
            Bilingual(
                f"{day.year}年放假安排尚未录入，暂按周一至周五计算，录入后会重新核定。",
                f"The holiday notice for {day.year} is not loaded; Monday to Friday is assumed until it is.",
            )
        )
    return Deadline(end_of_day(day), tuple(steps), is_provisional)


def _add_span(first: date, span: Span, counting: Counting, calendar: WorkingCalendar) -> date:
    return _shift(add_months(first, span.months), span.days, counting, calendar)


def _shift(day: date, count: int, counting: Counting, calendar: WorkingCalendar) -> date:
    if counting is Counting.WORKING:
        return calendar.add_working_days(day, count) if count else day
    return day + timedelta(days=count)


def _days_between(start: date, end: date, counting: Counting, calendar: WorkingCalendar) -> int:
    if counting is Counting.WORKING:
        return calendar.working_days_between(start, end)
    return (end - start).days


def _span_step(
    first: date, day: date, span: Span, counting: Counting, calendar: WorkingCalendar
) -> Bilingual:
    end = day_words(day)
    if span.months:
        return Bilingual(f"一个月后的同一天是{end.zh}。", f"The same day of the next month is {end.en}.")
    if counting is Counting.WORKING:
        special = _make_up_days(first, day, calendar)
        return Bilingual(
            f"第{span.days}个工作日是{end.zh}{special.zh}。",
            f"Working day {span.days} is {end.en}{special.en}.",
        )
    plural = "s" * (span.days != 1)
    return Bilingual(f"{span.days}天后是{end.zh}。", f"{span.days} day{plural} later is {end.en}.")


def _make_up_days(first: date, day: date, calendar: WorkingCalendar) -> Bilingual:
    days = (first + timedelta(days=n) for n in range(1, (day - first).days + 1))
    worked = [each for each in days if calendar.kind(each) is DayKind.MAKE_UP]
    if not worked:
        return Bilingual("", "")
    words = [day_words(each) for each in worked]
    zh, en = "、".join(w.zh for w in words), ", ".join(w.en for w in words)
    return Bilingual(f"（{zh}是调休上班日，计入）", f" ({en} worked as make-up days, counted)")


def _stop_step(stop: Stop, lost: int, counting: Counting, day: date) -> Bilingual:
    since, until = day_words(local_date(stop.since)), day_words(local_date(stop.until or stop.since))
    unit = Bilingual("个工作日", "working day") if counting is Counting.WORKING else Bilingual("天", "day")
    moved = day_words(day)
    return Bilingual(
        f"{since.zh}至{until.zh}停表（{stop.reason.zh}），不计{lost}{unit.zh}，移到{moved.zh}。",
        f"Stopped from {since.en} to {until.en} ({stop.reason.en}): {lost} {unit.en}{'s' * (lost != 1)} not counted, "
        f"moved to {moved.en}.",
    )


def _roll_step(day: date, rolled: date, calendar: WorkingCalendar) -> Bilingual:
    words = day_words(day)
    if day == rolled:
        return Bilingual(f"{words.zh}是工作日，不顺延。", f"{words.en} is a working day; it stands.")
    kind, moved = calendar.name_of(day) or DAY_KIND_NAMES[calendar.kind(day)], day_words(rolled)
    return Bilingual(
        f"{words.zh}是{kind.zh}，顺延到{moved.zh}（民法典第二百零三条）。",
        f"{words.en} does not work ({kind.en}); it moves to {moved.en} (Civil Code art. 203).",
    )
