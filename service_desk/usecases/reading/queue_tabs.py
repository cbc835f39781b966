"""The tabs of the desk: which lists of tickets each role works from, in the order in which they are worked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.applications import ApplicationKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.states import OPEN_STATES, STATE_NAMES, State
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.tickets import CO_TASK
from service_desk.usecases.reading import tab_words as words


@dataclass(frozen=True)
class Tab:
    """One list; `key` names it in addresses, `words` say which tickets these are, `appears` what comes here and when.

    `kept` are the kept counts whose sum is its length; without any it is counted, no further than the bound. A list
    without end (`is_counted` false) is never counted and not opened by itself; `is_pressing` marks what is due.
    """

    key: str
    name: Bilingual
    words: Bilingual
    appears: Bilingual
    narrowed: QueueFilter
    kept: tuple[str, ...] = ()
    is_counted: bool = True
    is_pressing: bool = False

    @property
    def department(self) -> str | None:
        """The department whose queue this is, None for the whole zone."""
        return self.narrowed.department or self.narrowed.co_department


_DISPATCHERS = (State.SUBMITTED, State.RETURN_REVIEW, State.ACCEPTED, State.NEED_INFO)
_CALLERS = (State.CALLBACK, State.RESOLVED_ON_SITE)
_OVERSEERS = (State.RETURN_REVIEW, State.RESULT_REVIEW, State.ON_HOLD)
_DEPARTMENTS = (State.IN_PROGRESS, State.RESULT_REVIEW)
_DEPARTMENTS_LATER = (State.RETURN_REVIEW, State.CALLBACK, State.ON_HOLD)
_REST = (State.DISPATCHED, State.IN_PROGRESS, State.RESULT_REVIEW, State.ON_HOLD, State.CALLBACK)
_ZONE_READERS = (Role.DISPATCHER, Role.SUPERVISOR, Role.LEADER, Role.COMMISSIONER)


def tabs_of(actor: Actor, now: datetime, stands_in_for: tuple[int, ...] = ()) -> tuple[Tab, ...]:
    """Return the lists a person works from; empty for whoever works on no tickets.

    `stands_in_for` are the absent colleagues whose tickets he sees to now.
    """
    found: list[Tab] = []
    if actor.has_role(Role.SUPERVISOR, Role.LEADER):
        found += [_overdue(now, None), _supervised(), *_to_decide(actor), *_zone(_OVERSEERS)]
    if actor.has_role(Role.DISPATCHER):
        found += [*_zone(_DISPATCHERS), *_to_decide(actor)]
    if actor.has_role(Role.CALLBACK):
        found += _zone(_CALLERS)
    if actor.department and actor.has_role(*DEPARTMENT_ROLES):
        found += _own(actor.department, now, stands_in_for)
    if actor.has_role(*_ZONE_READERS):
        found += [_overdue(now, None), _due(now, None), *_zone(_REST), _state(State.CLOSED, None), _open()]
    elif actor.has_role(Role.CALLBACK):
        found.append(_state(State.CLOSED, None))
    return tuple(
        {tab.key: tab for tab in reversed(found)}[key] for key in dict.fromkeys(t.key for t in found)
    )


def due_tonight(now: datetime) -> datetime:
    """Return the moment before which everything due today falls; 24:00 is stored as 0:00 of the next day."""
    return end_of_day(local_date(now)) + timedelta(microseconds=1)


def _zone(states: Iterable[State]) -> list[Tab]:
    return [_state(state, None) for state in states]


def _own(department: str, now: datetime, stands_in_for: tuple[int, ...]) -> list[Tab]:
    later = [_state(state, department) for state in (*_DEPARTMENTS_LATER, State.CLOSED)]
    helping = Tab(
        "our-helping", words.HELPING, words.HELPING_WORDS, words.HELPING_APPEARS,
        QueueFilter(co_department=department), kept=(CO_TASK,),
    )  # fmt: skip
    first = [_state(State.DISPATCHED, department), _overdue(now, department), _due(now, department)]
    working = [_state(state, department) for state in _DEPARTMENTS]
    absent = [_stand_in(department, stands_in_for)] if stands_in_for else []
    return [*first, *absent, *working, helping, *later, _open(department)]


def _stand_in(department: str, absent: tuple[int, ...]) -> Tab:
    narrowed = QueueFilter(department=department, owner_ids=absent)
    return Tab(STAND_IN, words.STAND_IN, words.STAND_IN_WORDS, words.STAND_IN_APPEARS, narrowed)


def _state(state: State, department: str | None) -> Tab:
    name = STATE_NAMES[state]
    if department is not None and state is State.RETURN_REVIEW:
        name = Bilingual("退单", "Returned")
    narrowed = QueueFilter(states=(state,), department=department)
    key = f"our-{state.value}" if department else state.value
    is_ended = state is State.CLOSED
    return Tab(
        key,
        name,
        words.WORDS[state],
        words.APPEARS[state],
        narrowed,
        kept=(state.value,),
        is_counted=not is_ended,
    )


def _due(now: datetime, department: str | None) -> Tab:
    narrowed = QueueFilter(department=department, due_from=now, due_before=due_tonight(now))
    return Tab(
        "our-due" if department else "due",
        words.DUE,
        words.DUE_WORDS,
        words.DUE_APPEARS,
        narrowed,
        is_pressing=True,
    )


def _overdue(now: datetime, department: str | None) -> Tab:
    narrowed = QueueFilter(department=department, due_before=now)
    key = "our-overdue" if department else "overdue"
    return Tab(key, words.OVERDUE, words.OVERDUE_WORDS, words.OVERDUE_APPEARS, narrowed, is_pressing=True)


def _to_decide(actor: Actor) -> list[Tab]:
    """Return the list of what a person decides: holds are the leaders', the rest the supervisors' and dispatchers'."""
    kinds = [ApplicationKind.HOLD] if actor.has_role(Role.LEADER) else []
    if actor.has_role(Role.SUPERVISOR, Role.DISPATCHER):
        kinds += [ApplicationKind.EXTENSION, ApplicationKind.LEVEL]
    narrowed = QueueFilter(applications=tuple(kind.value for kind in kinds))
    return [
        Tab(
            "to-decide",
            words.TO_DECIDE,
            words.TO_DECIDE_WORDS,
            words.TO_DECIDE_APPEARS,
            narrowed,
            is_pressing=True,
        )
    ]


def _supervised() -> Tab:
    narrowed = QueueFilter(is_supervised=True)
    return Tab("supervised", words.SUPERVISED, words.SUPERVISED_WORDS, words.SUPERVISED_APPEARS, narrowed)


def _open(department: str | None = None) -> Tab:
    kept = tuple(sorted(state.value for state in OPEN_STATES))
    key = "our-open" if department else "open"
    narrowed = QueueFilter(department=department, is_open=True)
    return Tab(key, words.OPEN, words.OPEN_WORDS, words.OPEN_APPEARS, narrowed, kept=kept)


STAND_IN = "stand-in"
"""The key of the list of what absent colleagues have in hand."""
