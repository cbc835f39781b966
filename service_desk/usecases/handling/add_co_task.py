"""Give another department a part of a ticket that is in progress."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.tasks import MAX_PART_TITLE, MAX_TASKS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def add_co_task(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    department: str,
    title: str = "",
    due_on: date | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Ask a department to assist, with what and by when; without a day, three working days (domain notes §2.2)."""
    inputs = Inputs()
    matter = inputs.line("title", title, MAX_PART_TITLE, required=False)
    if due_on is not None:
        inputs.not_before("due_on", due_on, local_date(now))
    inputs.finish()

    def verify(scene: Scene) -> None:
        checks = Inputs()
        checks.one_of("department", department, scene.rules.receiving_departments)
        if department == scene.course.lead:
            checks.fail("department", "主办单位不能协办自己。", "The lead does not assist itself.")
        if len(scene.course.tasks) >= MAX_TASKS:
            checks.fail("department", f"最多分成{MAX_TASKS}项。", f"At most {MAX_TASKS} parts.")
        checks.finish()

    data = {"department": department, "title": matter, "due_on": due_on.isoformat() if due_on else None}
    return perform(
        ticket_no, Action.ADD_CO_TASK, actor, now, seen_version=seen_version, data=data, check=verify
    )
