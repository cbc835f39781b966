"""Try the draft of the routing set on the last month's tickets: which of them would go elsewhere; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.routing import Route, route
from service_desk.domain.routing_sets import Case, RoutingSet
from service_desk.persistence.database import Session
from service_desk.persistence.decided import accepted_since
from service_desk.usecases.acting.rules import Rules, packaged_catalogue

MONTH = timedelta(days=31)
MOST_TICKETS = 5000
"""How many of the month's tickets are tried, the latest first."""


@dataclass(frozen=True)
class Moved:
    """One ticket that the draft would treat otherwise."""

    ticket_no: str
    request_type: str
    before: Route
    after: Route


@dataclass(frozen=True)
class Trial:
    """How many tickets were tried, whether that is all of the month, and what would be otherwise with which of them."""

    count: int
    is_whole: bool
    elsewhere: tuple[Moved, ...]
    otherwise: tuple[Moved, ...]
    """Same lead, other co-handlers or level."""


def try_routing(session: Session, draft: RoutingSet, rules: Rules, now: datetime) -> Trial:
    """Route the tickets accepted in the last month by the set in force and by the draft."""
    rows = accepted_since(session, now - MONTH, MOST_TICKETS + 1)
    tried, catalogue = rows[:MOST_TICKETS], packaged_catalogue(session)
    moved = []
    for row in tried:
        case = Case(row.park, f"{row.title}\n{row.body}")
        before = route(row.request_type, catalogue, rules.routing, case)
        after = route(row.request_type, catalogue, draft, case)
        if _where(before) != _where(after):
            moved.append(Moved(row.ticket_no, row.request_type, before, after))
    return Trial(
        len(tried),
        len(rows) <= MOST_TICKETS,
        tuple(each for each in moved if each.before.lead != each.after.lead),
        tuple(each for each in moved if each.before.lead == each.after.lead),
    )


def _where(way: Route) -> tuple[object, ...]:
    return way.lead, frozenset(way.co_handlers), way.level
