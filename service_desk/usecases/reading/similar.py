"""Similar tickets and how they ended: struck-off ones that share the words this one was classified by, or its type."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actors import Actor
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.domain.searching import SHORTEST, compared, tokens
from service_desk.domain.states import State
from service_desk.persistence.database import Session
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.searching import PAGE, Wanted, found_texts
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import tickets_by_ids

SHOWN = 3
WORDS = 3
"""So many words of the evidence are looked up."""
LEAST_SHARED = 0.12
"""The share of pairs of characters in common from which two texts are called similar."""


@dataclass(frozen=True)
class Similar:
    """A ticket that was struck off, and how alike the two texts are (0 to 1)."""

    ticket: Ticket
    shared: float


def similar_tickets(
    session: Session, ticket: Ticket, evidence: tuple[str, ...], actor: Actor
) -> list[Similar]:
    """Return the most similar of the latest struck-off tickets that hold a word of the evidence or are of the same type.

    Reads a page of the search index for each, whatever the number of tickets; a department sees only its own.
    """
    mine, closed = _pairs(ticket.title, ticket.body), QueueFilter(states=(State.CLOSED,))
    same_type = QueueFilter(states=(State.CLOSED,), request_type=ticket.request_type)
    reads_all = bool(actor.roles - DEPARTMENT_ROLES)
    department = None if reads_all else actor.department or ""
    words = [word for each in evidence if len(word := compared(each)) >= SHORTEST]
    asked = [Wanted((word,), narrowed=closed, department=department) for word in words[:WORDS]]
    if ticket.request_type:
        asked.append(Wanted((), narrowed=same_type, department=department))
    texts = {row.id: row for each in asked for row in found_texts(session, each, PAGE)}
    shared = {
        key: _shared(mine, _pairs(row.title, row.body)) for key, row in texts.items() if key != ticket.id
    }
    alike = sorted(
        (key for key in shared if shared[key] >= LEAST_SHARED), key=lambda key: (-shared[key], -key)
    )
    nearest = alike[:SHOWN]
    tickets = {each.id: each for each in tickets_by_ids(session, nearest)}
    return [Similar(tickets[key], shared[key]) for key in nearest]


def _pairs(title: str, body: str) -> frozenset[str]:
    return frozenset(tokens(compared(title + body)))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
