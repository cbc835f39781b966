"""The people and the situations that tests of the rules put on stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.applications import ApplicationKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Level
from service_desk.domain.events import Event
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
    "owed": {"open_co_departments": frozenset()},
    "heard": {"open_referrals": 1},
    "referred": {"open_referrals": 0},
    "prompt": {"return_deadline": NOW - timedelta(seconds=1)},
    "unruled": {"return_is_final": True},
    "first": {"returned_by": (LEAD,)},
    "undoable": {"last_act": None},
    "gate": {
        "lending_problem": Bilingual("借用加自留超过额定容量", "Borrowed and kept exceed the rated capacity")
    },
    "unasked": {"application": ApplicationKind.HOLD},
    "asked": {"application": None},
    "extension_asked": {"application": ApplicationKind.LEVEL},
    "level_asked": {"application": ApplicationKind.HOLD},
    "hold_asked": {"application": ApplicationKind.EXTENSION},
    "extendable": {"extensions": 2},
    "in_time": {"extension_deadline": NOW - timedelta(seconds=1)},
    "raisable": {"level_raises": 1},
    "unbreached": {"closing_due": NOW - timedelta(seconds=1)},
    "another": {"result_by": 7},
    "outsider": {"handlers": frozenset({7, 8})},
    "answered": {"answered": False, "solved": None},
    "agreed": {"answered": True, "solved": False},
    "content": {"only_satisfied_closes": True, "rating": 2},
    "disputed": {"answered": True, "solved": True, "rating": 3},
    "childless": {"open_children": 1},
    "orphan": {"has_parent": True},
    "parented": {"has_parent": False},
    "unescalated": {"is_escalated": True},
    "instructed": {"has_open_instruction": False},
    "sheeted": {"has_open_sheet": False},
    "recent": {"closed_at": NOW - timedelta(days=30, seconds=1)},
    "overdue": {"info_deadline": NOW},
}
"""For each condition of the expected life, the smallest change that breaks it and nothing else."""

_ASKED = {
    "extension_asked": ApplicationKind.EXTENSION,
    "level_asked": ApplicationKind.LEVEL,
    "hold_asked": ApplicationKind.HOLD,
    "asked": ApplicationKind.EXTENSION,
}


def favourable(state: State, action: str, conditions: frozenset[str]) -> Situation:
    """Return a situation in which nothing but the person decides whether the act is possible."""
    return Situation(
        ticket_no="" if state is State.DRAFT else TICKET_NO,
        state=state,
        lead_department=None if state in WITHOUT_LEAD else LEAD,
        handlers=frozenset({8}),
        result_by=8,
        open_co_departments=frozenset() if "helped" in conditions else frozenset({HELPING}),
        open_referrals=int("referred" in conditions),
        has_parent="parented" in conditions,
        level=Level.GENERAL,
        application=next((kind for name, kind in _ASKED.items() if name in conditions), None),
        closing_due=NOW,
        extension_deadline=NOW,
        dispatched_at=NOW - timedelta(hours=1),
        return_deadline=NOW,
        is_paused="paused" in conditions,
        info_deadline=NOW - timedelta(seconds=1),
        answered=True,
        solved="disputed" not in conditions,
        rating=5 if "disputed" not in conditions else None,
        closed_at=NOW - timedelta(days=30),
        last_act=Event(
            3, NOW - timedelta(minutes=10), Action.DISPATCH, State.ACCEPTED, State.DISPATCHED, actor_id=7
        ),
        has_open_sheet=True,
        has_open_instruction=True,
        is_power_supply=True,
    )


def broken(situation: Situation, condition: str) -> Situation:
    """Return the situation with one condition broken."""
    return replace(situation, **BREACHES[condition])
