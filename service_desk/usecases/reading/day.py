"""The sentence that tells an officer the day: what to do first, what is due, what day it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import DayKind, WorkingCalendar
from service_desk.domain.date_words import day_words
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.zone_time import local_date
from service_desk.persistence.queues import COUNT_LIMIT

_INTAKE = (State.SUBMITTED, State.ACCEPTED, State.RETURN_REVIEW)
_CALLS = (State.CALLBACK, State.RESOLVED_ON_SITE)


@dataclass(frozen=True)
class Day:
    """The heading of a queue and the line below it."""

    heading: Bilingual
    words: Bilingual


@dataclass(frozen=True)
class Load:
    """What lies in somebody's queues: by state, from the kept counts; due today and overdue, counted no further than the limit."""

    by_state: Mapping[str, int]
    due: int
    overdue: int

    def of(self, *states: State) -> int:
        """Return how many tickets lie in these states."""
        return sum(self.by_state.get(state.value, 0) for state in states)


def tell_day(actor: Actor, load: Load, now: datetime, calendar: WorkingCalendar) -> Day:
    """Return the day in words, as the person's first duty sees it."""
    today = local_date(now)
    parts = [*_dates(load), day_words(today), *_unusual(today, calendar)]
    if actor.has_role(Role.DISPATCHER):
        return Day(_dispatchers(load), _joined([*_states(load, _INTAKE), *parts]))
    if actor.has_role(*DEPARTMENT_ROLES):
        return Day(_departments(load), _joined(parts))
    if actor.has_role(Role.CALLBACK):
        return Day(_callers(load), _joined([*_states(load, _CALLS), parts[-1]]))
    return Day(_overseers(load), _joined(parts))


def _dispatchers(load: Load) -> Bilingual:
    waiting = load.of(*_INTAKE)
    if not waiting:
        return Bilingual("新诉求都处理完了", "Every new request has been dealt with")
    number = f"{waiting:,}"
    return Bilingual(f"今天先办这 {number} 件", f"First today: {number} to accept, dispatch or rule on")


def _departments(load: Load) -> Bilingual:
    if load.due + load.overdue:
        number = _number(load.due + load.overdue)
        return Bilingual(f"今天先办这 {number} 件", f"First today: {number} due")
    held = load.of(State.DISPATCHED, State.IN_PROGRESS, State.RESULT_REVIEW)
    if held:
        number = f"{held:,}"
        return Bilingual(f"今天没有到期的，手上在办 {number} 件", f"Nothing is due today; {number} in hand")
    return Bilingual("手上没有在办的诉求", "Nothing in hand")


def _callers(load: Load) -> Bilingual:
    waiting = load.of(*_CALLS)
    if not waiting:
        return Bilingual("没有等待回访的诉求", "Nobody is waiting to be called back")
    number = f"{waiting:,}"
    return Bilingual(f"{number} 件等您回访", f"{number} to call back")


def _overseers(load: Load) -> Bilingual:
    if load.overdue:
        number = _number(load.overdue)
        return Bilingual(f"{number} 件超期，先督办这些", f"{number} overdue; these first")
    return Bilingual("没有超期的诉求", "Nothing is overdue")


def _dates(load: Load) -> list[Bilingual]:
    found = []
    if load.due:
        found.append(Bilingual(f"{_number(load.due)} 件今日到期", f"{_number(load.due)} due today"))
    if load.overdue:
        found.append(Bilingual(f"{_number(load.overdue)} 件超期", f"{_number(load.overdue)} overdue"))
    return found


def _states(load: Load, states: tuple[State, ...]) -> list[Bilingual]:
    found = []
    for state in states:
        if number := load.of(state):
            name = STATE_NAMES[state]
            found.append(Bilingual(f"{number:,} 件{name.zh}", f"{number:,} {name.en.lower()}"))
    return found


def _unusual(today: date, calendar: WorkingCalendar) -> list[Bilingual]:
    """Return what is unusual about today or the coming weekend, if anything is."""
    if calendar.kind(today) is DayKind.HOLIDAY:
        return [Bilingual("今天是节假日", "a public holiday")]
    weekend = [today + timedelta(days=ahead) for ahead in range(7 - today.weekday())]
    made_up = [day for day in weekend if calendar.kind(day) is DayKind.MAKE_UP]
    if not made_up:
        return []
    words = day_words(made_up[0])
    return [Bilingual(f"{words.zh}调休上班", f"{words.en} is a make-up working day")]


def _joined(parts: list[Bilingual]) -> Bilingual:
    return Bilingual(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _number(count: int) -> str:
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count)
