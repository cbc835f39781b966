"""The book of lessons: which corrections are in force at each of its versions, and how the versions are sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual

IN_FORCE = 2000
"""How many lessons are in force at most: the oldest give way."""

GIVING_WAY = 500
"""How many old lessons give way at a time, so that the others need not be learnt anew each time."""


class BookAct(StrEnum):
    """What makes a new version of the book."""

    LEARNED = "learned"
    EXCLUDED = "excluded"
    READMITTED = "readmitted"
    RETURNED = "returned"


BOOK_ACT_NAMES: dict[BookAct, Bilingual] = {
    BookAct.LEARNED: Bilingual("学到一条", "Lesson learnt"),
    BookAct.EXCLUDED: Bilingual("停用一条", "Lesson excluded"),
    BookAct.READMITTED: Bilingual("恢复一条", "Lesson readmitted"),
    BookAct.RETURNED: Bilingual("回到某一版", "Returned to a version"),
}


class LessonKind(StrEnum):
    """What a lesson is about: how a text is sorted, or which department leads."""

    SORTING = "sorting"
    LEAD = "lead"


LESSON_KIND_NAMES: dict[LessonKind, Bilingual] = {
    LessonKind.SORTING: Bilingual("归类", "Sorting"),
    LessonKind.LEAD: Bilingual("主办单位", "Lead department"),
}


@dataclass(frozen=True)
class BookChange:
    """One version of the book: `lesson` names the lesson it is about, `to_version` the version returned to."""

    version: int
    act: BookAct
    lesson: int | None = None
    to_version: int | None = None


def in_force(changes: Sequence[BookChange], at_version: int | None = None) -> tuple[int, ...]:
    """Return the lessons that hold at a version (the last one), in the order of their numbers.

    Version 0 is the empty book. Nothing is ever lost: whoever returns to an earlier version may return to a later one.
    """
    wanted = {change.to_version for change in changes if change.to_version is not None}
    kept: dict[int, frozenset[int]] = {0: frozenset()}
    now: set[int] = set()
    for change in changes:
        if at_version is not None and change.version > at_version:
            break
        now = applied(now, change, kept)
        if change.version in wanted:
            kept[change.version] = frozenset(now)
    return tuple(sorted(now))


def applied(now: Iterable[int], change: BookChange, kept: dict[int, frozenset[int]]) -> set[int]:
    """Return the lessons that hold after one more change; `kept` has those of versions that may be returned to."""
    if change.act is BookAct.RETURNED:
        return set(kept.get(change.to_version or 0, frozenset()))
    lessons = set(now)
    if change.lesson is not None:
        (lessons.discard if change.act is BookAct.EXCLUDED else lessons.add)(change.lesson)
    return lessons


def taught_from(lessons: Sequence[int]) -> Sequence[int]:
    """Return the lessons that are really learnt: of too many, the oldest have given way."""
    surplus = max(0, len(lessons) - IN_FORCE)
    return lessons[-(-surplus // GIVING_WAY) * GIVING_WAY :]


def sealed(before: str, change: BookChange, lesson: Sequence[object] = ()) -> str:
    """Return the digest of a version: of the one before, of the change, and of the lesson's own words."""
    said = [before, change.version, change.act.value, change.lesson, change.to_version, list(lesson)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
