"""The steps that lead to a deadline, in words: what was counted, stopped, lengthened and moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import DAY_KIND_NAMES, DayKind, WorkingCalendar
from service_desk.domain.date_words import day_words, moment_words
from service_desk.domain.policy import Counting, Span
from service_desk.domain.stops import Extension, Stop
from service_desk.domain.zone_time import local_date


def moved_step(due_day: date, why_zh: str, why_en: str) -> Bilingual:
    """Say that a same-day deadline is the next working day's."""
    due = day_words(due_day)
    return Bilingual(
        f"{why_zh}，时限为下一个工作日{due.zh}24:00。", f"Because {why_en}, due by midnight of {due.en}."
    )


def counted_from_step(start: datetime) -> Bilingual:
    """Say from when days are counted."""
    started = moment_words(start)
    return Bilingual(
        f"从{started.zh}起算，当日不计（民法典第二百零一条）。",
        f"Counted from {started.en}; the day itself is not counted (Civil Code art. 201).",
    )


def span_step(first: date, day: date, span: Span, counting: Counting, calendar: WorkingCalendar) -> Bilingual:
    """Say where a span of days or months ends, naming the make-up days counted."""
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


def hours_step(start: datetime, span: Span, due: datetime) -> Bilingual:
    """Say where a span of hours ends."""
    started, end, length = moment_words(start), moment_words(due), span.words(Counting.NATURAL)
    return Bilingual(
        f"从{started.zh}起{length.zh}，到{end.zh}。", f"{length.en} from {started.en}: {end.en}."
    )


def stop_step(stop: Stop, lost: int, counting: Counting, day: date) -> Bilingual:
    """Say how many days a stop did not count and where the date has moved."""
    since, until = day_words(local_date(stop.since)), day_words(local_date(stop.until or stop.since))
    unit = _unit(counting)
    moved = day_words(day)
    return Bilingual(
        f"{since.zh}至{until.zh}停表（{stop.reason.zh}），不计{lost}{unit.zh}，移到{moved.zh}。",
        f"Stopped from {since.en} to {until.en} ({stop.reason.en}): {lost} {unit.en}{'s' * (lost != 1)} not counted, "
        f"moved to {moved.en}.",
    )


def stopped_hours_step(stop: Stop, due: datetime) -> Bilingual:
    """Say that a stop has moved a deadline of hours."""
    moved = moment_words(due)
    return Bilingual(
        f"停表（{stop.reason.zh}），移到{moved.zh}。", f"Stopped ({stop.reason.en}), moved to {moved.en}."
    )


def extension_step(extension: Extension, counting: Counting, day: date) -> Bilingual:
    """Say who granted how many days, and where the date has moved."""
    asked, moved, unit = day_words(local_date(extension.asked_at)), day_words(day), _unit(counting)
    by = Bilingual(f"{extension.granted_by}批准", f", granted by {extension.granted_by}")
    by = by if extension.granted_by else Bilingual("经批准", ", granted")
    return Bilingual(
        f"{asked.zh}申请延期，{by.zh}，加{extension.days}{unit.zh}，移到{moved.zh}。",
        f"Extension asked on {asked.en}{by.en}: {extension.days} {unit.en}{'s' * (extension.days != 1)} more, "
        f"moved to {moved.en}.",
    )


def roll_step(day: date, rolled: date, calendar: WorkingCalendar) -> Bilingual:
    """Say whether the last day works, or to which day it moves and why."""
    words = day_words(day)
    if day == rolled:
        return Bilingual(f"{words.zh}是工作日，不顺延。", f"{words.en} is a working day; it stands.")
    kind, moved = calendar.name_of(day) or DAY_KIND_NAMES[calendar.kind(day)], day_words(rolled)
    return Bilingual(
        f"{words.zh}是{kind.zh}，顺延到{moved.zh}（民法典第二百零三条）。",
        f"{words.en} does not work ({kind.en}); it moves to {moved.en} (Civil Code art. 203).",
    )


def missing_year_step(day: date) -> Bilingual:
    """Say that the date is provisional."""
    return Bilingual(
        f"{day.year}年放假安排尚未录入，暂按周一至周五计算，录入后会重新核定。",
        f"The holiday notice for {day.year} is not loaded; Monday to Friday is assumed until it is.",
    )


def _unit(counting: Counting) -> Bilingual:
    return Bilingual("个工作日", "working day") if counting is Counting.WORKING else Bilingual("天", "day")


def _make_up_days(first: date, day: date, calendar: WorkingCalendar) -> Bilingual:
    days = (first + timedelta(days=n) for n in range(1, (day - first).days + 1))
    worked = [each for each in days if calendar.kind(each) is DayKind.MAKE_UP]
    if not worked:
        return Bilingual("", "")
    words = [day_words(each) for each in worked]
    zh, en = "、".join(w.zh for w in words), ", ".join(w.en for w in words)
    return Bilingual(f"（{zh}是调休上班日，计入）", f" ({en} worked as make-up days, counted)")
