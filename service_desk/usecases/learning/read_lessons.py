"""Read the lessons: page by page with whether each holds, the versions of the book, and what dispatchers decided on a lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.domain.lesson_book import BookChange, in_force
from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import Session
from service_desk.persistence.lessons import (
    book_now,
    changes_after,
    changes_of_lesson,
    leads_decided,
    lessons_before,
    lessons_by_number,
    versions_before,
)
from service_desk.persistence.tables import LessonChangeRow, LessonRow
from service_desk.usecases.learning.revise_lessons import UNKNOWN_LESSON, UNKNOWN_VERSION
from service_desk.usecases.learning.suggest import corrections_in_force

PAGE = 20
LATEST_LEADS = 3


@dataclass(frozen=True)
class LessonView:
    """One lesson, whether it holds now, and the versions that are about it, newest first."""

    row: LessonRow
    holds: bool
    changes: Sequence[LessonChangeRow] = ()


@dataclass(frozen=True)
class VersionView:
    """What a return to a version would change: the lessons that would hold again, and those that would not any more.

    The counts are of all of them, the lessons the newest of each.
    """

    version: int
    newest: int
    coming_count: int
    going_count: int
    coming: Sequence[LessonRow]
    going: Sequence[LessonRow]


def lesson_page(session: Session, before: int | None) -> tuple[list[LessonView], int | None]:
    """Return lessons, newest first, and the number after which the next page begins (None: there is none)."""
    rows = lessons_before(session, before, PAGE + 1)
    holding = set(corrections_in_force(session).in_force)
    shown = [LessonView(row, row.id in holding) for row in rows[:PAGE]]
    return shown, rows[PAGE - 1].id if len(rows) > PAGE else None


def one_lesson(session: Session, number: int) -> LessonView:
    """Return a lesson with its history. Raises NotFound."""
    row = lessons_by_number(session, [number]).get(number)
    if row is None:
        raise NotFound(UNKNOWN_LESSON)
    holding = corrections_in_force(session).in_force
    return LessonView(row, number in holding, changes_of_lesson(session, number))


def version_page(session: Session, before: int | None) -> tuple[Sequence[LessonChangeRow], int | None]:
    """Return versions, newest first, and the version after which the next page begins."""
    rows = versions_before(session, before, PAGE + 1)
    return rows[:PAGE], rows[PAGE - 1].version if len(rows) > PAGE else None


def one_version(session: Session, version: int) -> VersionView:
    """Return what a return to a version would change. Raises NotFound."""
    newest, _digest = book_now(session)
    if not 0 <= version <= newest:
        raise NotFound(UNKNOWN_VERSION)
    changes: list[BookChange] = changes_after(session)
    now, then = set(in_force(changes)), set(in_force(changes, version))
    coming, going = sorted(then - now, reverse=True), sorted(now - then, reverse=True)
    rows = lessons_by_number(session, {*coming[:PAGE], *going[:PAGE]})
    return VersionView(
        version, newest, len(coming), len(going),
        [rows[each] for each in coming[:PAGE]], [rows[each] for each in going[:PAGE]],
    )  # fmt: skip


def newest_version(session: Session) -> int:
    """Return the version of the lessons that holds."""
    return book_now(session)[0]


def latest_leads(session: Session, request_type: str) -> list[LessonRow]:
    """Return the latest decisions for another lead than the rules' on a request type, without those excluded."""
    rows = leads_decided(session, request_type, 2 * LATEST_LEADS)
    holding = set(corrections_in_force(session).in_force) if rows else set()
    return [row for row in rows if row.id in holding][:LATEST_LEADS]
