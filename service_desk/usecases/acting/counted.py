"""What a ticket counts for in reports: kept in the transaction of every act, from the same events (house law 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from service_desk.domain.events import Event
from service_desk.domain.reporting.case import Case, CaseFacts
from service_desk.domain.reporting.counting import facts_of, standing_facts
from service_desk.domain.reporting.facts import STANDING, Fact, Key
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.persistence import counted
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.event_log import histories
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import Rules, rules_in_force

Row = tuple[counted.Key, datetime, datetime]
"""A fact as it is stored: its key, and the cut-offs it holds for."""

AT_ONCE = 100
"""So many tickets are counted in one transaction: officers wait for a second at most."""


def count_tickets(session: Session, stories: Iterable[tuple[Ticket, Sequence[Event]]], rules: Rules) -> None:
    """Keep what tickets count for after their last events."""
    counted.keep_counted(session, [_standing(ticket, events, rules) for ticket, events in stories])


def _standing(ticket: Ticket, events: Sequence[Event], rules: Rules) -> counted.Standing:
    standing = standing_facts(case_of_ticket(ticket, events, rules), rules.calendar, rules.catalogue)
    keys = {_columns(key): since for key, since in standing.items()}
    return counted.Standing(ticket, keys, max(event.at for event in events))


def recount_tickets(
    session: Session, stories: Sequence[tuple[Ticket, Sequence[Event]]], rules: Rules
) -> None:
    """Write anew what tickets count for: under another calendar, or after many acts at once."""
    counted.forget_counted(session, [ticket.id for ticket, _events in stories])
    counted.add_counted(session, [(ticket, _stored(ticket, events, rules)) for ticket, events in stories])


def count_what_is_missing() -> Iterator[int]:
    """Count the tickets that are in no report yet, part by part, yielding how many were done; each part is committed."""
    last = done = 0
    while True:
        with transaction() as session:
            rules = rules_in_force(session)
            tickets = counted.uncounted(session, last, AT_ONCE)
            stories = histories(session, [ticket.id for ticket in tickets])
            told = [(ticket, stories[ticket.id]) for ticket in tickets if stories.get(ticket.id)]
            counted.add_counted(
                session, [(ticket, _stored(ticket, events, rules)) for ticket, events in told]
            )
            if not tickets:
                return
            last = tickets[-1].id
        done += len(told)
        yield done


def differs(session: Session, ticket: Ticket, events: Sequence[Event], rules: Rules) -> bool:
    """Tell whether what is kept of a ticket is not what its events say; one that is not counted yet differs in nothing."""
    rows = counted.counted_rows(session, ticket.id)
    kept = {(counted.key_of(row), row.since, row.until) for row in rows}
    is_elsewhere = any((row.enterprise_id, row.park) != (ticket.enterprise_id, ticket.park) for row in rows)
    return is_elsewhere or (bool(kept) and kept != set(_stored(ticket, events, rules)))


def case_of_ticket(ticket: Ticket, events: Sequence[Event], rules: Rules) -> Case:
    """Return a ticket as the domain's reports take it."""
    facts = CaseFacts(
        ticket_no=ticket.ticket_no,
        title=ticket.title,
        enterprise=ticket.enterprise_name,
        firm=ticket.enterprise_id,
        park=ticket.park,
        kind=Kind(ticket.kind),
        source=Source(ticket.source),
        request_type=ticket.request_type,
        urgency=Urgency(ticket.urgency),
    )
    return Case(facts, rules.policy(ticket.policy), events)


def _stored(ticket: Ticket, events: Sequence[Event], rules: Rules) -> list[Row]:
    case = case_of_ticket(ticket, events, rules)
    return [_row(fact) for fact in facts_of(case, rules.calendar, rules.catalogue)]


def _row(fact: Fact) -> Row:
    return _columns((fact.entry, fact.category, fact.request_type)), fact.since, fact.until or counted.FOREVER


def _columns(key: Key) -> counted.Key:
    """Return a key in the order of the table's columns."""
    entry, category, request_type = key
    ended = entry.ended or (counted.FOREVER if entry.figure in STANDING else None)
    return (
        entry.figure.value, entry.at, entry.department, category, request_type, ended, entry.days, entry.seq,
    )  # fmt: skip
