"""What the rules may know of a ticket when they decide whether an act is possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actions import Action
from service_desk.domain.applications import ApplicationKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.callbacks import is_answered, is_solved
from service_desk.domain.catalogue import Level
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.milestones import CLOSING_KEYS, Milestone
from service_desk.domain.states import State
from service_desk.domain.zone_time import end_of_day, local_date

INFO_WORKING_DAYS = 10
"""How long the enterprise has to supply information before the request lapses (domain notes §2.7)."""

RETURN_WORKING_DAYS = 1
"""A department returns within one working day of dispatch (domain notes §2.2)."""

SILENCE_WORKING_DAYS = 3
"""After so long without a word from the enterprise a ticket outside the callback sample may be struck off (§2.4)."""

_A_MOMENT = timedelta(microseconds=1)
"""Due dates are the 24:00 of their day, which is the next day's 0:00."""


@dataclass(frozen=True)
class Situation:
    """A ticket as the guards see it; times are timezone-aware.

    `handlers` are the ids of everybody who has worked on it for a department; `answered` tells whether the callback has
    a usable outcome, and `solved` what that outcome was. `closing_due` is the closing date as it stands, `last_act` the
    last act that changed something. `open_children` counts the open tickets under an umbrella, `lending_problem` says
    what is wrong with a borrowed supply, both None or 0 where they do not apply.
    """

    ticket_no: str
    state: State
    lead_department: str | None = None
    handlers: frozenset[int] = frozenset()
    result_by: int | None = None
    result_type: str | None = None
    open_co_departments: frozenset[str] = frozenset()
    open_referrals: int = 0
    open_children: int = 0
    has_parent: bool = False
    level: Level = Level.GENERAL
    level_raises: int = 0
    application: ApplicationKind | None = None
    extensions: int = 0
    closing_due: datetime | None = None
    extension_deadline: datetime | None = None
    dispatched_at: datetime | None = None
    return_deadline: datetime | None = None
    returned_by: tuple[str, ...] = ()
    return_is_final: bool = False
    is_paused: bool = False
    info_deadline: datetime | None = None
    answered: bool = False
    solved: bool | None = None
    rating: int | None = None
    callback_is_needed: bool = True
    quiet_until: datetime | None = None
    only_satisfied_closes: bool = False
    closed_at: datetime | None = None
    last_act: Event | None = None
    merged_from: State | None = None
    urged_at: datetime | None = None
    has_open_sheet: bool = False
    has_open_instruction: bool = False
    is_escalated: bool = False
    lending_problem: Bilingual | None = None
    is_power_supply: bool = False

    def goes_back_to(self, action: Action) -> State | None:
        """Return where a ticket goes when its last act is taken back, or when it is taken out of a merger."""
        if action is Action.UNMERGE:
            return self.merged_from
        return self.last_act.source if action is Action.UNDO and self.last_act else None


def situation(
    ticket_no: str,
    course: Course,
    milestones: tuple[Milestone, ...],
    calendar: WorkingCalendar,
    *,
    extension_notice: int = 0,
    only_satisfied_closes: bool = False,
    open_children: int = 0,
    is_power_supply: bool = False,
    lending_problem: Bilingual | None = None,
) -> Situation:
    """Return what the guards may know, from the ticket's course, its timetable and the calendar."""
    closing = _closing_due(milestones)
    return Situation(
        ticket_no=ticket_no,
        state=course.state,
        lead_department=course.lead,
        handlers=frozenset(course.handlers),
        result_by=course.result_by,
        result_type=course.result_type,
        open_co_departments=frozenset(task.department for task in course.open_tasks),
        open_referrals=len(course.open_referrals),
        open_children=open_children,
        has_parent=course.parent is not None,
        level=course.level,
        level_raises=course.level_raises,
        application=course.application.kind if course.application else None,
        extensions=len(course.extensions),
        closing_due=closing,
        extension_deadline=_days_before(closing, extension_notice, calendar),
        dispatched_at=course.dispatched_at,
        return_deadline=_working_days_after(course.dispatched_at, RETURN_WORKING_DAYS, calendar),
        returned_by=tuple(course.returned_by),
        return_is_final=course.return_is_final,
        is_paused=course.stop is not None and course.state is State.IN_PROGRESS,
        info_deadline=_working_days_after(course.info_asked_at, INFO_WORKING_DAYS, calendar),
        answered=is_answered(course.outcome, course.failed_calls),
        solved=is_solved(course.outcome),
        rating=course.rating,
        callback_is_needed=course.callback_is_needed,
        quiet_until=_working_days_after(course.result_at, SILENCE_WORKING_DAYS, calendar),
        only_satisfied_closes=only_satisfied_closes,
        closed_at=course.ended_at if course.state is State.CLOSED else None,
        last_act=course.last_act,
        merged_from=course.merged_from,
        urged_at=course.urged_at,
        has_open_sheet=course.open_sheet is not None,
        has_open_instruction=course.open_instruction,
        is_escalated=course.is_escalated,
        lending_problem=lending_problem,
        is_power_supply=is_power_supply,
    )


def _closing_due(milestones: tuple[Milestone, ...]) -> datetime | None:
    return next((each.due for each in milestones if each.key in CLOSING_KEYS and each.applies), None)


def _working_days_after(moment: datetime | None, days: int, calendar: WorkingCalendar) -> datetime | None:
    if moment is None:
        return None
    return end_of_day(calendar.add_working_days(local_date(moment), days))


def _days_before(due: datetime | None, days: int, calendar: WorkingCalendar) -> datetime | None:
    if due is None or not days:
        return due
    last_day = local_date(due - _A_MOMENT)
    return end_of_day(calendar.add_working_days(last_day, -days))
