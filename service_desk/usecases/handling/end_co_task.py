"""End a co-task: the co-handling department gives its opinion, or the lead waives it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.tasks import Task
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Check, Scene, perform


def finish_co_task(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    opinion: str,
    task: int | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Give the opinion of the actor's own department on a part (None: its first open one); the part is then done."""
    data: dict[str, object] = {"note": _words("opinion", opinion)}
    check = _settle(
        data, lambda each: each.department == actor.department and task in (None, each.no), "task"
    )
    return perform(
        ticket_no, Action.FINISH_CO_TASK, actor, now, seen_version=seen_version, data=data, check=check
    )


def waive_co_task(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str,
    department: str | None = None,
    task: int | None = None,
    seen_version: int | None = None,
) -> Ticket:
    """Do without a part, saying why; named by its number, or by its department where that has one only."""
    data: dict[str, object] = {"note": _words("reason", reason)}
    check = _settle(
        data,
        lambda each: each.no == task if task is not None else each.department == department,
        "task" if task is not None else "department",
    )
    return perform(
        ticket_no, Action.WAIVE_CO_TASK, actor, now, seen_version=seen_version, data=data, check=check
    )


def _words(field: str, typed: str) -> str:
    inputs = Inputs()
    words = inputs.text(field, typed, MAX_NOTE)
    inputs.finish()
    return words


def _settle(data: dict[str, object], is_meant: Callable[[Task], bool], field: str) -> Check:
    """Return what finds the part that is meant and names it in the event; raises InvalidInput where it is not open."""

    def settle(scene: Scene) -> None:
        found = next((task for task in scene.course.open_tasks if is_meant(task)), None)
        checks = Inputs()
        if found is None:
            checks.fail(field, "请选择还在协办的单位。", "Choose a part that is still open.")
            checks.finish()
            return
        data["task"], data["co_department"] = found.no, found.department

    return settle
