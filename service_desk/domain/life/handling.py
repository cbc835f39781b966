"""The rows of the department's work: contacts, progress, stops, co-tasks, external units, results."""

from __future__ import annotations

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import B, D, E, H, L, S, Transition, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_ENTERPRISE, _LEAD = Audience.ENTERPRISE, Audience.LEAD_DEPARTMENT
_WORKING = s.IN_PROGRESS
_PROGRESS = ((Notice.PROGRESS, _ENTERPRISE),)

HANDLING_ROWS: tuple[Transition, ...] = (
    row(_WORKING, Action.ASSIGN, _WORKING, (H, B), public=False),
    row(_WORKING, Action.UNDO, None, (H, B), g.may_be_undone, public=False),
    row(_WORKING, Action.CONTACT, _WORKING, (H, B)),
    row(_WORKING, Action.PROGRESS, _WORKING, (H, B), tell=_PROGRESS, public=None),
    row(_WORKING, Action.VERIFY_ON_SITE, _WORKING, (H, B)),
    row(_WORKING, Action.RECORD_ENERGISED, _WORKING, (H, B), g.is_not_paused, g.lending_is_in_order, tell=_PROGRESS),
    row(_WORKING, Action.ASK_ENTERPRISE, _WORKING, (H, B), g.is_not_paused, tell=((Notice.INFO_WANTED, _ENTERPRISE),)),
    row(_WORKING, Action.SUPPLEMENT, _WORKING, (E, H, B), g.is_paused, tell=((Notice.SUPPLEMENTED, _LEAD),)),
    row(_WORKING, Action.PAUSE_CLOCK, _WORKING, (H, B), g.is_not_paused),
    row(_WORKING, Action.RESUME_CLOCK, _WORKING, (H, B), g.is_paused),
    row(_WORKING, Action.ADD_CO_TASK, _WORKING, (B, D, S), tell=((Notice.CO_TASK, Audience.NAMED_DEPARTMENT),),
        public=False),
    row(_WORKING, Action.FINISH_CO_TASK, _WORKING, (H, B), tell=((Notice.CO_TASK_DONE, _LEAD),), public=False,
        co_only=True),
    row(_WORKING, Action.WAIVE_CO_TASK, _WORKING, (B, S), g.has_open_tasks, public=False),
    row(_WORKING, Action.RECORD_MEETING, _WORKING, (B, D, S, L), tell=((Notice.MEETING, Audience.CO_DEPARTMENTS),),
        public=False),
    row(_WORKING, Action.REFER_OUTSIDE, _WORKING, (H, B, D)),
    row(_WORKING, Action.CLOSE_REFERRAL, _WORKING, (H, B, D), g.has_referral),
    row(_WORKING, Action.SUBMIT_RESULT, s.RESULT_REVIEW, (H, B), g.is_not_paused, g.co_tasks_are_done,
        g.referrals_are_closed, public=False),
    row(s.RESULT_REVIEW, Action.APPROVE_RESULT, s.CALLBACK, (B, S), g.is_another_person,
        tell=((Notice.RESULT, _ENTERPRISE),)),
    row(s.RESULT_REVIEW, Action.SEND_BACK, _WORKING, (B, S), g.is_another_person,
        tell=((Notice.SENT_BACK, _LEAD),), public=False),
)  # fmt: skip
