"""The people and the situations that tests of the rules put on stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.roles import Role
from service_desk.domain.situation import Situation
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI

TICKET_NO = "QY20260310-0001"
LEAD, HELPING, FOREIGN = "PW", "CB", "LE"
NOW = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)


def officer(role: Role, department: str | None = None, user_id: int = 7) -> Actor:
    """Return somebody with one role."""
    return Actor(user_id, f"演示-{role.value}", frozenset({role}), department)


PEOPLE: dict[str, Actor] = {
    "E": guest("演示联系人", TICKET_NO),
    "E of another ticket": guest("演示联系人", "QY20260310-0002"),
    "E who shows no code": guest("演示联系人"),
    "C": officer(Role.COMMISSIONER, "ES"),
    "D": officer(Role.DISPATCHER, "ES"),
    "H": officer(Role.HANDLER, LEAD),
    "B": officer(Role.HEAD, LEAD),
    "h": officer(Role.HANDLER, HELPING),
    "b": officer(Role.HEAD, HELPING),
    "handler elsewhere": officer(Role.HANDLER, FOREIGN),
    "head elsewhere": officer(Role.HEAD, FOREIGN),
    "handler nowhere": officer(Role.HANDLER, None),
    "head nowhere": officer(Role.HEAD, None),
    "S": officer(Role.SUPERVISOR, "GO"),
    "K": officer(Role.CALLBACK, "ES"),
    "L": officer(Role.LEADER, "GO"),
    "administrator": officer(Role.ADMINISTRATOR, "ES"),
    "X": SYSTEM,
}
"""One of each kind; the single letters are those of the expected life."""

WITHOUT_LEAD = frozenset({State.DRAFT, State.SUBMITTED, State.NEED_INFO, State.ACCEPTED, State.DECLINED})

BREACHES: dict[str, dict[str, Any]] = {
    "unpaused": {"is_paused": True},
    "paused": {"is_paused": False},
    "helped": {"open_co_departments": frozenset({HELPING})},
    "prompt": {"return_deadline": NOW - timedelta(seconds=1)},
    "unruled": {"return_is_final": True},
    "another": {"result_by": 7},
    "outsider": {"handlers": frozenset({7, 8})},
    "answered": {"answered": False, "solved": None},
    "agreed": {"answered": True, "solved": False},
    "disputed": {"answered": True, "solved": True},
    "recent": {"closed_at": NOW - timedelta(days=30, seconds=1)},
    "overdue": {"info_deadline": NOW},
}
"""For each condition of the expected life, the smallest change that breaks it and nothing else."""


def favourable(state: State, action: str, conditions: frozenset[str]) -> Situation:
    """Return a situation in which nothing but the person decides whether the act is possible."""
    return Situation(
        ticket_no="" if state is State.DRAFT else TICKET_NO,
        state=state,
        lead_department=None if state in WITHOUT_LEAD else LEAD,
        handlers=frozenset({8}),
        result_by=8,
        open_co_departments=frozenset() if "helped" in conditions else frozenset({HELPING}),
        dispatched_at=NOW - timedelta(hours=1),
        return_deadline=NOW,
        is_paused="paused" in conditions,
        info_deadline=NOW - timedelta(seconds=1),
        answered=True,
        solved="disputed" not in conditions,
        closed_at=NOW - timedelta(days=30),
    )


def broken(situation: Situation, condition: str) -> Situation:
    """Return the situation with one condition broken."""
    return replace(situation, **BREACHES[condition])
