"""What the acts at the door change: submission, acceptance, information asked for and given."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step


def _submit(course: Course, event: Event) -> None:
    course.submitted_at = course.waiting_since = event.at
    course.request_type = event.data.get("request_type")


def _record_on_site(course: Course, event: Event) -> None:
    _submit(course, event)
    course.finished_at = event.at
    course.lead = course.first_department = event.data.get("lead") or event.department
    course.owner_id, course.owner_name = event.actor_id, event.actor_name


def _accept(course: Course, event: Event) -> None:
    data = event.data
    course.accepted_at = course.closing_from = event.at
    course.policy = data.get("policy", course.policy)
    course.category, course.request_type = data.get("category"), data.get("request_type", course.request_type)
    course.secondary_category, course.urgency = data.get("secondary_category"), data.get("urgency")


def _request_info(course: Course, event: Event) -> None:
    course.info_asked_at, course.waiting_since = event.at, None


def _supplement(course: Course, event: Event) -> None:
    if course.info_asked_at is not None:
        course.info_asked_at, course.waiting_since = None, event.at
    course.end_stop(event.at)
    if correction := event.data.get("correction"):
        course.corrections = [*course.corrections, correction["after"]]


INTAKE_STEPS: Mapping[Action, Step] = {
    Action.SUBMIT: _submit,
    Action.RECORD_ON_SITE: _record_on_site,
    Action.ACCEPT: _accept,
    Action.REQUEST_INFO: _request_info,
    Action.SUPPLEMENT: _supplement,
}
