"""Similar tickets and how they ended: struck-off ones that share the words this one was classified by."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actors import Actor
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.domain.searching import SHORTEST, compared, tokens
from service_desk.domain.states import State
from service_desk.persistence.database import Session
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.searching import PAGE, Wanted, found_tickets
from service_desk.persistence.tables import Ticket

SHOWN = 3
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
    """Return the most similar of the latest struck-off tickets that hold the first word of the evidence.

    Reads one page of the search index, whatever the number of tickets; a department sees only its own.
    """
    words = [word for each in evidence if len(word := compared(each)) >= SHORTEST]
    if not words:
        return []
    reads_all = bool(actor.roles - DEPARTMENT_ROLES)
    wanted = Wanted(
        (words[0],), narrowed=QueueFilter(states=(State.CLOSED,)),
        department=None if reads_all else actor.department or "",
    )  # fmt: skip
    mine = _pairs(ticket)
    found = [
        Similar(each, _shared(mine, _pairs(each)))
        for each in found_tickets(session, wanted, PAGE)
        if each.id != ticket.id
    ]
    alike = [each for each in found if each.shared >= LEAST_SHARED]
    return sorted(alike, key=lambda each: (-each.shared, -each.ticket.id))[:SHOWN]


def _pairs(ticket: Ticket) -> frozenset[str]:
    return frozenset(tokens(compared(ticket.title + ticket.body)))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
