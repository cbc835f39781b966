"""Learn from a dispatcher's decision: a category, request type or lead other than suggested becomes a lesson."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category
from service_desk.domain.classification.lessons import LONGEST
from service_desk.domain.classification.text import normalise
from service_desk.domain.lesson_book import BookAct, BookChange, LessonKind, sealed
from service_desk.persistence.database import Session
from service_desk.persistence.lessons import lead_lesson_of, seal_book, take_turn
from service_desk.persistence.tables import LessonChangeRow, LessonRow
from service_desk.usecases.acting.perform import Scene

TAKEN_BACK = "派单已撤销"
"""Why a lesson is excluded whose dispatch was taken back."""


def learn_sorting(scene: Scene, category: Category, request_type: str) -> LessonRow | None:
    """Keep how a request was sorted where that differs from what was suggested at its filing, in the act's transaction."""
    suggested = scene.ticket.suggestion or {}
    if not suggested or (suggested.get("category"), suggested.get("request_type")) == (
        category,
        request_type,
    ):
        return None
    lesson = _lesson(scene, LessonKind.SORTING, request_type, category.value)
    return _learn(scene, lesson)


def learn_lead(scene: Scene, suggested: str, decided: str, reason: str) -> LessonRow:
    """Keep that a request went to another lead than the routing rules propose, in the act's transaction."""
    ticket = scene.ticket
    lesson = _lesson(scene, LessonKind.LEAD, ticket.request_type, ticket.category)
    lesson.suggested_lead, lesson.decided_lead, lesson.reason = suggested, decided, reason
    return _learn(scene, lesson)


def unlearn_lead(scene: Scene) -> None:
    """Exclude what a dispatch has taught that is taken back, in the act's transaction."""
    lesson, dispatch = lead_lesson_of(scene.session, scene.ticket.ticket_no), scene.course.last_act
    if lesson is not None and dispatch is not None and lesson.at == dispatch.at:
        write_version(
            scene.session, BookAct.EXCLUDED, scene.actor, scene.now, lesson=lesson, reason=TAKEN_BACK
        )


def write_version(
    session: Session,
    act: BookAct,
    by: Actor,
    now: datetime,
    *,
    lesson: LessonRow | None = None,
    to_version: int | None = None,
    reason: str = "",
) -> int:
    """Write the next version of the book and return its number; a new lesson is stored with it."""
    version, before = take_turn(session)
    if lesson is not None and act is BookAct.LEARNED:
        session.add(lesson)
        session.flush()
    change = BookChange(version, act, lesson.id if lesson else None, to_version)
    words = (
        (lesson.kind, lesson.title, lesson.text, lesson.decided_category, lesson.decided_type)
        if lesson
        else ()
    )
    seal_book(
        session,
        LessonChangeRow(
            version=version, at=now, act=act.value, lesson_id=change.lesson, to_version=to_version, reason=reason,
            by_user_id=by.user_id, by_name=by.name, digest=sealed(before, change, words),
        ),
    )  # fmt: skip
    return version


def _lesson(scene: Scene, kind: LessonKind, request_type: str, category: str) -> LessonRow:
    ticket, suggested = scene.ticket, scene.ticket.suggestion or {}
    return LessonRow(
        at=scene.now, kind=kind.value, ticket_no=ticket.ticket_no,
        title=normalise(ticket.title), text=normalise(ticket.body[:LONGEST]),
        suggested_category=suggested.get("category"), suggested_type=suggested.get("request_type"),
        decided_category=category, decided_type=request_type, reason="",
        by_user_id=scene.actor.user_id, by_name=scene.actor.name,
    )  # fmt: skip


def _learn(scene: Scene, lesson: LessonRow) -> LessonRow:
    write_version(scene.session, BookAct.LEARNED, scene.actor, scene.now, lesson=lesson)
    return lesson
