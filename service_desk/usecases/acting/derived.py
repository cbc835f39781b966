"""Keeping what is derived from a ticket's events, search index and counted facts: with every act, or once for a filling."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from service_desk.domain.events import Event
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.event_log import histories
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import tickets_by_ids
from service_desk.usecases.acting.counted import AT_ONCE, count_tickets, recount_tickets
from service_desk.usecases.acting.findable import index_tickets
from service_desk.usecases.acting.rules import Rules, rules_in_force

_WAITING = "tickets whose derived data wait"


def keep_derived(session: Session, stories: Sequence[tuple[Ticket, Sequence[Event]]], rules: Rules) -> None:
    """Keep in step with their last events what tickets are found by and count for, or note them for later."""
    waiting: set[int] | None = session.info.get(_WAITING)
    if waiting is not None:
        waiting.update(ticket.id for ticket, _events in stories)
        return
    index_tickets(session, stories, rules.catalogue)
    count_tickets(session, stories, rules)


@contextlib.contextmanager
def derived_later(session: Session) -> Iterator[Callable[[], None]]:
    """Derive nothing with the acts inside, but once at the end, and whenever what is yielded is called.

    For filling a database in one commit that nobody else reads: a ticket of ten acts is written to the index once.
    Whoever reads lists of facts or searches inside calls first.
    """
    waiting: set[int] = session.info.setdefault(_WAITING, set())

    def catch_up() -> None:
        numbers = iter(sorted(waiting))
        while part := list(islice(numbers, AT_ONCE)):
            with transaction() as writing:
                _derive(writing, part)
        waiting.clear()

    try:
        yield catch_up
        catch_up()
    finally:
        del session.info[_WAITING]


def _derive(session: Session, ticket_ids: Sequence[int]) -> None:
    rules = rules_in_force(session)
    told = histories(session, ticket_ids)
    stories = [(ticket, told[ticket.id]) for ticket in tickets_by_ids(session, ticket_ids)]
    index_tickets(session, stories, rules.catalogue)
    recount_tickets(session, stories, rules)
