"""Make the tickets findable that are not yet: after an upgrade, a restore or a load in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service_desk.persistence.database import transaction
from service_desk.persistence.event_log import histories
from service_desk.persistence.search_writing import keep_many_new, unindexed
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.findable import searchable
from service_desk.usecases.acting.published_forms import Forms
from service_desk.usecases.acting.rules import catalogue_in_force

AT_ONCE = 200
"""So many tickets are written in one transaction: the database is locked for a second at most."""


def index_what_is_missing() -> Iterator[int]:
    """Index the tickets that cannot be found yet, part by part, yielding how many were done; each part is committed."""
    last = done = 0
    while True:
        with transaction() as session:
            catalogue = catalogue_in_force(session)
            tickets: Sequence[Ticket] = unindexed(session, last, AT_ONCE)
            stories = histories(session, [ticket.id for ticket in tickets])
            forms = Forms(session)
            rows = [searchable(forms, ticket, stories.get(ticket.id, ()), catalogue) for ticket in tickets]
            keep_many_new(session, rows)
            if not tickets:
                return
            last = tickets[-1].id
        done += len(tickets)
        yield done
