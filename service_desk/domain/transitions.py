"""The one table of a ticket's life: state × action → state, with who may, under which guards, and who is told.

It guards every use case, draws the buttons, prints `docs/life-of-a-ticket.md` and generates the exhaustive test.
Source: domain notes §2.2 and §2.7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.roles import Role
from service_desk.domain.states import OPEN_STATES, State

Told = tuple[Notice, Audience]


@dataclass(frozen=True)
class Transition:
    """One row: from `source`, `action` leads to `target` when one of `roles` performs it and every guard agrees.

    `is_public` tells whether the enterprise sees the entry in its timeline (None: the person decides each time);
    `co_only` rows belong to a co-handling department rather than to the lead.
    """

    source: State
    action: Action
    target: State
    roles: frozenset[Role]
    guards: tuple[g.Guard, ...] = ()
    notices: tuple[Told, ...] = ()
    is_public: bool | None = True
    co_only: bool = False


E, C, D, H, B, S, K, L, X = (
    Role.ENTERPRISE, Role.COMMISSIONER, Role.DISPATCHER, Role.HANDLER, Role.HEAD,
    Role.SUPERVISOR, Role.CALLBACK, Role.LEADER, Role.SYSTEM,
)  # fmt: skip
_TO_ENTERPRISE = Audience.ENTERPRISE
_TO_LEAD = Audience.LEAD_DEPARTMENT
_TO_COORDINATOR = Audience.COORDINATOR


def _row(
    source: State,
    action: Action,
    target: State,
    roles: Iterable[Role],
    *guards: g.Guard,
    tell: tuple[Told, ...] = (),
    public: bool | None = True,
    co_only: bool = False,
) -> Transition:
    return Transition(source, action, target, frozenset(roles), guards, tell, public, co_only)


def _intake() -> list[Transition]:
    s = State
    return [
        _row(s.DRAFT, Action.SUBMIT, s.SUBMITTED, (E, C, D), tell=((Notice.RECEIPT, _TO_ENTERPRISE),)),
        _row(s.DRAFT, Action.RECORD_ON_SITE, s.RESOLVED_ON_SITE, (C,), tell=((Notice.RECEIPT, _TO_ENTERPRISE),)),
        _row(s.SUBMITTED, Action.ACCEPT, s.ACCEPTED, (D,)),
        _row(s.SUBMITTED, Action.REQUEST_INFO, s.NEED_INFO, (D,), tell=((Notice.INFO_WANTED, _TO_ENTERPRISE),)),
        _row(s.SUBMITTED, Action.DECLINE, s.DECLINED, (D,), tell=((Notice.DECLINED, _TO_ENTERPRISE),)),
        _row(s.NEED_INFO, Action.SUPPLEMENT, s.SUBMITTED, (E, D), tell=((Notice.SUPPLEMENTED, _TO_COORDINATOR),)),
        _row(s.NEED_INFO, Action.LAPSE, s.WITHDRAWN, (X,), g.information_is_overdue,
             tell=((Notice.LAPSED, _TO_ENTERPRISE),)),
    ]  # fmt: skip


def _routing() -> list[Transition]:
    s = State
    dispatched = ((Notice.DISPATCHED, _TO_LEAD), (Notice.CO_TASK, Audience.CO_DEPARTMENTS))
    return [
        _row(s.ACCEPTED, Action.DISPATCH, s.DISPATCHED, (D,), tell=dispatched),
        _row(s.ACCEPTED, Action.ANSWER_DIRECTLY, s.CALLBACK, (D,), tell=((Notice.RESULT, _TO_ENTERPRISE),)),
        _row(s.DISPATCHED, Action.SIGN, s.IN_PROGRESS, (H, B), tell=((Notice.SIGNED, _TO_ENTERPRISE),)),
        _row(s.DISPATCHED, Action.RETURN, s.RETURN_REVIEW, (B,), g.returns_in_time,
             tell=((Notice.RETURNED, _TO_COORDINATOR),), public=False),
        _row(s.RETURN_REVIEW, Action.UPHOLD_RETURN, s.ACCEPTED, (D, S), public=False),
        _row(s.RETURN_REVIEW, Action.REJECT_RETURN, s.DISPATCHED, (D, S),
             tell=((Notice.RETURN_REJECTED, _TO_LEAD),), public=False),
    ]  # fmt: skip


def _handling() -> list[Transition]:
    s = State
    working = s.IN_PROGRESS
    return [
        _row(working, Action.ASSIGN, working, (H, B), public=False),
        _row(working, Action.CONTACT, working, (H, B)),
        _row(working, Action.PROGRESS, working, (H, B), tell=((Notice.PROGRESS, _TO_ENTERPRISE),), public=None),
        _row(working, Action.ASK_ENTERPRISE, working, (H, B), g.is_not_paused,
             tell=((Notice.INFO_WANTED, _TO_ENTERPRISE),)),
        _row(working, Action.SUPPLEMENT, working, (E, H, B), g.is_paused, tell=((Notice.SUPPLEMENTED, _TO_LEAD),)),
        _row(working, Action.RESUME_CLOCK, working, (H, B), g.is_paused),
        _row(working, Action.FINISH_CO_TASK, working, (H, B), public=False, co_only=True),
        _row(working, Action.WAIVE_CO_TASK, working, (B, S), public=False),
        _row(working, Action.HOLD, s.ON_HOLD, (S, L), g.is_not_paused, tell=((Notice.ON_HOLD, _TO_ENTERPRISE),)),
        _row(s.ON_HOLD, Action.PROGRESS, s.ON_HOLD, (H, B), tell=((Notice.PROGRESS, _TO_ENTERPRISE),), public=None),
        _row(s.ON_HOLD, Action.RESUME, working, (B, S, X)),
        _row(working, Action.SUBMIT_RESULT, s.RESULT_REVIEW, (H, B), g.is_not_paused, g.co_tasks_are_done,
             public=False),
        _row(s.RESULT_REVIEW, Action.APPROVE_RESULT, s.CALLBACK, (B, S), g.is_another_person,
             tell=((Notice.RESULT, _TO_ENTERPRISE),)),
        _row(s.RESULT_REVIEW, Action.SEND_BACK, working, (B, S), g.is_another_person,
             tell=((Notice.SENT_BACK, _TO_LEAD),), public=False),
    ]  # fmt: skip


def _closing() -> list[Transition]:
    s = State
    rows = []
    for state in (s.CALLBACK, s.RESOLVED_ON_SITE):
        rows += [
            _row(state, Action.RECORD_CALLBACK, state, (K,), g.has_not_handled),
            _row(state, Action.RATE, state, (E,), tell=((Notice.DISPUTED, _TO_COORDINATOR),)),
            _row(state, Action.STRIKE_OFF, s.CLOSED, (K,), g.has_not_handled, g.is_answered,
                 tell=((Notice.STRUCK_OFF, _TO_ENTERPRISE),)),
        ]  # fmt: skip
    return [
        *rows,
        _row(s.CALLBACK, Action.REDO, s.IN_PROGRESS, (K, S), g.is_disputed,
             tell=((Notice.REDO, _TO_LEAD), (Notice.REDO, _TO_ENTERPRISE))),
        _row(s.RESOLVED_ON_SITE, Action.PUT_ON_LIST, s.ACCEPTED, (K, D), g.is_disputed),
        _row(s.CLOSED, Action.RATE, s.CLOSED, (E,), g.is_within_reopen_window,
             tell=((Notice.DISPUTED, _TO_COORDINATOR),)),
        _row(s.CLOSED, Action.REOPEN, s.IN_PROGRESS, (D, S), g.is_within_reopen_window,
             tell=((Notice.REOPENED, _TO_LEAD), (Notice.REOPENED, _TO_ENTERPRISE))),
    ]  # fmt: skip


def _anywhere() -> list[Transition]:
    rows = []
    for state in sorted(OPEN_STATES):
        rows += [
            _row(state, Action.NOTE, state, (D, H, B, S, K), public=False),
            _row(state, Action.ADD_FACTS, state, (E, D), tell=((Notice.SUPPLEMENTED, _TO_LEAD),)),
            _row(state, Action.WITHDRAW, State.WITHDRAWN, (E,), tell=((Notice.WITHDRAWN, _TO_LEAD),)),
            _row(state, Action.MERGE, State.MERGED, (D,), tell=((Notice.MERGED, _TO_ENTERPRISE),)),
        ]
    return rows


TRANSITIONS: tuple[Transition, ...] = (*_intake(), *_routing(), *_handling(), *_closing(), *_anywhere())

_BY_STATE_AND_ACTION = {(row.source, row.action): row for row in TRANSITIONS}
if len(_BY_STATE_AND_ACTION) != len(TRANSITIONS):
    raise AssertionError("the transition table names a state and an action twice")


def find_transition(state: State, action: Action) -> Transition | None:
    """Return the row for an action in a state, or None where the table has none."""
    return _BY_STATE_AND_ACTION.get((state, action))


def transitions_from(state: State) -> list[Transition]:
    """Return every row that leaves (or stays in) a state, in the order of the table."""
    return [row for row in TRANSITIONS if row.source is state]
