"""Words of the search index that are no text: what a ticket is (category, department, park …) and how old it is.

They stand in the index beside the pairs of characters, so that a condition narrows what the index answers instead of being
tried on every ticket that holds a word. What a ticket is stands there four times: alone, together with its state, with each of
its departments, and with both. So a department's list of one state and one park is one word, as long as that list, and is not
cut out of the much longer lists of all its tickets, of all in that state and of all in that park.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from service_desk.domain.states import ENDED_STATES, State, is_open
from service_desk.persistence.conditions import NOBODY
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.tables import Ticket

_EXACT = ("category", "request_type", "park", "source", "level", "urgency", "owner_id")
"""Conditions of a list that bear the name of the ticket's column, and that a facet answers completely."""

_OPEN, _STATE, _DEPARTMENT = "zopen", "zstate", "zdepartment"
_BYTES = 8
"""So long is what stands for one or several facets in the index; the chance that two mean the same is one in 10^9."""

BLOCKS = (12, 15, 18)
"""Tickets are numbered together in blocks of 2 to these powers, for an index that cannot answer in order."""

BLOCKS_AT_ONCE = 8
"""So many blocks of a size cover the next larger one."""


def facets_of(ticket: Ticket) -> list[str]:
    """Return the facets of a ticket."""
    found = [_facet(name, getattr(ticket, name)) for name in _EXACT if getattr(ticket, name) is not None]
    state = ticket.state_now
    found += [_facet("state", state.value), *([_OPEN] if is_open(state) else [])]
    if ticket.lead_department:
        found.append(_facet("lead", ticket.lead_department))
    departments = {ticket.lead_department, ticket.first_department}
    departments |= {task.department for task in ticket.co_tasks}
    return found + [_facet("department", each) for each in sorted(filter(None, departments))]


def facet_words(facets: Sequence[str]) -> list[str]:
    """Return the words by which the index knows a ticket with these facets."""
    states = [each for each in facets if each.startswith(_STATE)]
    departments = [each for each in facets if each.startswith(_DEPARTMENT)]
    others = [each for each in facets if not each.startswith((_STATE, _DEPARTMENT))]
    lists = [(state, department) for state in ("", *states) for department in ("", *departments)]
    return [_word(*each, other) for each in lists for other in ("", *others) if any((*each, other))]


def facets_wanted(narrowed: QueueFilter, department: str | None) -> dict[str, list[str]]:
    """Return the words that every ticket of a list has, each with the facets that it stands for.

    `department` is the one whose tickets may be read.
    """
    state = _facet("state", narrowed.states[0].value) if len(narrowed.states) == 1 else ""
    others = [_facet(name, value) for name in _EXACT if (value := _asked(narrowed, name)) is not None]
    if narrowed.lead is not None:
        others.append(_facet("lead", narrowed.lead))
    if not state and _is_about_open_ones(narrowed):
        others.append(_OPEN)
    # An officer without a department asks for "", which no ticket has.
    mine = department if department is not None else narrowed.lead
    scope = state, "" if mine is None else _facet("department", mine)
    lists = [(*scope, other) for other in others] or ([(*scope, "")] if any(scope) else [])
    return {_word(*each): [*filter(None, each)] for each in lists}


def uncovered(narrowed: QueueFilter) -> QueueFilter:
    """Return the conditions that the facets do not answer completely."""
    answered: dict[str, Any] = {name: None for name in _EXACT if _asked(narrowed, name) is not None}
    states = narrowed.states if len(narrowed.states) > 1 else ()
    return replace(narrowed, **answered, lead=None, states=states)


def blocks_of(ticket_id: int) -> Iterator[str]:
    """Yield the blocks a ticket lies in, the smallest first."""
    return (_block(level, ticket_id >> power) for level, power in enumerate(BLOCKS))


def blocks_below(below: int, span: int) -> tuple[list[str], int]:
    """Return blocks that hold the newest `span` tickets below an id and perhaps some more, and the first id in them.

    They are a few of one size: of the largest, no more than BLOCKS_AT_ONCE whatever the span.
    """
    first, last = max(0, below - span), below - 1
    sizes = [range(first >> power, (last >> power) + 1)[-BLOCKS_AT_ONCE:] for power in BLOCKS]
    begins = [numbers[0] << power for numbers, power in zip(sizes, BLOCKS, strict=True)]
    level = next((level for level, begin in enumerate(begins) if begin <= first), len(BLOCKS) - 1)
    return [_block(level, number) for number in sizes[level]], begins[level]


def is_in_newer_block(one: int, other: int) -> bool:
    """Tell whether a ticket lies in a block that begins after another's."""
    return one >> BLOCKS[0] > other >> BLOCKS[0]


def _block(level: int, number: int) -> str:
    return f"y{level}{number:x}"


def _asked(narrowed: QueueFilter, name: str) -> str | int | None:
    """Return the value that a facet answers; what nobody has in hand is no value of a facet."""
    value: str | int | None = getattr(narrowed, name)
    return None if name == "owner_id" and value == NOBODY else value


def _is_about_open_ones(narrowed: QueueFilter) -> bool:
    due = narrowed.due_from is not None or narrowed.due_before is not None
    states = bool(narrowed.states) and not any(state in ENDED_STATES for state in narrowed.states)
    return narrowed.is_open or due or states


def _facet(name: str, value: str | int | State) -> str:
    """Return a facet as a word of letters and digits."""
    return f"z{name.replace('_', '')}{str(value).encode().hex()}"


@lru_cache(maxsize=20_000)
def _word(state: str, department: str, other: str) -> str:
    """Return the word of the index for facets that stand together; no pair of characters and no number begins with a z."""
    return "z" + blake2b(f"{state} {department} {other}".encode(), digest_size=_BYTES).hexdigest()
