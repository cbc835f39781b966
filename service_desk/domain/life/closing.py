"""The rows of the end: callback, rating, redo, strike-off, reopening."""

from __future__ import annotations

from service_desk.domain import closing_guards as c
from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import D, E, K, S, Transition, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_DISPUTED = ((Notice.DISPUTED, Audience.COORDINATOR),)


def _asked(state: State) -> tuple[Transition, ...]:
    return (
        row(state, Action.RECORD_CALLBACK, state, (K,), c.has_not_handled),
        row(state, Action.RATE, state, (E,), tell=_DISPUTED),
        row(state, Action.STRIKE_OFF, s.CLOSED, (K,), c.has_not_handled, c.is_answered, g.children_have_ended,
            tell=((Notice.STRUCK_OFF, Audience.ENTERPRISE),)),
    )  # fmt: skip


CLOSING_ROWS: tuple[Transition, ...] = (
    *_asked(s.CALLBACK),
    *_asked(s.RESOLVED_ON_SITE),
    row(s.CALLBACK, Action.REDO, s.IN_PROGRESS, (K, S), c.is_disputed,
        tell=((Notice.REDO, Audience.LEAD_DEPARTMENT), (Notice.REDO, Audience.ENTERPRISE))),
    row(s.RESOLVED_ON_SITE, Action.PUT_ON_LIST, s.ACCEPTED, (K, D), c.is_disputed),
    row(s.CLOSED, Action.RATE, s.CLOSED, (E,), c.is_within_reopen_window, tell=_DISPUTED),
    row(s.CLOSED, Action.CORRECT_CONTACT, s.CLOSED, (E, D, K)),
    row(s.CLOSED, Action.REOPEN, s.IN_PROGRESS, (D, S), c.is_within_reopen_window,
        tell=((Notice.REOPENED, Audience.LEAD_DEPARTMENT), (Notice.REOPENED, Audience.ENTERPRISE))),
)  # fmt: skip
