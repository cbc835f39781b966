"""Recompute states, clocks, counts and hash chains from the event log and name every difference (house law 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.events import first_broken_link
from service_desk.domain.following import follow
from service_desk.domain.states import is_open
from service_desk.persistence.audit import SealedHistory, all_kept_counts, sealed_history, tickets_after
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import lock_ticket, recorded_counts
from service_desk.usecases.acting.counted import differs
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stored_clock import project_clock

BATCH = 200
_CLOCK = ("milestones", "next_due_at", "clock", "rank_at")
_TRIES = 3
"""Acts go on meanwhile: a count is wrong only when it is wrong every time."""


@dataclass(frozen=True)
class Difference:
    """One thing that is kept otherwise than the log says; `subject` is a ticket number or a queue."""

    subject: str
    what: str
    kept: str
    found: str


def check_records() -> Iterator[Difference]:
    """Yield every difference between the projections and the event log; changes nothing."""
    yield from _tickets()
    yield from _counts()


def _tickets() -> Iterator[Difference]:
    session, last_id = db.session(), 0
    rules = rules_in_force(session)
    while batch := tickets_after(session, last_id, BATCH):
        last_id = batch[-1][0].id
        doubtful = [
            ticket.ticket_no for ticket, events in batch if list(_compare(session, ticket, events, rules))
        ]
        session.rollback()
        session.expunge_all()
        for ticket_no in doubtful:
            yield from _look_again(ticket_no, rules)


def _look_again(ticket_no: str, rules: Rules) -> list[Difference]:
    """Compare a ticket once more while nobody can act on it, so that an act under way is no difference."""
    with transaction() as session:
        ticket = lock_ticket(session, ticket_no)
        if ticket is None:
            return [Difference(ticket_no, "ticket", "was there", "gone")]
        return list(_compare(session, ticket, sealed_history(session, ticket.id), rules))


def _compare(session: Session, ticket: Ticket, sealed: SealedHistory, rules: Rules) -> Iterator[Difference]:
    number = ticket.ticket_no
    if not sealed:
        yield Difference(number, "events", str(ticket.last_seq), "0")
        return
    broken = first_broken_link(number, sealed)
    if broken is not None:
        yield Difference(number, "hash chain", "whole", f"broken at event {broken}")
    last, seal = sealed[-1]
    for what, kept, found in (
        ("last event", ticket.last_seq, last.seq),
        ("last hash", ticket.last_hash, seal),
        ("state", ticket.state, last.target.value),
        ("lead department", ticket.lead_department, last.department),
    ):
        if kept != found:
            yield Difference(number, what, str(kept), str(found))
    if is_open(
        last.target
    ):  # ended tickets keep the dates they were judged by, whatever calendar comes later
        yield from _compare_clock(session, ticket, sealed, rules)


def _compare_clock(
    session: Session, ticket: Ticket, sealed: SealedHistory, rules: Rules
) -> Iterator[Difference]:
    """Project the clock onto a copy that the database no longer knows, and compare; so with what it counts for."""
    if differs(session, ticket, [event for event, _ in sealed], rules):
        yield Difference(ticket.ticket_no, "counted facts", "otherwise", "as the log says")
    kept = {name: getattr(ticket, name) for name in _CLOCK}
    session.expunge(ticket)
    project_clock(ticket, follow(event for event, _ in sealed), rules)
    for name in _CLOCK:
        found = getattr(ticket, name)
        if kept[name] != found:
            yield Difference(ticket.ticket_no, name, _short(kept[name]), _short(found))


def _short(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(f"{each['key']} due {each['due']} met {each['met']}" for each in value)
    return str(value)


def _counts() -> Iterator[Difference]:
    wrong: dict[tuple[str, str], tuple[int, int]] = {}
    for attempt in range(_TRIES):
        now = _wrong_counts()
        wrong = {queue: now[queue] for queue in now if attempt == 0 or queue in wrong}
    for (department, state), (kept, found) in sorted(wrong.items()):
        yield Difference(f"{department}/{state}", "queue count", str(kept), str(found))


def _wrong_counts() -> dict[tuple[str, str], tuple[int, int]]:
    session = db.session()
    session.rollback()
    kept, found = all_kept_counts(session), recorded_counts(session)
    return {
        queue: (kept.get(queue, 0), found.get(queue, 0))
        for queue in kept.keys() | found.keys()
        if kept.get(queue, 0) != found.get(queue, 0)
    }
