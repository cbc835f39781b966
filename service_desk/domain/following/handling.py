"""What the department's work changes: contacts, progress, stops, co-tasks, external units, energisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from service_desk.domain.actions import Action
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step
from service_desk.domain.stops import Stop, StopKind
from service_desk.domain.tasks import Referral, TaskStatus


def _speak(course: Course, event: Event) -> None:
    if event.is_public:
        course.contact(event.at)


def _progress(course: Course, event: Event) -> None:
    _speak(course, event)
    if part := event.data.get("office_part"):
        course.corrections = [*course.corrections, part["after"]]
    if event.is_public:
        course.progress_at = course.progress_at or event.at


def _ask_enterprise(course: Course, event: Event) -> None:
    _speak(course, event)
    course.stops.append(Stop(event.at, None, StopKind.ENTERPRISE))


def _pause(course: Course, event: Event) -> None:
    course.stops.append(Stop(event.at, None, StopKind(event.data["kind"])))


def _resume_clock(course: Course, event: Event) -> None:
    course.end_stop(event.at)


def _add_task(course: Course, event: Event) -> None:
    due = event.data.get("due_on")
    planned = date.fromisoformat(due) if due else None
    course.open_task(event.data["department"], event.at, event.data.get("title", ""), planned)


def _end_task(status: TaskStatus) -> Step:
    def step(course: Course, event: Event) -> None:
        data = event.data
        no = data.get("task")
        if no is None:  # an event of the time when a department had one part at most
            mine = (task.no for task in course.open_tasks if task.department == data.get("co_department"))
            no = next(mine, 0)
        course.end_task(int(no), status, str(data.get("note", "")), event.at)

    return step


def _meet(course: Course, event: Event) -> None:
    for owner in event.data.get("owners", ()):
        due = owner.get("due_on")
        planned = date.fromisoformat(due) if due else None
        if owner["department"] != course.lead:
            course.open_task(owner["department"], event.at, owner.get("matter", ""), planned)


def _refer(course: Course, event: Event) -> None:
    data = event.data
    expected = data.get("expected_on")
    course.referrals.append(
        Referral(
            no=len(course.referrals) + 1,
            unit=data["unit"],
            matter=data.get("note", ""),
            sent_at=event.at,
            document_no=data.get("document_no", ""),
            expected_on=date.fromisoformat(expected) if expected else None,
        )
    )


def _close_referral(course: Course, event: Event) -> None:
    data = event.data
    course.close_referral(int(data["referral"]), event.at, data.get("document_no", ""), data.get("note", ""))


def _energise(course: Course, event: Event) -> None:
    until = event.data.get("until")
    course.energised_on = date.fromisoformat(event.data["on"])
    course.lending_until = date.fromisoformat(until) if until else None


HANDLING_STEPS: Mapping[Action, Step] = {
    Action.CONTACT: _speak,
    Action.VERIFY_ON_SITE: _speak,
    Action.PROGRESS: _progress,
    Action.ASK_ENTERPRISE: _ask_enterprise,
    Action.PAUSE_CLOCK: _pause,
    Action.RESUME_CLOCK: _resume_clock,
    Action.ADD_CO_TASK: _add_task,
    Action.FINISH_CO_TASK: _end_task(TaskStatus.DONE),
    Action.WAIVE_CO_TASK: _end_task(TaskStatus.WAIVED),
    Action.RECORD_MEETING: _meet,
    Action.REFER_OUTSIDE: _refer,
    Action.CLOSE_REFERRAL: _close_referral,
    Action.RECORD_ENERGISED: _energise,
}
