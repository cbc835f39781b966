"""Who is away today and who stands in: for whom a person sees to tickets, and who sees to his."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.domain.zone_time import local_date
from service_desk.persistence.absences import NamedAbsence, away_today, stood_in_for
from service_desk.persistence.database import Session


def stands_in_for(session: Session, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Return the accounts of the absent colleagues whose tickets a person sees to today."""
    if actor.user_id is None or not actor.has_role(*DEPARTMENT_ROLES):
        return ()
    found = stood_in_for(session, actor.user_id, local_date(now))
    return tuple(each.row.user_id for each in found if each.person.department == actor.department)


def away_now(session: Session, people: Iterable[int], now: datetime) -> Mapping[int, NamedAbsence]:
    """Return who of these people is away today, by account, with the substitute."""
    return away_today(session, people, local_date(now))


def on_behalf_of(session: Session, actor: Actor, owner_id: int | None, now: datetime) -> str | None:
    """Return the name of the handler somebody stands in for when he acts on that handler's ticket, None where he does not."""
    if actor.user_id is None or owner_id is None or owner_id == actor.user_id:
        return None
    absence = away_now(session, [owner_id], now).get(owner_id)
    if absence is None or absence.row.substitute_id != actor.user_id:
        return None
    return absence.person.display_name
