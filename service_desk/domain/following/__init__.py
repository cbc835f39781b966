"""Reading a ticket's events in order: what each act changes in its course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Level
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.closing import CLOSING_STEPS
from service_desk.domain.following.handling import HANDLING_STEPS
from service_desk.domain.following.intake import INTAKE_STEPS
from service_desk.domain.following.leave import LEAVE_STEPS
from service_desk.domain.following.routing import ROUTING_STEPS
from service_desk.domain.following.step import Step
from service_desk.domain.following.supervising import SUPERVISING_STEPS
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.domain.states import ENDED_STATES, HANDLING_STATES

REMARKS = frozenset({Action.NOTE, Action.ADD_FACTS, Action.CORRECT_CONTACT, *SUPERVISING_STEPS})
"""Acts beside the course of a ticket: they move nothing and stand in the way of no undo."""

UNDOABLE = frozenset({Action.DISPATCH, Action.TRANSFER, Action.MERGE, Action.SIGN, Action.ASSIGN})
"""Acts that whoever performed them may take back for a while, as long as nothing else has happened."""

_ANSWERERS = frozenset({Action.ANSWER_DIRECTLY, Action.RECORD_ON_SITE})

_STEPS: Mapping[Action, Step] = {
    **INTAKE_STEPS,
    **ROUTING_STEPS,
    **HANDLING_STEPS,
    **LEAVE_STEPS,
    **CLOSING_STEPS,
    **SUPERVISING_STEPS,
}


def effective(events: Sequence[Event]) -> list[Event]:
    """Return the events that still hold: an act that was taken back, and the taking back, are left out."""
    undone = {int(event.data["undoes"]) for event in events if event.action is Action.UNDO}
    if not undone:
        return list(events)
    return [event for event in events if event.seq not in undone and event.action is not Action.UNDO]


def follow(events: Iterable[Event]) -> Course:
    """Read a ticket's events in order and return its course."""
    course = Course()
    for event in effective(list(events)):
        take_step(course, event)
    return course


def take_step(course: Course, event: Event) -> None:
    """Bring a course forward by one event (but an UNDO, after which the log has to be read again)."""
    if event.action not in REMARKS:
        course.state, course.last_act = event.target, event
    if "level" in event.data:
        course.level, course.is_level_known = Level(event.data["level"]), True
    step = _STEPS.get(event.action)
    if step is not None:
        step(course, event)
    if event.data.get("contacted"):
        course.contact(event.at)
    course.note_handover(event.at)
    if event.actor_id is not None and (event.actor_role in DEPARTMENT_ROLES or event.action in _ANSWERERS):
        course.handlers.add(event.actor_id)
    if course.state in HANDLING_STATES and course.lead is not None:
        course.first_department = course.first_department or course.lead
    if course.state not in ENDED_STATES:
        course.ended_at = None
    elif course.ended_at is None:  # a rating after the strike-off does not end the ticket anew
        course.ended_at = event.at
