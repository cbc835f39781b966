"""What departments owe each other on a ticket, for its page: parts, external units, applications, supervision, family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.applications import APPLICATION_NAMES, Application
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.course import Course
from service_desk.domain.guards import UNDO_WINDOW
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.stops import Extension, Stop
from service_desk.domain.supervision import SHEET_NAMES, SheetColour
from service_desk.domain.tasks import Referral
from service_desk.domain.telling import department_name, narrate
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.persistence.work_lists import children_of
from service_desk.usecases.reading.parts import PartView, parts_of
from service_desk.web.desk.due_words import Due
from service_desk.web.desk.due_words import task_due as due_words
from service_desk.web.forms.desk import Stage


@dataclass(frozen=True)
class Undo:
    """What this person may take back, and until when, as local time."""

    done: Bilingual
    until: str


@dataclass(frozen=True)
class Contract:
    """Everything of a ticket that lies between departments."""

    parts: Sequence[tuple[PartView, Due]]
    referrals: Sequence[Referral]
    application: Application | None
    asked: Bilingual | None
    stops: Sequence[Stop]
    extensions: Sequence[Extension]
    sheet: Bilingual | None
    colour: SheetColour | None
    parent: str | None
    children: Sequence[tuple[Ticket, Bilingual, Bilingual]]
    undo: Undo | None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show beside the department's own work."""
        return not (self.referrals or self.stops or self.extensions or self.parent or self.children)


def contract_of(stage: Stage, now: datetime) -> Contract:
    """Return what lies between departments on the ticket before an officer."""
    course = stage.view.course
    asked = course.application
    return Contract(
        parts=[(part, due_words(part.due_at, now)) for part in parts_of(stage.view)],
        referrals=course.referrals,
        application=asked,
        asked=APPLICATION_NAMES[asked.kind] if asked else None,
        stops=course.stops,
        extensions=course.extensions,
        sheet=SHEET_NAMES[course.open_sheet] if course.open_sheet else None,
        colour=course.open_sheet,
        parent=course.parent,
        children=_children(stage),
        undo=_undo(stage, course),
    )


def _children(stage: Stage) -> list[tuple[Ticket, Bilingual, Bilingual]]:
    """Return the tickets under this umbrella with state and department; most tickets are none and read nothing more."""
    catalogue = stage.view.rules.catalogue
    return [
        (
            child,
            STATE_NAMES[child.state_now],
            department_name(child.lead_department or catalogue.coordinator, catalogue),
        )
        for child in children_of(db.session(), stage.view.ticket.ticket_no)
    ]


def _undo(stage: Stage, course: Course) -> Undo | None:
    """Return what this person may take back; None where the last act is not his, too old, or has been built on."""
    if Action.UNDO.value not in stage.view.possible or course.last_act is None:
        return None
    until = (course.last_act.at + UNDO_WINDOW).astimezone(SHANGHAI)
    return Undo(narrate(course.last_act, stage.view.rules.catalogue).headline, f"{until:%H:%M}")
