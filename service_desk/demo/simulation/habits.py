"""How people behave in a simulated year: how often they choose an act, and how long they take to come back to a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from service_desk.domain.actions import Action
from service_desk.domain.course import Course
from service_desk.domain.life.row import Transition
from service_desk.domain.states import State
from service_desk.domain.transitions import TRANSITIONS, transitions_from

_USUAL = 4.0
_EAGERNESS: Mapping[Action, float] = {
    Action.ACCEPT: 30, Action.DISPATCH: 30, Action.SIGN: 25, Action.SUBMIT_RESULT: 28, Action.APPROVE_RESULT: 30,
    Action.RECORD_CALLBACK: 10, Action.STRIKE_OFF: 50, Action.CONTACT: 4, Action.PROGRESS: 6, Action.SUPPLEMENT: 12,
    Action.RESUME_CLOCK: 12, Action.FINISH_CO_TASK: 20, Action.RESUME: 12, Action.CLOSE_REFERRAL: 12,
    Action.UPHOLD_RETURN: 8, Action.REJECT_RETURN: 8, Action.REDO: 14, Action.PUT_ON_LIST: 10,
    Action.GRANT_EXTENSION: 12, Action.RAISE_LEVEL: 12, Action.HOLD: 12,
    Action.VERIFY_ON_SITE: 1.5, Action.PAUSE_CLOCK: 1.5, Action.ASK_ENTERPRISE: 2, Action.APPLY_HOLD: 1,
    Action.APPLY_EXTENSION: 3, Action.APPLY_LEVEL: 2, Action.RATE: 2,
    Action.NOTE: 0.6, Action.ADD_FACTS: 0.6, Action.JOIN: 0.8, Action.LEAVE: 1, Action.ESCALATE: 0.3, Action.URGE: 1,
    Action.ISSUE_SHEET: 1, Action.INSTRUCT: 0.6, Action.WITHDRAW: 0.25, Action.MERGE: 0.3, Action.DECLINE: 1.5,
    Action.REOPEN: 0.5, Action.TRANSFER: 1.5, Action.ADD_CO_TASK: 1, Action.RECORD_MEETING: 1, Action.REFER_OUTSIDE: 1.5,
    Action.CORRECT_CONTACT: 0.3, Action.UNDO: 2, Action.ASSIGN: 1.5, Action.LAPSE: 3, Action.ANSWER_DIRECTLY: 3,
}  # fmt: skip
"""How likely each act is against the others of its state; what is not named is `_USUAL`."""

_ENDED_AND_LEFT_ALONE = 0.85
_SHORT = timedelta(minutes=4)
_LONGEST_DAYS = {State.NEED_INFO: 24, State.ON_HOLD: 30, State.CLOSED: 40}
_USUAL_LONGEST_DAYS = 6
_QUICK = 0.25
"""The share of acts that follow within minutes, as an undo must."""

_CHOICES = {
    state: (tuple(rows), tuple(_EAGERNESS.get(row.action, _USUAL) for row in rows))
    for state in {row.source for row in TRANSITIONS}
    if (rows := transitions_from(state))
}


def next_wish(state: State, dice: Random) -> Transition:
    """Return what somebody would like to do to a ticket in a state; the rules may refuse it."""
    rows, eagerness = _CHOICES[state]
    return dice.choices(rows, eagerness)[0]


def is_left_alone(course: Course, dice: Random) -> bool:
    """Tell whether nothing happens to a ticket any more."""
    if course.state not in _CHOICES:
        return True
    return course.ended_at is not None and dice.random() < _ENDED_AND_LEFT_ALONE


def pause(state: State, dice: Random) -> timedelta:
    """Return how long it takes until somebody looks at a ticket again: minutes to weeks."""
    if dice.random() < _QUICK:
        return _SHORT * dice.random()
    days = _LONGEST_DAYS.get(state, _USUAL_LONGEST_DAYS)
    return timedelta(days=days * dice.random() ** 2, seconds=dice.randint(1, 3600))
