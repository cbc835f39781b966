"""The rows of supervision, for every ticket somebody still owes something on: urging, instructions, sheets, escalation."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain import guards as g
from service_desk.domain.actions import Action
from service_desk.domain.life.row import B, D, E, H, L, S, Transition, X, row
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.states import State

s = State
_LEAD = Audience.LEAD_DEPARTMENT
_SUPERVISED = (
    s.SUBMITTED,
    s.ACCEPTED,
    s.DISPATCHED,
    s.RETURN_REVIEW,
    s.IN_PROGRESS,
    s.ON_HOLD,
    s.RESULT_REVIEW,
)
_LED = (s.DISPATCHED, s.RETURN_REVIEW, s.IN_PROGRESS, s.ON_HOLD, s.RESULT_REVIEW)


def _rows() -> Iterator[Transition]:
    for state in _SUPERVISED:
        yield row(state, Action.URGE, state, (E, D, S, L), g.may_urge, tell=((Notice.URGED, _LEAD),))
        yield row(state, Action.ISSUE_SHEET, state, (S, X), tell=((Notice.SHEET, _LEAD),), public=False)
        yield row(state, Action.ESCALATE, state, (S, X), g.is_not_escalated,
                  tell=((Notice.ESCALATED, Audience.LEADERS), (Notice.ESCALATED, _LEAD)), public=False)  # fmt: skip
    for state in _LED:
        yield row(state, Action.INSTRUCT, state, (L,), tell=((Notice.INSTRUCTED, _LEAD),), public=False)
        yield row(state, Action.ANSWER_INSTRUCTION, state, (H, B), g.is_answerable_instruction,
                  tell=((Notice.INSTRUCTION_ANSWERED, Audience.LEADERS),), public=False)  # fmt: skip
        yield row(state, Action.ANSWER_SHEET, state, (B,), g.is_answerable_sheet,
                  tell=((Notice.SHEET_ANSWERED, Audience.COORDINATOR),), public=False)  # fmt: skip


SUPERVISING_ROWS: tuple[Transition, ...] = tuple(_rows())
