"""Lessons and the versions of the book they stand in, in the database; writers take turns at the book's one row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.lesson_book import BookAct, BookChange, LessonKind
from service_desk.persistence.tables import LessonBook, LessonChangeRow, LessonRow

_TURN = sa.text(
    "insert into lesson_book (id, version, digest) values (1, 1, '') "
    "on conflict (id) do update set version = lesson_book.version + 1 returning version, digest"
)


def take_turn(session: Session) -> tuple[int, str]:
    """Return the number of the next version and the digest of the present one; others wait until the transaction ends."""
    version, digest = session.execute(_TURN).one()
    return int(version), str(digest)


def seal_book(session: Session, change: LessonChangeRow) -> None:
    """Store a version in the book whose turn was taken."""
    session.add(change)
    session.execute(sa.update(LessonBook).where(LessonBook.id == 1).values(digest=change.digest))
    session.flush()


def book_now(session: Session) -> tuple[int, str]:
    """Return version and digest of the book, (0, "") where nothing was ever learnt."""
    found = session.execute(sa.select(LessonBook.version, LessonBook.digest)).first()
    return (found.version, found.digest) if found else (0, "")


def digest_at(session: Session, version: int) -> str | None:
    """Return the digest of a version, None where there is none."""
    return session.scalar(sa.select(LessonChangeRow.digest).where(LessonChangeRow.version == version))


def changes_after(session: Session, version: int = 0) -> list[BookChange]:
    """Return the versions after one, oldest first."""
    columns = (
        LessonChangeRow.version, LessonChangeRow.act, LessonChangeRow.lesson_id, LessonChangeRow.to_version,
    )  # fmt: skip
    query = sa.select(*columns).where(LessonChangeRow.version > version).order_by(LessonChangeRow.version)
    return [
        BookChange(row.version, BookAct(row.act), row.lesson_id, row.to_version)
        for row in session.execute(query)
    ]


def lessons_by_number(session: Session, numbers: Collection[int], at_once: int = 500) -> dict[int, LessonRow]:
    """Return lessons by their number."""
    wanted, found = sorted(numbers), {}
    for start in range(0, len(wanted), at_once):
        query = sa.select(LessonRow).where(LessonRow.id.in_(wanted[start : start + at_once]))
        found.update({row.id: row for row in session.scalars(query)})
    return found


def lessons_before(session: Session, before: int | None, limit: int) -> Sequence[LessonRow]:
    """Return lessons with a lower number than one, newest first."""
    query = sa.select(LessonRow).order_by(LessonRow.id.desc()).limit(limit)
    return session.scalars(query.where(LessonRow.id < before) if before else query).all()


def versions_before(session: Session, before: int | None, limit: int) -> Sequence[LessonChangeRow]:
    """Return versions of the book before one, newest first."""
    query = sa.select(LessonChangeRow).order_by(LessonChangeRow.version.desc()).limit(limit)
    return session.scalars(query.where(LessonChangeRow.version < before) if before else query).all()


def changes_of_lesson(session: Session, number: int) -> Sequence[LessonChangeRow]:
    """Return the versions that are about one lesson, newest first."""
    query = sa.select(LessonChangeRow).where(LessonChangeRow.lesson_id == number)
    return session.scalars(query.order_by(LessonChangeRow.version.desc())).all()


def leads_decided(session: Session, request_type: str, limit: int) -> Sequence[LessonRow]:
    """Return the latest lessons on who leads a request type, newest first."""
    query = sa.select(LessonRow).where(
        LessonRow.kind == LessonKind.LEAD.value, LessonRow.decided_type == request_type
    )
    return session.scalars(query.order_by(LessonRow.id.desc()).limit(limit)).all()


def lead_lesson_of(session: Session, ticket_no: str) -> LessonRow | None:
    """Return the latest lesson that a ticket taught on who leads."""
    query = sa.select(LessonRow).where(
        LessonRow.ticket_no == ticket_no, LessonRow.kind == LessonKind.LEAD.value
    )
    return session.scalars(query.order_by(LessonRow.id.desc()).limit(1)).first()
