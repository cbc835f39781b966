"""What the acts that find the responsible department change: dispatch, transfer, signature, return, merging."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step
from service_desk.domain.stops import Stop, StopKind
from service_desk.domain.tasks import TaskStatus


def _dispatch(course: Course, event: Event) -> None:
    _hand_to(course, event)
    written: list[Any] = event.data.get("tasks") or [
        {"department": code} for code in event.data.get("co_departments", ())
    ]
    for task in written:
        due = task.get("due_on")
        planned, is_joint = date.fromisoformat(due) if due else None, bool(event.data.get("joint"))
        course.open_task(task["department"], event.at, task.get("title", ""), planned, sets_date=is_joint)


def _transfer(course: Course, event: Event) -> None:
    """Give the ticket to another lead; the one that signed answers for it until the new one has signed."""
    _hand_to(course, event)
    course.bounces += 1
    course.application = None
    for task in course.open_tasks:
        if task.department == course.lead:  # what it was to assist with, it leads now
            course.end_task(task.no, TaskStatus.WAIVED, "", event.at)


def _hand_to(course: Course, event: Event) -> None:
    course.lead, course.dispatched_at, course.signed_at = event.data.get("lead"), event.at, None
    course.owner_id = course.owner_name = None


def _sign(course: Course, event: Event) -> None:
    course.signed_at, course.signed_by = event.at, course.lead
    course.owner_id, course.owner_name = event.actor_id, event.actor_name


def _return(course: Course, event: Event) -> None:
    if course.lead is not None:
        course.returned_by.append(course.lead)


def _uphold(course: Course, event: Event) -> None:
    course.lead = course.dispatched_at = course.signed_by = None
    course.bounces += 1
    course.waive_tasks(event.at)
    # The second ruling settles it: whoever is given the ticket next keeps it (domain notes §2.2, 审定).
    course.return_is_final = len(course.returned_by) >= 2


def _reject(course: Course, event: Event) -> None:
    course.return_is_final = True


def _assign(course: Course, event: Event) -> None:
    course.owner_id, course.owner_name = event.data.get("user_id"), event.data.get("name")


def _merge(course: Course, event: Event) -> None:
    course.merged_into, course.merged_from = event.data.get("into"), event.source


def _unmerge(course: Course, event: Event) -> None:
    """Take a ticket out again; while it was merged, the other one's clock ran for it."""
    merged_at = course.ended_at
    course.merged_into = course.merged_from = None
    if merged_at is None or course.accepted_at is None:
        return
    if course.stop is None:
        course.stops.append(Stop(merged_at, event.at, StopKind.MERGED))


def _join(course: Course, event: Event) -> None:
    course.parent = event.data.get("parent")


def _leave(course: Course, event: Event) -> None:
    course.parent = None


ROUTING_STEPS: Mapping[Action, Step] = {
    Action.DISPATCH: _dispatch,
    Action.TRANSFER: _transfer,
    Action.SIGN: _sign,
    Action.RETURN: _return,
    Action.UPHOLD_RETURN: _uphold,
    Action.REJECT_RETURN: _reject,
    Action.ASSIGN: _assign,
    Action.MERGE: _merge,
    Action.UNMERGE: _unmerge,
    Action.JOIN: _join,
    Action.LEAVE: _leave,
}
