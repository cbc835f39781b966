"""Who works in a department: whom a ticket can be given to, and whose tickets a list can be narrowed to."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.persistence.accounts import officers_of
from service_desk.persistence.database import Session
from service_desk.usecases.acting.stand_ins import away_now


def colleagues(session: Session, department: str | None) -> list[tuple[int, str]]:
    """Return the active officers of a department by id and name; nobody where no department is given."""
    if department is None:
        return []
    return [(officer.id, officer.display_name) for officer in officers_of(session, department)]


def told_colleagues(
    session: Session, department: str | None, now: datetime
) -> list[tuple[int, str | Bilingual]]:
    """Return the active officers of a department; beside the name of one who is away until when, and who stands in."""
    people = colleagues(session, department)
    away = away_now(session, [number for number, _name in people], now)
    found: list[tuple[int, str | Bilingual]] = []
    for number, name in people:
        absence = away.get(number)
        if absence is None:
            found.append((number, name))
            continue
        until, other = date_words(absence.row.until_on), absence.substitute.display_name
        words = Bilingual(
            f"{name}（到{until.zh}不在岗，{other}代班）", f"{name} (away until {until.en}, {other} stands in)"
        )
        found.append((number, words))
    return found
