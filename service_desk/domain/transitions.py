"""The one table of a ticket's life: state × action → state, with who may, under which guards, and who is told.

It guards every use case, draws the buttons, prints `docs/life-of-a-ticket.md` and generates the exhaustive test. The rows
themselves are told by stage of life in `life/`. Source: domain notes §2.2 and §2.7.
"""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.life.anywhere import ANYWHERE_ROWS
from service_desk.domain.life.closing import CLOSING_ROWS
from service_desk.domain.life.handling import HANDLING_ROWS
from service_desk.domain.life.intake import INTAKE_ROWS
from service_desk.domain.life.leave import LEAVE_ROWS
from service_desk.domain.life.routing import ROUTING_ROWS
from service_desk.domain.life.row import Told, Transition
from service_desk.domain.life.supervising import SUPERVISING_ROWS
from service_desk.domain.states import State

__all__ = ["TRANSITIONS", "Told", "Transition", "find_transition", "transitions_from"]

TRANSITIONS: tuple[Transition, ...] = (
    *INTAKE_ROWS,
    *ROUTING_ROWS,
    *HANDLING_ROWS,
    *LEAVE_ROWS,
    *CLOSING_ROWS,
    *SUPERVISING_ROWS,
    *ANYWHERE_ROWS,
)

_BY_STATE_AND_ACTION = {(row.source, row.action): row for row in TRANSITIONS}
if len(_BY_STATE_AND_ACTION) != len(TRANSITIONS):
    raise AssertionError("the transition table names a state and an action twice")


def find_transition(state: State, action: Action) -> Transition | None:
    """Return the row for an action in a state, or None where the table has none."""
    return _BY_STATE_AND_ACTION.get((state, action))


def transitions_from(state: State) -> list[Transition]:
    """Return every row that leaves (or stays in) a state, in the order of the table."""
    return [row for row in TRANSITIONS if row.source is state]
