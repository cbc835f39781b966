"""What applications and their decisions change: extensions, a higher level, holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from service_desk.domain.actions import Action
from service_desk.domain.applications import Application, ApplicationKind
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step
from service_desk.domain.stops import Extension, Stop, StopKind


def _apply_for(kind: ApplicationKind) -> Step:
    def step(course: Course, event: Event) -> None:
        course.application = Application(kind, event.at, event.actor_id, event.actor_name, event.data)

    return step


def _grant_extension(course: Course, event: Event) -> None:
    asked = course.application
    if asked is not None:
        days = int(event.data.get("days", asked.data.get("days", 0)))
        course.extensions.append(Extension(asked.asked_at, event.at, days, event.actor_name))
    course.application = None


def _raise_level(course: Course, event: Event) -> None:
    course.level_raises += 1
    course.application = None


def _hold(course: Course, event: Event) -> None:
    written = event.data.get("review_on")
    course.review_on = date.fromisoformat(written) if written else None
    course.stops.append(Stop(event.at, None, StopKind.HOLD))
    course.application = None


def _resume(course: Course, event: Event) -> None:
    course.review_on = None
    course.end_stop(event.at)


def _refuse(course: Course, event: Event) -> None:
    course.application = None


LEAVE_STEPS: Mapping[Action, Step] = {
    Action.APPLY_EXTENSION: _apply_for(ApplicationKind.EXTENSION),
    Action.APPLY_LEVEL: _apply_for(ApplicationKind.LEVEL),
    Action.APPLY_HOLD: _apply_for(ApplicationKind.HOLD),
    Action.GRANT_EXTENSION: _grant_extension,
    Action.RAISE_LEVEL: _raise_level,
    Action.HOLD: _hold,
    Action.RESUME: _resume,
    Action.REFUSE_APPLICATION: _refuse,
}
