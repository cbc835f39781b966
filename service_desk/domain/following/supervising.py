"""What supervision changes: sheets, urging, instructions, escalation; none of it moves the ticket."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step
from service_desk.domain.supervision import GRAVITY, SheetColour


def _issue_sheet(course: Course, event: Event) -> None:
    colour = SheetColour(event.data["colour"])
    course.last_sheet = str(event.data.get("key", ""))
    course.sheets.add(course.last_sheet)
    course.open_sheet = colour
    _supervise(course, colour)


def _answer_sheet(course: Course, event: Event) -> None:
    course.open_sheet = None


def _instruct(course: Course, event: Event) -> None:
    course.open_instruction = True


def _answer_instruction(course: Course, event: Event) -> None:
    course.open_instruction = False


def _urge(course: Course, event: Event) -> None:
    course.urged_at = event.at


def _escalate(course: Course, event: Event) -> None:
    course.is_escalated = True
    _supervise(course, SheetColour.RED)


def _supervise(course: Course, colour: SheetColour) -> None:
    if course.supervision is None or GRAVITY[colour] > GRAVITY[course.supervision]:
        course.supervision = colour


SUPERVISING_STEPS: Mapping[Action, Step] = {
    Action.ISSUE_SHEET: _issue_sheet,
    Action.ANSWER_SHEET: _answer_sheet,
    Action.INSTRUCT: _instruct,
    Action.ANSWER_INSTRUCTION: _answer_instruction,
    Action.URGE: _urge,
    Action.ESCALATE: _escalate,
}
