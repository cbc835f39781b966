"""The parts of a ticket as a page shows them: whose, what, until when, done or not, and which one sets the date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.tasks import TaskStatus, critical_task, task_due
from service_desk.domain.telling import department_name
from service_desk.usecases.reading.views import TicketView


@dataclass(frozen=True)
class PartView:
    """One part; `opinion` is what the department answered, for officers only; `is_critical` sets the date of the whole."""

    no: int
    name: Bilingual
    title: str
    status: TaskStatus
    due_at: datetime
    opinion: str
    is_critical: bool


def parts_of(view: TicketView) -> Iterator[PartView]:
    """Yield the parts of a ticket in the order in which they were given out."""
    decisive = critical_task(view.course.tasks)
    for task in view.course.tasks:
        yield PartView(
            no=task.no,
            name=department_name(task.department, view.rules.catalogue),
            title=task.title,
            status=task.status,
            due_at=task_due(task, view.rules.calendar),
            opinion=task.opinion,
            is_critical=decisive is not None and decisive.no == task.no,
        )
