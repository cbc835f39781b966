"""The officers' desk: the queue, the ticket, and every act on it."""

from __future__ import annotations

from service_desk.web.desk import list_routes, office_routes, own_routes, ticket_routes
from service_desk.web.desk.blueprint import blueprint

__all__ = ["blueprint", "list_routes", "office_routes", "own_routes", "ticket_routes"]
