"""The table of acts an officer can perform on a ticket, in the order in which their buttons stand."""

from __future__ import annotations

from collections.abc import Iterable

from service_desk.domain.actions import Action
from service_desk.web.desk.act_row import Act, Group
from service_desk.web.desk.acts_door import DOOR_ACTS
from service_desk.web.desk.acts_end import END_ACTS, SUPERVISION_ACTS
from service_desk.web.desk.acts_work import WORK_ACTS

_TABLE = (*DOOR_ACTS, *SUPERVISION_ACTS, *WORK_ACTS, *END_ACTS)

ACTS: dict[Action, Act] = {act.action: act for act in sorted(_TABLE, key=lambda act: act.group)}
"""Every act an officer has a form for, in the order in which buttons stand."""

BY_SLUG: dict[str, Act] = {act.slug: act for act in _TABLE}

_LEADING = (
    Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.STRIKE_OFF, Action.REDO, Action.PUT_ON_LIST,
    Action.RECORD_CALLBACK, Action.APPROVE_RESULT, Action.GRANT_EXTENSION, Action.RAISE_LEVEL, Action.HOLD,
    Action.RESUME_CLOCK, Action.ANSWER_INSTRUCTION, Action.ANSWER_SHEET, Action.PROGRESS, Action.FINISH_CO_TASK,
)  # fmt: skip
"""Acts whose form stands on the ticket's page itself: the first that is possible is what the person came for."""


def leading_act(possible: frozenset[str]) -> Act | None:
    """Return the act whose form stands on the ticket's page, None where nothing is expected of the person."""
    return next((ACTS[action] for action in _LEADING if action.value in possible), None)


def grouped(acts: Iterable[Act]) -> dict[Group, list[Act]]:
    """Return acts by where their buttons stand."""
    found: dict[Group, list[Act]] = {}
    for act in acts:
        found.setdefault(act.group, []).append(act)
    return found
