"""End a co-task: the co-handling department gives its opinion, or the lead waives it with a reason."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import end_co_task
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform


def finish_co_task(
    ticket_no: str, actor: Actor, now: datetime, *, opinion: str, seen_version: int | None = None
) -> Ticket:
    """Give the opinion of the actor's own department; its part is then done."""
    return _end(
        ticket_no, Action.FINISH_CO_TASK, actor, now, actor.department or "", "done", opinion, seen_version
    )


def waive_co_task(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    department: str,
    reason: str,
    seen_version: int | None = None,
) -> Ticket:
    """Do without a co-handling department, saying why."""
    return _end(ticket_no, Action.WAIVE_CO_TASK, actor, now, department, "waived", reason, seen_version)


def _end(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    department: str,
    status: str,
    words: str,
    seen_version: int | None,
) -> Ticket:
    inputs = Inputs()
    said = inputs.text("opinion" if status == "done" else "reason", words, MAX_NOTE)
    inputs.finish()

    def end(scene: Scene) -> None:
        open_tasks = [task for task in scene.ticket.co_tasks if task.status == "open"]
        task = next((each for each in open_tasks if each.department == department), None)
        checks = Inputs()
        if task is None:
            checks.fail(
                "department", "请选择还在协办的单位。", "Choose a department that is still co-handling."
            )
            checks.finish()
            return
        end_co_task(scene.session, task, status, said, now)

    data = {"co_department": department, "note": said}
    return perform(ticket_no, action, actor, now, seen_version=seen_version, data=data, change=end)
