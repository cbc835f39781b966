"""Words of the search index that are no text: what a ticket is (category, department, park …) and how old it is.

They stand in the index beside the pairs of characters, so that a condition narrows what the index answers instead of being
tried on every ticket that holds a word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from service_desk.domain.states import ENDED_STATES, State, is_open
from service_desk.persistence.conditions import NOBODY
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.tables import Ticket

_OPEN = "open"
_EXACT = ("category", "request_type", "park", "source", "level", "urgency", "owner_id")
"""Conditions of a list that bear the name of the ticket's column, and that a facet answers completely."""

BLOCKS = (12, 15, 18)
"""Tickets are numbered together in blocks of 2 to these powers, for an index that cannot answer in order."""


def facets_of(ticket: Ticket) -> list[str]:
    """Return the facets of a ticket."""
    found = [_facet(name, getattr(ticket, name)) for name in _EXACT if getattr(ticket, name) is not None]
    state = ticket.state_now
    found.append(_facet("state", _OPEN if is_open(state) else state.value))
    departments = {ticket.lead_department, ticket.first_department}
    departments |= {task.department for task in ticket.co_tasks}
    found += [_facet("department", each) for each in sorted(filter(None, departments))]
    return found


def facets_wanted(narrowed: QueueFilter, department: str | None) -> list[str]:
    """Return facets that every ticket of a list has; `department` is the one whose tickets may be read."""
    found = [_facet(name, value) for name in _EXACT if (value := _asked(narrowed, name)) is not None]
    if len(narrowed.states) == 1 and narrowed.states[0] in ENDED_STATES:
        found.append(_facet("state", narrowed.states[0].value))
    elif _is_about_open_ones(narrowed):
        found.append(_facet("state", _OPEN))
    # An officer without a department asks for "", which no ticket has.
    asked = (each for each in (narrowed.lead, department) if each is not None)
    found += [_facet("department", each) for each in dict.fromkeys(asked)]
    return found


def uncovered(narrowed: QueueFilter) -> QueueFilter:
    """Return the conditions that the facets do not answer completely."""
    answered: dict[str, Any] = {name: None for name in _EXACT if _asked(narrowed, name) is not None}
    rest = replace(narrowed, **answered)
    if len(rest.states) == 1 and rest.states[0] in ENDED_STATES:
        return replace(rest, states=())
    return rest


def blocks_of(ticket_id: int) -> list[str]:
    """Return the blocks a ticket lies in, the smallest first."""
    return [block(level, ticket_id) for level in range(len(BLOCKS))]


def block(level: int, ticket_id: int) -> str:
    """Return the block of a size (a place in `BLOCKS`) that a ticket lies in."""
    return f"y{level}{ticket_id >> BLOCKS[level]:x}"


def _asked(narrowed: QueueFilter, name: str) -> str | int | None:
    """Return the value that a facet answers; what nobody has in hand is no value of a facet."""
    value: str | int | None = getattr(narrowed, name)
    return None if name == "owner_id" and value == NOBODY else value


def _is_about_open_ones(narrowed: QueueFilter) -> bool:
    due = narrowed.due_from is not None or narrowed.due_before is not None
    states = bool(narrowed.states) and not any(state in ENDED_STATES for state in narrowed.states)
    return narrowed.is_open or due or states


def _facet(name: str, value: str | int | State) -> str:
    """Return a facet as a word of letters and digits that no pair of characters can be."""
    return f"z{name.replace('_', '')}{str(value).encode().hex()}"
