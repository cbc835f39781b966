"""Where a ticket stands: everything its events say about it, read in order (house law 1: the log is the truth).

The ticket row, the guards and the clock are all taken from here, so that replaying a log gives the same ticket.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from service_desk.domain.applications import Application
from service_desk.domain.callbacks import Outcome
from service_desk.domain.catalogue import Level
from service_desk.domain.events import Event
from service_desk.domain.states import State
from service_desk.domain.stops import Extension, Stop
from service_desk.domain.supervision import SheetColour
from service_desk.domain.tasks import Referral, Task, TaskStatus


@dataclass
class Course:
    """A ticket as its events tell it; codes, ids and timezone-aware moments, None for what has not happened.

    `round` counts from 1 and grows with every redo and reopening; `closing_from` and `contact_from` start the limits of
    the present round. `handed_over_at` is when the first round's M1 was met. `signed_by` is the department that signed
    last and answers for the ticket until another has signed; `corrections` are what the enterprise put right in its form
    and the department filled in (columns and form data as they are since), in the order of time. `bounces` counts the
    departments it was taken from again.
    """

    state: State = State.DRAFT
    round: int = 1
    policy: str | None = None
    category: str | None = None
    secondary_category: str | None = None
    request_type: str | None = None
    urgency: int | None = None
    level: Level = Level.GENERAL
    is_level_known: bool = False
    level_raises: int = 0

    submitted_at: datetime | None = None
    waiting_since: datetime | None = None
    info_asked_at: datetime | None = None
    accepted_at: datetime | None = None
    dispatched_at: datetime | None = None
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    handed_over_at: datetime | None = None
    progress_at: datetime | None = None
    contact_from: datetime | None = None
    recontacted_at: datetime | None = None
    closing_from: datetime | None = None
    finished_at: datetime | None = None
    result_at: datetime | None = None
    struck_off_at: datetime | None = None
    ended_at: datetime | None = None
    review_on: date | None = None

    corrections: list[Mapping[str, Any]] = field(default_factory=list)

    lead: str | None = None
    signed_by: str | None = None
    first_department: str | None = None
    owner_id: int | None = None
    owner_name: str | None = None
    handlers: set[int] = field(default_factory=set)
    tasks: list[Task] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)

    returned_by: list[str] = field(default_factory=list)
    bounces: int = 0
    return_is_final: bool = False
    application: Application | None = None
    stops: list[Stop] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)
    last_sheet: str | None = None
    open_sheet: SheetColour | None = None
    supervision: SheetColour | None = None
    is_escalated: bool = False
    open_instruction: bool = False
    urged_at: datetime | None = None
    energised_on: date | None = None
    lending_until: date | None = None

    result_by: int | None = None
    result_type: str | None = None
    result_text: str | None = None
    callback_is_needed: bool = True
    outcome: Outcome | None = None
    failed_calls: int = 0
    rating: int | None = None
    rating_text: str | None = None
    rated_badly_at: datetime | None = None
    redo_count: int = 0
    merged_into: str | None = None
    merged_from: State | None = None
    parent: str | None = None

    last_act: Event | None = None

    @property
    def stop(self) -> Stop | None:
        """The stop that lasts at present."""
        return self.stops[-1] if self.stops and self.stops[-1].until is None else None

    @property
    def open_tasks(self) -> list[Task]:
        """The parts that a department still owes."""
        return [task for task in self.tasks if task.is_open]

    @property
    def open_referrals(self) -> list[Referral]:
        """The external answers that are awaited."""
        return [each for each in self.referrals if each.is_open]

    def contact(self, at: datetime) -> None:
        """Note that the enterprise was spoken to."""
        self.contacted_at = self.contacted_at or at
        if self.contact_from is not None and at >= self.contact_from:
            self.recontacted_at = self.recontacted_at or at

    def note_handover(self, at: datetime) -> None:
        """Keep when M1 was met: dispatched, signed for, the enterprise contacted; a later transfer does not undo it."""
        if self.handed_over_at is None and None not in (
            self.dispatched_at,
            self.signed_at,
            self.contacted_at,
        ):
            self.handed_over_at = at

    def end_stop(self, at: datetime) -> None:
        """Let the clock run again, where it stood."""
        if self.stop is not None:
            self.stops[-1] = replace(self.stops[-1], until=at)

    def open_task(
        self,
        department: str,
        at: datetime,
        title: str = "",
        due_on: date | None = None,
        *,
        sets_date: bool = False,
    ) -> None:
        """Add a part for a co-handling department."""
        number = len(self.tasks) + 1
        self.tasks = [*self.tasks, Task(number, department, at, title, due_on, sets_date=sets_date)]

    def end_task(self, no: int, status: TaskStatus, opinion: str, at: datetime) -> None:
        """Mark a part as done or waived."""
        self.tasks = [
            replace(task, status=status, opinion=opinion, ended_at=at) if task.no == no else task
            for task in self.tasks
        ]

    def waive_tasks(self, at: datetime) -> None:
        """Waive every part that is still owed."""
        for task in self.open_tasks:
            self.end_task(task.no, TaskStatus.WAIVED, "", at)

    def close_referral(self, no: int, at: datetime, document_no: str, answer: str) -> None:
        """Note what an external unit answered."""
        self.referrals = [
            replace(each, answered_at=at, answer_document_no=document_no, answer=answer)
            if each.no == no
            else each
            for each in self.referrals
        ]
