"""Where the routing set in force would send a ticket."""

from __future__ import annotations

from service_desk.domain.routing import Route, route
from service_desk.domain.routing_sets import Case
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import Rules


def way_of(ticket: Ticket, rules: Rules, request_type: str | None = None) -> Route:
    """Return where a ticket goes by the rules, on request as another request type than its own."""
    case = Case(ticket.park, f"{ticket.title}\n{ticket.body}")
    return route(request_type or ticket.request_type, rules.catalogue, rules.routing, case)
