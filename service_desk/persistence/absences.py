"""Absences with their substitutes: those in force and to come, those of a department, who stands in for whom today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from service_desk.persistence.accounts import User
from service_desk.persistence.tables import AbsenceRow


@dataclass(frozen=True)
class NamedAbsence:
    """An absence with both people."""

    row: AbsenceRow
    person: User
    substitute: User


def _named() -> sa.Select[AbsenceRow, User, User]:
    person, substitute = aliased(User), aliased(User)
    query = sa.select(AbsenceRow, person, substitute).join(person, person.id == AbsenceRow.user_id)
    return query.join(substitute, substitute.id == AbsenceRow.substitute_id)


_STANDING = (
    AbsenceRow.cancelled_at.is_(None),
    AbsenceRow.from_on <= sa.bindparam("today"),
    AbsenceRow.until_on >= sa.bindparam("today"),
)
"""The conditions of absences that are in force today."""

_AWAY = _named().where(AbsenceRow.user_id.in_(sa.bindparam("people", expanding=True)), *_STANDING)
_STOOD_IN_FOR = _named().where(AbsenceRow.substitute_id == sa.bindparam("person"), *_STANDING)


def absences_meeting(session: Session, people: Iterable[int], today: date) -> Sequence[AbsenceRow]:
    """Return the absences in force and to come in which one of these people is away or stands in."""
    ids = list(people)
    query = sa.select(AbsenceRow).where(
        AbsenceRow.cancelled_at.is_(None),
        AbsenceRow.until_on >= today,
        sa.or_(AbsenceRow.user_id.in_(ids), AbsenceRow.substitute_id.in_(ids)),
    )
    return session.scalars(query.order_by(AbsenceRow.from_on, AbsenceRow.id)).all()


def away_today(session: Session, people: Iterable[int], today: date) -> dict[int, NamedAbsence]:
    """Return who of these people is away today, by id, with his substitute, if that one's account is open."""
    ids = list(people)
    if not ids:
        return {}
    rows = session.execute(_AWAY, {"people": ids, "today": today})
    found = (NamedAbsence(row, who, other) for row, who, other in rows)
    return {each.row.user_id: each for each in found if each.substitute.active}


def stood_in_for(session: Session, user_id: int, today: date) -> list[NamedAbsence]:
    """Return the absences in which a person stands in today, by the absent one's name."""
    rows = session.execute(_STOOD_IN_FOR, {"person": user_id, "today": today})
    found = [NamedAbsence(row, who, other) for row, who, other in rows]
    return sorted(found, key=lambda each: (each.person.display_name, each.row.id))


def stood_in_for_from(session: Session, user_id: int, today: date) -> list[NamedAbsence]:
    """Return the absences in force and to come in which a person stands in, the earliest first."""
    query = _named().where(
        AbsenceRow.substitute_id == user_id, AbsenceRow.cancelled_at.is_(None), AbsenceRow.until_on >= today
    )
    rows = session.execute(query.order_by(AbsenceRow.from_on, AbsenceRow.id))
    return [NamedAbsence(row, who, other) for row, who, other in rows]


def absences_of_department(
    session: Session, department: str, *, before_id: int | None = None, limit: int = 50
) -> list[NamedAbsence]:
    """Return a department's absences with those that have ended or were cancelled, the latest made first."""
    query = _named().where(AbsenceRow.department == department)
    if before_id is not None:
        query = query.where(AbsenceRow.id < before_id)
    rows = session.execute(query.order_by(AbsenceRow.id.desc()).limit(limit))
    return [NamedAbsence(row, who, other) for row, who, other in rows]
