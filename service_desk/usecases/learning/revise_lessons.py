"""Revise what the zone has learnt: exclude a lesson, readmit it, return to an earlier or later version; always with a reason."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.lesson_book import BookAct, in_force
from service_desk.domain.refusals import NotFound, NotPossible, Stale
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.lessons import book_now, changes_after, lessons_by_number
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.learning.learn_lesson import write_version
from service_desk.usecases.zone.entitlement import demand_administrator

MAX_REASON = 200
UNKNOWN_LESSON = Bilingual("没有这一条更正。", "There is no such lesson.")
UNKNOWN_VERSION = Bilingual("没有这一版。", "There is no such version.")
ALREADY = Bilingual(
    "它现在就是这样，没有可改的。", "It stands like that already; there is nothing to change."
)


def exclude_lesson(number: int, reason: str, *, by: Actor, now: datetime, seen_version: int) -> int:
    """Let a lesson teach no longer; returns the new version of the lessons."""
    return _set_lesson(number, reason, by, now, seen_version, holds=False)


def readmit_lesson(number: int, reason: str, *, by: Actor, now: datetime, seen_version: int) -> int:
    """Let an excluded lesson teach again; returns the new version of the lessons."""
    return _set_lesson(number, reason, by, now, seen_version, holds=True)


def return_to_version(version: int, reason: str, *, by: Actor, now: datetime, seen_version: int) -> int:
    """Let exactly those lessons teach that taught at a version, be it earlier or later; returns the new version.

    Version 0 is the packaged model without any lesson. What is learnt afterwards comes on top.
    """
    demand_administrator(by)
    words = _reason(reason)
    with transaction() as session:
        newest = _demand_newest(session, seen_version)
        if not 0 <= version < newest:
            raise NotFound(UNKNOWN_VERSION)
        changes = changes_after(session)
        if in_force(changes, version) == in_force(changes):
            raise NotPossible(ALREADY)
        return write_version(session, BookAct.RETURNED, by, now, to_version=version, reason=words)


def _set_lesson(number: int, reason: str, by: Actor, now: datetime, seen_version: int, *, holds: bool) -> int:
    demand_administrator(by)
    words = _reason(reason)
    with transaction() as session:
        _demand_newest(session, seen_version)
        lesson = lessons_by_number(session, [number]).get(number)
        if lesson is None:
            raise NotFound(UNKNOWN_LESSON)
        if (number in in_force(changes_after(session))) is holds:
            raise NotPossible(ALREADY)
        act = BookAct.READMITTED if holds else BookAct.EXCLUDED
        return write_version(session, act, by, now, lesson=lesson, reason=words)


def _demand_newest(session: Session, seen: int) -> int:
    """Return the version of the book; raises Stale where another was looked at."""
    newest, _digest = book_now(session)
    if newest != seen:
        raise Stale(seen)
    return newest


def _reason(typed: str) -> str:
    inputs = Inputs()
    words = inputs.text("reason", typed, MAX_REASON)
    inputs.finish()
    return words
