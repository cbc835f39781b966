"""The whole clock of one ticket on a sheet: its rules, every milestone with its steps, stops, extensions, rounds, parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.catalogue import LEVEL_NAMES, Catalogue
from service_desk.domain.clock import course_timetable
from service_desk.domain.course import Course
from service_desk.domain.date_words import full_date_words, moment_words
from service_desk.domain.events import Event
from service_desk.domain.following import effective, follow
from service_desk.domain.policy import COUNTING_NAMES, Policy
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling.parts import parts_in_words, referrals_in_words
from service_desk.domain.telling.timetable import MILESTONE_MARKS, milestone_words
from service_desk.domain.zone_time import SHANGHAI, local_date

_ROUND_BEGINS = frozenset({Action.ACCEPT, Action.PUT_ON_LIST, Action.REDO, Action.REOPEN})


@dataclass(frozen=True)
class ClockSheet:
    """A ticket's clock as it was at a moment: `events` are those that had happened by then, one at least."""

    ticket_no: str
    title: str
    events: Sequence[Event]
    policy: Policy
    calendar: WorkingCalendar
    catalogue: Catalogue
    now: datetime

    def lines(self) -> Iterator[Bilingual]:
        """Yield the sheet line by line, indented by what belongs to what."""
        course = follow(self.events)
        yield from self._heading(course)
        yield Bilingual("", "")
        for milestone in course_timetable(course, self.policy, self.calendar):
            mark, words = MILESTONE_MARKS[milestone.status(self.now)], milestone_words(milestone, self.now)
            name = milestone.name
            yield Bilingual(
                f"{mark} {milestone.key} {name.zh}  {words.zh}",
                f"{mark} {milestone.key} {name.en}  {words.en}",
            )
            for number, step in enumerate(milestone.why, start=1):
                yield _indented(Bilingual(f"{number}. {step.zh}", f"{number}. {step.en}"), 6)
        lists = (
            (Bilingual("停表", "Stops"), _stops(course)),
            (Bilingual("延期", "Extensions"), _extensions(course)),
            (Bilingual("轮次", "Rounds"), _rounds(self.events)),
            (Bilingual("分项（★为关键路径）", "Parts (★ critical path)"),
             parts_in_words(course, self.calendar, self.catalogue)),
            (Bilingual("外部单位", "External units"), referrals_in_words(course)),
        )  # fmt: skip
        for heading, found in lists:
            said = list(found)
            yield from (Bilingual("", ""), heading)
            yield from (_indented(line, 2) for line in said or [Bilingual("无", "none")])

    def _heading(self, course: Course) -> Iterator[Bilingual]:
        yield Bilingual(*(f"{self.ticket_no}  {self.title}",) * 2)
        state, level = STATE_NAMES[course.state], LEVEL_NAMES[course.level]
        yield Bilingual(
            f"状态：{state.zh}；难易：{level.zh}；第{course.round}轮",
            f"State: {state.en}; level: {level.en}; round {course.round}",
        )
        policy, counted = self.policy, COUNTING_NAMES[self.policy.counting]
        yield Bilingual(
            f"规则：{policy.name.zh}  {policy.reference}（按{counted.zh}计）",
            f"Rules: {policy.name.en}  {policy.reference} (counted in {counted.en})",
        )
        yield Bilingual(f"出处：{policy.source}", f"Source: {policy.source}")
        day, clock = full_date_words(local_date(self.now)), f"{self.now.astimezone(SHANGHAI):%H:%M}"
        yield Bilingual(f"时刻：{day.zh} {clock}", f"As of: {day.en} {clock}")


def _indented(line: Bilingual, by: int) -> Bilingual:
    return Bilingual(" " * by + line.zh, " " * by + line.en)


def _stops(course: Course) -> Iterator[Bilingual]:
    for stop in course.stops:
        since, until = moment_words(stop.since), moment_words(stop.until) if stop.until else None
        yield Bilingual(
            f"{since.zh}至{until.zh if until else '现在'}：{stop.reason.zh}",
            f"{since.en} to {until.en if until else 'now'}: {stop.reason.en}",
        )


def _extensions(course: Course) -> Iterator[Bilingual]:
    for each in course.extensions:
        asked, granted = moment_words(each.asked_at), moment_words(each.granted_at)
        yield Bilingual(
            f"{asked.zh}申请，{granted.zh}由{each.granted_by or '系统'}批准，加{each.days}天（按规则的计日方式）",
            f"asked {asked.en}, granted {granted.en} by {each.granted_by or 'the system'}: {each.days} more days, "
            "counted as the rules count",
        )


def _rounds(events: Sequence[Event]) -> Iterator[Bilingual]:
    begins = [event for event in effective(events) if event.action in _ROUND_BEGINS]
    for number, event in enumerate(begins, start=1):
        at, act = moment_words(event.at), ACTION_NAMES[event.action]
        yield Bilingual(f"第{number}轮：{at.zh}{act.zh}", f"Round {number}: {at.en}, {act.en.lower()}")
