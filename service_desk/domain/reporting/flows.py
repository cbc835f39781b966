"""How tickets come into a department's hands and leave them: the flows that carry the opening balance to the closing one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service_desk.domain.actions import Action
from service_desk.domain.events import Event
from service_desk.domain.reporting.case import holder
from service_desk.domain.states import is_open


class Flow(StrEnum):
    """One way in or out; the value is the name of the figure and of the list behind it."""

    NEW = "new"
    REOPENED = "reopened"
    MOVED_IN = "moved_in"
    STRUCK_OFF = "struck_off"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DECLINED = "declined"
    MOVED_OUT = "moved_out"


INFLOWS = (Flow.NEW, Flow.REOPENED, Flow.MOVED_IN)
OUTFLOWS = (Flow.STRUCK_OFF, Flow.WITHDRAWN, Flow.MERGED, Flow.DECLINED, Flow.MOVED_OUT)

_FLOW_OF = {
    Action.SUBMIT: Flow.NEW,
    Action.RECORD_ON_SITE: Flow.NEW,
    Action.REOPEN: Flow.REOPENED,
    Action.STRIKE_OFF: Flow.STRUCK_OFF,
    Action.WITHDRAW: Flow.WITHDRAWN,
    Action.LAPSE: Flow.WITHDRAWN,
    Action.MERGE: Flow.MERGED,
    Action.DECLINE: Flow.DECLINED,
}
"""Flows are told by what was done, the balances they lead to by where the ticket stands: the two are compared."""


def _flow(event: Event) -> Flow | None:
    """Return the flow of an event; what is taken out of a merger again comes back like something reopened."""
    if event.action in (Action.UNMERGE, Action.UNDO) and not is_open(event.source):
        return Flow.REOPENED
    return _FLOW_OF.get(event.action)


@dataclass(frozen=True)
class Movement:
    """One flow of one ticket, into or out of one department; a change of hands is two of them."""

    flow: Flow
    department: str


def movements(events: Sequence[Event], before: int, coordinator: str) -> Iterator[Movement]:
    """Yield what the events after the first `before` ones moved."""
    for place in range(before, len(events)):
        event = events[place]
        now = holder(event, coordinator)
        flow = _flow(event)
        earlier = holder(events[place - 1], coordinator) if place else now
        if flow is not None:
            yield Movement(flow, earlier if flow in OUTFLOWS else now)
        elif earlier != now and is_open(event.target):
            yield Movement(Flow.MOVED_OUT, earlier)
            yield Movement(Flow.MOVED_IN, now)
