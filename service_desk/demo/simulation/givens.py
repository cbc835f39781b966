"""What is written into the event of a simulated act, in the words of the use case that records it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.callbacks import ENTERPRISE_OUTCOMES, Outcome, ResultType
from service_desk.domain.catalogue import Category, Level, load_catalogue
from service_desk.domain.course import Course
from service_desk.domain.policy import load_policies
from service_desk.domain.requests import Urgency
from service_desk.domain.stops import EVIDENCED_STOPS
from service_desk.domain.supervision import SheetColour
from service_desk.domain.zone_time import local_date

_KINDS = tuple(load_catalogue().request_types)
_DEPARTMENTS = tuple(load_catalogue().departments)
_COORDINATOR = load_catalogue().coordinator
_POLICIES = tuple(policy.reference for policy in load_policies().values())

_ANSWERS = (*Outcome, Outcome.SOLVED, Outcome.SOLVED, Outcome.SOLVED, Outcome.SOLVED)


@dataclass(frozen=True)
class Moment:
    """Where a ticket stands when somebody acts on it, and another ticket of the same firm, if it has one."""

    course: Course
    actor: Actor
    now: datetime
    dice: Random
    other: str | None

    def later(self) -> str:
        """Return a day in the coming weeks, as an event holds it."""
        return (local_date(self.now) + timedelta(days=self.dice.randint(1, 60))).isoformat()

    def department(self) -> str:
        """Return a department other than the lead."""
        return self.dice.choice([code for code in _DEPARTMENTS if code != self.course.lead])


def given(action: Action, moment: Moment) -> dict[str, Any] | None:
    """Return an act's data; None where there is nothing to perform it on (no other ticket to merge into)."""
    write = _GIVEN.get(action)
    return write(moment) if write is not None else {"note": "模拟"}


def _submit(moment: Moment) -> dict[str, Any]:
    return {"source": "web", "request_type": moment.dice.choice(_KINDS)}


def _record_on_site(moment: Moment) -> dict[str, Any]:
    return {**_submit(moment), "lead": _COORDINATOR, "answer": "模拟"}


def _accept(moment: Moment) -> dict[str, Any]:
    dice = moment.dice
    return {
        "category": dice.choice(list(Category)).value,
        "secondary_category": None,
        "request_type": dice.choice(_KINDS),
        "level": dice.choice(list(Level)).value,
        "urgency": int(dice.choice(list(Urgency))),
        "policy": dice.choice(_POLICIES),
    }


def _dispatch(moment: Moment) -> dict[str, Any]:
    dice, lead = moment.dice, moment.dice.choice(_DEPARTMENTS)
    helpers = [code for code in dice.sample(_DEPARTMENTS, dice.choice((0, 0, 0, 1, 2))) if code != lead]
    data: dict[str, Any] = {"lead": lead, "co_departments": helpers, "note": ""}
    if helpers and dice.random() < 0.5:
        data["tasks"] = [{"department": code, "title": "模拟", "due_on": moment.later()} for code in helpers]
        data["joint"] = dice.random() < 0.5
    return data


def _answer_directly(moment: Moment) -> dict[str, Any]:
    return {
        "answer": "模拟",
        "result_type": ResultType.EXPLAINED.value,
        "lead": _COORDINATOR,
        "callback": True,
    }


def _assign(moment: Moment) -> dict[str, Any]:
    return {"user_id": moment.actor.user_id, "name": moment.actor.name}


def _pause_clock(moment: Moment) -> dict[str, Any]:
    kind = moment.dice.choice(EVIDENCED_STOPS).value
    return {"kind": kind, "evidence": "模拟", "expected_until": moment.later()}


def _part(moment: Moment) -> dict[str, Any]:
    return {
        "department": moment.department(),
        "title": "模拟",
        "due_on": moment.dice.choice((None, moment.later())),
    }


def _ended_part(moment: Moment) -> dict[str, Any] | None:
    own = [task.no for task in moment.course.open_tasks if task.department == moment.actor.department]
    tasks = own or [task.no for task in moment.course.open_tasks]
    return {"task": moment.dice.choice(tasks), "note": "模拟"} if tasks else None


def _meeting(moment: Moment) -> dict[str, Any]:
    owner = {"department": moment.department(), "matter": "模拟", "due_on": moment.later()}
    return {"minutes": "模拟", "owners": [owner]}


def _answered_referral(moment: Moment) -> dict[str, Any] | None:
    waiting = [each.no for each in moment.course.open_referrals]
    return {"referral": moment.dice.choice(waiting), "note": "模拟"} if waiting else None


def _hold_plan(moment: Moment) -> dict[str, Any]:
    return {"plan": "模拟", "reason": "模拟", "review_on": moment.later()}


def _hold(moment: Moment) -> dict[str, Any]:
    asked = moment.course.application
    return dict(asked.data) if asked is not None else {}


def _called(moment: Moment) -> dict[str, Any]:
    return {"outcome": moment.dice.choice(_ANSWERS).value, "rating": moment.dice.choice((None, 1, 3, 4, 5))}


def _rated(moment: Moment) -> dict[str, Any]:
    return {"outcome": moment.dice.choice(ENTERPRISE_OUTCOMES).value, "rating": moment.dice.randint(1, 5)}


def _again(moment: Moment) -> dict[str, Any]:
    data: dict[str, Any] = {"reason": "模拟"}
    if moment.course.accepted_at is None:  # solved on the spot: its clock starts with this act
        data |= {"level": moment.course.level.value, "policy": moment.dice.choice(_POLICIES)}
    return data


def _sheet(moment: Moment) -> dict[str, Any]:
    colour = moment.dice.choice(list(SheetColour)).value
    return {"colour": colour, "note": "模拟", "key": f"{colour}/hand/{moment.now:%Y%m%d%H%M%S}"}


def _undone(moment: Moment) -> dict[str, Any] | None:
    last = moment.course.last_act
    return {"undoes": last.seq, "act": last.action.value, "department": moment.course.lead} if last else None


def _energised(moment: Moment) -> dict[str, Any]:
    until = moment.dice.choice((None, date(moment.now.year, 12, 31).isoformat()))
    return {"on": local_date(moment.now).isoformat(), "until": until}


_GIVEN: Mapping[Action, Callable[[Moment], dict[str, Any] | None]] = {
    Action.SUBMIT: _submit,
    Action.RECORD_ON_SITE: _record_on_site,
    Action.ACCEPT: _accept,
    Action.DISPATCH: _dispatch,
    Action.ANSWER_DIRECTLY: _answer_directly,
    Action.SIGN: lambda moment: {"contacted": moment.dice.random() < 0.6},
    Action.ASSIGN: _assign,
    Action.TRANSFER: lambda moment: {"lead": moment.department(), "reason": "模拟"},
    Action.PAUSE_CLOCK: _pause_clock,
    Action.ADD_CO_TASK: _part,
    Action.FINISH_CO_TASK: _ended_part,
    Action.WAIVE_CO_TASK: _ended_part,
    Action.RECORD_MEETING: _meeting,
    Action.REFER_OUTSIDE: lambda moment: {"unit": "模拟单位", "note": "模拟", "expected_on": moment.later()},
    Action.CLOSE_REFERRAL: _answered_referral,
    Action.RECORD_ENERGISED: _energised,
    Action.APPLY_EXTENSION: lambda moment: {"reason": "模拟", "days": moment.dice.randint(1, 60)},
    Action.APPLY_LEVEL: lambda moment: {"reason": "模拟", "wanted": Level.MAJOR.value},
    Action.RAISE_LEVEL: lambda moment: {"level": Level.MAJOR.value, "reason": "模拟"},
    Action.APPLY_HOLD: _hold_plan,
    Action.HOLD: _hold,
    Action.SUBMIT_RESULT: lambda moment: {"answer": "模拟", "result_type": moment.dice.choice(list(ResultType)).value},
    Action.APPROVE_RESULT: lambda moment: {"callback": moment.dice.random() < 0.8},
    Action.RECORD_CALLBACK: _called,
    Action.RATE: _rated,
    Action.REDO: _again,
    Action.REOPEN: _again,
    Action.PUT_ON_LIST: _again,
    Action.MERGE: lambda moment: {"into": moment.other} if moment.other else None,
    Action.JOIN: lambda moment: {"parent": moment.other} if moment.other else None,
    Action.ISSUE_SHEET: _sheet,
    Action.UNDO: _undone,
}  # fmt: skip
