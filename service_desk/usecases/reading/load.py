"""Who in a department carries how much: open, due today, overdue, waiting for co-handlers; and who is away until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled
from service_desk.domain.roles import Role
from service_desk.persistence.absences import NamedAbsence
from service_desk.persistence.accounts import officers_of
from service_desk.persistence.conditions import NOBODY
from service_desk.persistence.database import Session
from service_desk.persistence.queues import bounded_counts
from service_desk.usecases.acting.stand_ins import away_now
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import tabs_of

_HEADS = Bilingual("部门负责人才能看各承办人的工作量。", "Only heads see the load of their handlers.")
_OVERSEERS = (Role.SUPERVISOR, Role.LEADER)
"""Who sees the load of every department."""


@dataclass(frozen=True)
class Measure:
    """One number of the table: what it is called and which list (tab and conditions) it counts."""

    key: str
    name: Bilingual
    tab: str
    parts: str | None = None
    is_pressing: bool = False

    def narrowing(self, owner_id: int | None, department: str | None = None) -> Narrowing:
        """Return the conditions of the list behind the number of one handler (None: of all of them).

        `department` is named where the list is one of the zone's.
        """
        return Narrowing(owner_id=owner_id, parts=self.parts, department=department)

    @property
    def zone_tab(self) -> str:
        """The list of the whole zone that an overseer finds the same tickets in."""
        return self.tab.removeprefix("our-")


MEASURES = (
    Measure("open", Bilingual("在办", "Open"), "our-open"),
    Measure("due", Bilingual("今日到期", "Due today"), "our-due", is_pressing=True),
    Measure("overdue", Bilingual("超期", "Overdue"), "our-overdue", is_pressing=True),
    Measure("parts", Bilingual("等协办", "Waiting for co-handlers"), "our-open", parts="open"),
)


@dataclass(frozen=True)
class HandlerLoad:
    """One handler (NOBODY for what has none), the numbers by the measures' keys, the absence he is on today."""

    user_id: int
    name: str
    numbers: dict[str, int]
    absence: NamedAbsence | None = None

    @property
    def is_nobody(self) -> bool:
        """Tell whether this is what no handler has."""
        return self.user_id == NOBODY


def is_overseer(actor: Actor) -> bool:
    """Tell whether somebody sees the load of every department."""
    return actor.has_role(*_OVERSEERS)


def load_of_departments(
    session: Session, actor: Actor, now: datetime, departments: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Return each department's numbers by the measures' keys; raises NotEntitled for whoever oversees none but his own."""
    if not is_overseer(actor):
        raise NotEntitled(_HEADS)
    tabs = {tab.key: tab for tab in tabs_of(actor, now)}
    filters = [
        measure.narrowing(None, department).within(tabs[measure.zone_tab], now)
        for department in departments
        for measure in MEASURES
    ]
    numbers = iter(bounded_counts(session, filters))
    return {department: {each.key: next(numbers) for each in MEASURES} for department in departments}


def load_of_department(
    session: Session, actor: Actor, now: datetime, department: str | None = None
) -> list[HandlerLoad]:
    """Return the load of each handler of a head's department, the heaviest first, then what nobody has.

    An overseer names any `department`. The numbers are the lengths of the lists they lead to: the same conditions. Raises
    NotEntitled for whoever is neither.
    """
    wanted = department or actor.department
    is_own = wanted == actor.department and actor.has_role(Role.HEAD)
    if wanted is None or not (is_own or is_overseer(actor)):
        raise NotEntitled(_HEADS)
    people = [(officer.id, officer.display_name) for officer in officers_of(session, wanted)]
    people.append((NOBODY, ""))
    head = replace(actor, roles=frozenset({Role.HEAD}), department=wanted)
    tabs = {tab.key: tab for tab in tabs_of(head, now)}
    filters = [
        measure.narrowing(user_id).within(tabs[measure.tab], now)
        for user_id, _name in people
        for measure in MEASURES
    ]
    numbers = iter(bounded_counts(session, filters))
    away = away_now(session, [user_id for user_id, _name in people], now)
    loads = [
        HandlerLoad(user_id, name, {each.key: next(numbers) for each in MEASURES}, away.get(user_id))
        for user_id, name in people
    ]
    return sorted(loads, key=lambda each: (each.is_nobody, -each.numbers["open"], each.user_id))
