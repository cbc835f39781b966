"""The rows of what a department must ask leave for: extension, higher level, hold (domain notes §1.5, §2.2)."""

from __future__ import annotations

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import B, D, H, L, S, Transition, X, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_WORKING = s.IN_PROGRESS
_ENTERPRISE, _LEAD = Audience.ENTERPRISE, Audience.LEAD_DEPARTMENT
_TO_DECIDE = ((Notice.APPLICATION, Audience.COORDINATOR),)

LEAVE_ROWS: tuple[Transition, ...] = (
    row(_WORKING, Action.APPLY_EXTENSION, _WORKING, (H, B), g.is_not_paused, g.nothing_is_asked, g.may_be_extended,
        tell=_TO_DECIDE, public=False),
    row(_WORKING, Action.GRANT_EXTENSION, _WORKING, (D, S), g.extension_is_asked,
        tell=((Notice.EXTENDED, _ENTERPRISE), (Notice.EXTENDED, _LEAD))),
    row(_WORKING, Action.APPLY_LEVEL, _WORKING, (H, B), g.nothing_is_asked, g.level_may_be_raised,
        tell=_TO_DECIDE, public=False),
    row(_WORKING, Action.RAISE_LEVEL, _WORKING, (D, S), g.level_is_asked,
        tell=((Notice.LEVEL_RAISED, _ENTERPRISE), (Notice.LEVEL_RAISED, _LEAD))),
    row(_WORKING, Action.APPLY_HOLD, _WORKING, (B,), g.is_not_paused, g.nothing_is_asked,
        tell=((Notice.APPLICATION, Audience.LEADERS),), public=False),
    row(_WORKING, Action.HOLD, s.ON_HOLD, (L,), g.is_not_paused, g.hold_is_asked,
        tell=((Notice.ON_HOLD, _ENTERPRISE), (Notice.ON_HOLD, _LEAD))),
    row(_WORKING, Action.REFUSE_APPLICATION, _WORKING, (D, S, L), g.something_is_asked,
        tell=((Notice.APPLICATION_REFUSED, _LEAD),), public=False),
    row(s.ON_HOLD, Action.PROGRESS, s.ON_HOLD, (H, B), tell=((Notice.PROGRESS, _ENTERPRISE),), public=None),
    row(s.ON_HOLD, Action.RESUME, _WORKING, (B, S, X), tell=((Notice.HOLD_ENDED, _LEAD),)),
)  # fmt: skip
