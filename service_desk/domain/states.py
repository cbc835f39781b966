"""The states a ticket can be in (domain notes §2.7)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class State(StrEnum):
    """Where a ticket stands in its life."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEED_INFO = "need_info"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    RETURN_REVIEW = "return_review"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESULT_REVIEW = "result_review"
    CALLBACK = "callback"
    RESOLVED_ON_SITE = "resolved_on_site"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


STATE_NAMES: dict[State, Bilingual] = {
    State.DRAFT: Bilingual("草稿", "Draft"),
    State.SUBMITTED: Bilingual("待受理", "Submitted"),
    State.NEED_INFO: Bilingual("待补正", "Awaiting information"),
    State.DECLINED: Bilingual("不予受理", "Declined"),
    State.ACCEPTED: Bilingual("待派单", "Awaiting dispatch"),
    State.DISPATCHED: Bilingual("待签收", "Awaiting signature"),
    State.RETURN_REVIEW: Bilingual("退单待审", "Return under review"),
    State.IN_PROGRESS: Bilingual("办理中", "In progress"),
    State.ON_HOLD: Bilingual("挂账", "On hold"),
    State.RESULT_REVIEW: Bilingual("待审核", "Result under review"),
    State.CALLBACK: Bilingual("待回访", "Awaiting callback"),
    State.RESOLVED_ON_SITE: Bilingual("当场解决", "Solved on the spot"),
    State.CLOSED: Bilingual("已销号", "Struck off"),
    State.WITHDRAWN: Bilingual("已撤回", "Withdrawn"),
    State.MERGED: Bilingual("已并案", "Merged"),
}

STORED_STATES = tuple(state for state in State if state is not State.DRAFT)
"""A draft is what the enterprise is still typing; it becomes a ticket when it is submitted."""

ENDED_STATES = frozenset({State.DECLINED, State.CLOSED, State.WITHDRAWN, State.MERGED})
OPEN_STATES = frozenset(STORED_STATES) - ENDED_STATES

HANDLING_STATES = frozenset({State.IN_PROGRESS, State.ON_HOLD, State.RESULT_REVIEW})
"""States in which the lead department has signed and is the one responsible."""


def is_open(state: State) -> bool:
    """Tell whether a ticket in this state still counts as 在办 (somebody owes the enterprise something)."""
    return state in OPEN_STATES
