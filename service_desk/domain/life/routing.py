"""The rows that find the responsible department: dispatch, signature, return and its ruling, transfer, undo."""

from __future__ import annotations

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import B, D, H, S, Transition, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_LEAD, _COORDINATOR = Audience.LEAD_DEPARTMENT, Audience.COORDINATOR
_DISPATCHED = ((Notice.DISPATCHED, _LEAD), (Notice.CO_TASK, Audience.CO_DEPARTMENTS))

ROUTING_ROWS: tuple[Transition, ...] = (
    row(s.ACCEPTED, Action.DISPATCH, s.DISPATCHED, (D,), tell=_DISPATCHED),
    row(s.ACCEPTED, Action.ANSWER_DIRECTLY, s.CALLBACK, (D,), tell=((Notice.RESULT, Audience.ENTERPRISE),)),
    row(s.DISPATCHED, Action.SIGN, s.IN_PROGRESS, (H, B), tell=((Notice.SIGNED, Audience.ENTERPRISE),)),
    row(s.DISPATCHED, Action.RETURN, s.RETURN_REVIEW, (B,), g.returns_in_time,
        tell=((Notice.RETURNED, _COORDINATOR),), public=False),
    row(s.DISPATCHED, Action.UNDO, None, (D, S), g.may_be_undone, tell=((Notice.TAKEN_BACK, Audience.NAMED_DEPARTMENT),), public=False),
    row(s.RETURN_REVIEW, Action.UPHOLD_RETURN, s.ACCEPTED, (D, S), public=False),
    row(s.RETURN_REVIEW, Action.REJECT_RETURN, s.DISPATCHED, (D, S),
        tell=((Notice.RETURN_REJECTED, _LEAD),), public=False),
    row(s.IN_PROGRESS, Action.TRANSFER, s.DISPATCHED, (D, S), g.is_not_paused, tell=((Notice.DISPATCHED, _LEAD),)),
    row(s.MERGED, Action.UNDO, None, (D,), g.may_be_undone, public=False),
    row(s.MERGED, Action.UNMERGE, None, (D, S), tell=((Notice.UNMERGED, Audience.ENTERPRISE),)),
)  # fmt: skip
