"""Suggest where a request belongs, with what the zone has learnt; every process reads the same book, so all agree."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service_desk.domain.catalogue import Category
from service_desk.domain.classification import Suggestion, classify
from service_desk.domain.classification.lessons import Lesson, Taught, taught
from service_desk.domain.lesson_book import BookAct, BookChange, LessonKind, in_force, taught_from
from service_desk.persistence.database import Session
from service_desk.persistence.lessons import book_now, changes_after, digest_at, lessons_by_number
from service_desk.persistence.tables import LessonRow


@dataclass(frozen=True)
class Corrections:
    """The lessons of one version of the book: which hold, and what the classifier has learnt from them."""

    version: int
    digest: str
    changes: tuple[BookChange, ...]
    in_force: tuple[int, ...]
    taught: Taught


@dataclass(frozen=True)
class Suggested:
    """A suggestion with the version of the lessons it was made with."""

    suggestion: Suggestion
    version: int

    def as_stored(self) -> dict[str, Any]:
        """Return the suggestion as a ticket and its first event keep it: codes, confidences, evidence words, lessons."""
        one = self.suggestion
        kept: dict[str, Any] = {
            "category": one.category.value,
            "confidence": round(one.category_confidence, 4),
            "runner_up": one.runner_up.value,
            "runner_up_confidence": round(one.runner_up_confidence, 4),
            "request_type": one.request_type,
            "type_confidence": round(one.type_confidence, 4),
            "alternatives": [[code, round(confidence, 4)] for code, confidence in one.alternatives],
            "evidence": [evidence.text for evidence in one.evidence],
            "lessons_version": self.version,
        }
        if one.untaught is not None:
            kept["lessons"] = list(one.lessons)
            kept["untaught"] = {"category": one.untaught[0].value, "request_type": one.untaught[1]}
        return kept


_NOTHING = Corrections(0, "", (), (), Taught())


class _Memory:
    """What this process has learnt last; one thread at a time learns more."""

    latest = _NOTHING
    turn = threading.Lock()


def suggest(session: Session, title: str, text: str) -> Suggested:
    """Suggest category and request type by the packaged model and the lessons in force."""
    return suggest_many(session, [(title, text)])[0]


def suggest_many(session: Session, texts: Iterable[tuple[str, str]]) -> list[Suggested]:
    """Suggest for many titles and texts by the same lessons."""
    lessons = corrections_in_force(session)
    return [Suggested(classify(title, text, lessons.taught), lessons.version) for title, text in texts]


def lessons_now(session: Session) -> tuple[int, str]:
    """Return version and digest of the lessons in force: a suggestion made with them would be made again."""
    return book_now(session)


def warm_up(session: Session) -> None:
    """Learn what is in force, so that nobody has to wait for it in a transaction."""
    corrections_in_force(session)


def corrections_in_force(session: Session) -> Corrections:
    """Return what the zone has learnt: kept by the process until the book has another version.

    A lesson more is learnt on top; after anything else the lessons in force are learnt anew.
    """
    version, digest = book_now(session)
    if not version:
        return _NOTHING
    latest = _Memory.latest
    if (latest.version, latest.digest) == (version, digest):
        return latest
    with _Memory.turn:
        latest = _Memory.latest
        if (latest.version, latest.digest) != (version, digest):
            latest = _Memory.latest = _brought_forward(session, latest, version, digest)
        return latest


def _brought_forward(session: Session, known: Corrections, version: int, digest: str) -> Corrections:
    is_earlier = 0 < known.version < version and digest_at(session, known.version) == known.digest
    news = changes_after(session, known.version if is_earlier else 0)
    changes = (*known.changes, *news) if is_earlier else tuple(news)
    changes = tuple(change for change in changes if change.version <= version)
    numbers = in_force(changes)
    if is_earlier and all(change.act is BookAct.LEARNED for change in news):
        before, after = taught_from(known.in_force), taught_from(numbers)
        if list(after[: len(before)]) == list(before):
            for lesson in _lessons(session, after[len(before) :]):
                known.taught.learn(lesson)
            return Corrections(version, digest, changes, numbers, known.taught)
    return Corrections(version, digest, changes, numbers, taught(_lessons(session, taught_from(numbers))))


def _lessons(session: Session, numbers: Sequence[int]) -> list[Lesson]:
    rows = lessons_by_number(session, numbers)
    return [as_lesson(rows[number]) for number in numbers if rows[number].kind == LessonKind.SORTING]


def as_lesson(row: LessonRow) -> Lesson:
    """Return a stored lesson as the classifier learns it."""
    return Lesson(row.id, row.title, row.text, Category(row.decided_category), row.decided_type)
