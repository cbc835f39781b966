"""The parts into which a ticket is divided among departments: each with its own department, date, opinion and result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.zone_time import end_of_day, local_date


class TaskStatus(StrEnum):
    """How a co-handling department's part stands."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


TASK_STATUS_NAMES: dict[TaskStatus, Bilingual] = {
    TaskStatus.OPEN: Bilingual("协办中", "Open"),
    TaskStatus.DONE: Bilingual("已反馈", "Done"),
    TaskStatus.WAIVED: Bilingual("已免除", "Waived"),
}

CO_HANDLER_WORKING_DAYS = 3
"""A co-handler answers the lead within three working days unless a date was set (domain notes §2.2)."""

MAX_PART_TITLE = 100

MAX_TASKS = 40
"""How many parts one ticket may be divided into."""


@dataclass(frozen=True)
class Task:
    """One part: numbered within its ticket from 1; `due_on` is the day set for it, None for the general rule.

    `opened_at` starts its clock; `opinion` is what the department answered, or why it was waived. `sets_date` marks the
    parts of a joint request, whose latest day is the day of the whole.
    """

    no: int
    department: str
    opened_at: datetime
    title: str = ""
    due_on: date | None = None
    status: TaskStatus = TaskStatus.OPEN
    ended_at: datetime | None = None
    opinion: str = ""
    sets_date: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the department still owes its part."""
        return self.status is TaskStatus.OPEN


@dataclass(frozen=True)
class Referral:
    """A letter to a unit outside the zone (市发改委, 统计局 …), with the answer expected and the one received."""

    no: int
    unit: str
    matter: str
    sent_at: datetime
    document_no: str = ""
    expected_on: date | None = None
    answered_at: datetime | None = None
    answer_document_no: str = ""
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether the unit's answer is awaited."""
        return self.answered_at is None


def critical_task(tasks: Iterable[Task]) -> Task | None:
    """Return the part that sets the date of a joint request: the latest one that was not waived (the critical path)."""
    planned = [
        task for task in tasks if task.sets_date and task.due_on and task.status is not TaskStatus.WAIVED
    ]
    return max(planned, key=lambda task: (task.due_on or date.min, -task.no), default=None)


def task_due(task: Task, calendar: WorkingCalendar) -> datetime:
    """Return when a part is due: on the day set for it, else three working days after it was given (§2.2)."""
    if task.due_on is not None:
        return end_of_day(task.due_on)
    return end_of_day(calendar.add_working_days(local_date(task.opened_at), CO_HANDLER_WORKING_DAYS))
