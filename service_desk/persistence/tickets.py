"""Tickets one by one: lock one for an act, find one to show, keep the counts of the queues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.states import OPEN_STATES
from service_desk.persistence.tables import CoTask, Enterprise, QueueCount, Ticket

_MOVE = sa.text(
    "update queue_count set tickets = tickets + :by where department = :department and state = :state"
)
_BEGIN = sa.text(
    "insert into queue_count (department, state, tickets) values (:department, :state, :by) "
    "on conflict (department, state) do update set tickets = queue_count.tickets + :by"
)
_LAST_ID = sa.text("select coalesce(max(id), 0) from ticket")
_NEXT_IDS = sa.text(
    "select nextval(pg_get_serial_sequence('ticket', 'id')) from generate_series(1, :count) order by 1"
)
_NUMBERED = sa.select(Ticket).where(Ticket.ticket_no == sa.bindparam("ticket_no"))
_LOCKED = _NUMBERED.with_for_update().execution_options(populate_existing=True)
CO_TASK = "co_task"
"""The pseudo-state under which the tickets that a department co-handles are counted."""


def ticket_by_number(session: Session, ticket_no: str) -> Ticket | None:
    """Return a ticket to look at, or None."""
    return session.scalar(_NUMBERED, {"ticket_no": ticket_no})


def tickets_by_numbers(session: Session, numbers: Iterable[str]) -> dict[str, Ticket]:
    """Return tickets to look at by their numbers; unknown ones are left out."""
    query = sa.select(Ticket).where(Ticket.ticket_no.in_(list(numbers)))
    return {ticket.ticket_no: ticket for ticket in session.scalars(query)}


def tickets_by_ids(session: Session, ids: Iterable[int]) -> Sequence[Ticket]:
    """Return tickets to look at by their ids, in the order of their numbers."""
    query = sa.select(Ticket).where(Ticket.id.in_(list(ids))).order_by(Ticket.ticket_no)
    return session.scalars(query).all()


def lock_tickets(session: Session, ids: Iterable[int]) -> dict[int, Ticket]:
    """Return tickets by their ids, locked in the order of their numbers, so that two acts never wait for each other."""
    query = sa.select(Ticket).where(Ticket.id.in_(list(ids))).order_by(Ticket.ticket_no).with_for_update()
    return {ticket.id: ticket for ticket in session.scalars(query)}


def lock_ticket(session: Session, ticket_no: str) -> Ticket | None:
    """Return a ticket to act on, locked until the transaction ends, or None."""
    return session.scalar(_LOCKED, {"ticket_no": ticket_no})


def ticket_by_submission(session: Session, submission_key: str) -> Ticket | None:
    """Return the ticket that a form already made, so that a double click makes one ticket."""
    return tickets_by_submission(session, [submission_key]).get(submission_key)


def tickets_by_submission(session: Session, keys: Sequence[str]) -> dict[str, Ticket]:
    """Return the tickets that forms or rows with these keys already made, by key."""
    if not keys:
        return {}
    query = sa.select(Ticket).where(Ticket.submission_key.in_(keys))
    return {ticket.submission_key or "": ticket for ticket in session.scalars(query)}


def next_ticket_ids(session: Session, count: int) -> list[int]:
    """Return the ids of so many new tickets, ascending, inside a write transaction.

    Rows that know their ids are stored many in one go; for those that have to learn them, SQLite takes one statement each
    and PostgreSQL one with a parameter for every column of every row.
    """
    if session.get_bind().dialect.name == "sqlite":
        last = int(session.execute(_LAST_ID).scalar_one())  # one writer at a time: nobody draws the same
        return list(range(last + 1, last + count + 1))
    return [int(each) for each in session.scalars(_NEXT_IDS, {"count": count})]


def count_in_queue(session: Session, department: str, state: str, by: int) -> None:
    """Add to the kept count of a department's queue in one state; `by` may be negative."""
    values = {"department": department, "state": state, "by": by}
    if getattr(session.execute(_MOVE, values), "rowcount", 0) == 0:
        session.execute(_BEGIN, values)


def numbers_by_submission(session: Session, keys: Sequence[str], at_once: int = 500) -> dict[str, str]:
    """Return the numbers of the tickets that forms or rows with these keys already made, by key."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), at_once):
        query = sa.select(Ticket.submission_key, Ticket.ticket_no).where(
            Ticket.submission_key.in_(keys[start : start + at_once])
        )
        found.update({key: number for key, number in session.execute(query) if key is not None})
    return found


def kept_counts(session: Session, department: str | None) -> dict[str, int]:
    """Return the number of tickets per state (and `co_task`) of one department, or of the whole zone for None."""
    query = sa.select(QueueCount.state, sa.func.sum(QueueCount.tickets)).group_by(QueueCount.state)
    if department is not None:
        query = query.where(QueueCount.department == department)
    return {state: int(total) for state, total in session.execute(query)}


def counts_by_department(session: Session) -> dict[str, dict[str, int]]:
    """Return the kept counts of every department: by its code, the number of tickets per state (and `co_task`)."""
    counts: dict[str, dict[str, int]] = {}
    for row in session.scalars(sa.select(QueueCount)):
        counts.setdefault(row.department, {})[row.state] = row.tickets
    return counts


def enterprise_for(
    session: Session, uscc: str | None, name: str, park: str | None, now: datetime
) -> Enterprise:
    """Return the enterprise with this code (or, without one, with this name), made where it is new."""
    return enterprises_for(session, [Named(uscc, name, park)], now)[0]


class Named(NamedTuple):
    """An enterprise as somebody names it: by its code where it is given, else by its name."""

    uscc: str | None
    name: str
    park: str | None

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes two namings the same enterprise."""
        return (self.uscc, "") if self.uscc else (None, self.name)


def enterprises_for(session: Session, named: Sequence[Named], now: datetime) -> list[Enterprise]:
    """Return the enterprise of each naming, those that are new made; named twice, it is made once."""
    found: dict[tuple[str | None, str], Enterprise] = {}
    for row in _known_enterprises(session, named):
        found.setdefault(Named(row.uscc, row.name, row.park).key, row)
    new = []
    for each in named:
        if each.key not in found:
            row = Enterprise(uscc=each.uscc or None, name=each.name, park=each.park, created_at=now)
            found[each.key] = row
            new.append(row)
    if new:
        session.add_all(new)
        session.flush()
    return [found[each.key] for each in named]


def _known_enterprises(session: Session, named: Sequence[Named]) -> Iterator[Enterprise]:
    codes = sorted({each.uscc for each in named if each.uscc})
    names = sorted({each.name for each in named if not each.uscc})
    by_code, by_name = (
        Enterprise.uscc.in_(codes),
        sa.and_(Enterprise.uscc.is_(None), Enterprise.name.in_(names)),
    )
    for wanted, known in ((codes, by_code), (names, by_name)):
        if wanted:
            yield from session.scalars(sa.select(Enterprise).where(known).order_by(Enterprise.id))


def enterprise_by_code(session: Session, uscc: str) -> Enterprise | None:
    """Return the enterprise with this unified social credit code, or None."""
    return session.scalar(sa.select(Enterprise).where(Enterprise.uscc == uscc))


def others_of_enterprise(session: Session, ticket: Ticket, limit: int = 5) -> Sequence[Ticket]:
    """Return the latest other tickets of the same enterprise, newest first."""
    return session.scalars(firm_query(ticket.enterprise_id, ticket.id, limit)).all()


def firm_query(enterprise_id: int, but: int, limit: int) -> sa.Select[Ticket]:
    """Return the statement that reads the latest tickets of an enterprise but one."""
    query = sa.select(Ticket).where(Ticket.enterprise_id == enterprise_id, Ticket.id != but)
    return query.order_by(Ticket.id.desc()).limit(limit)


def latest_of_enterprise(session: Session, uscc: str, limit: int) -> Sequence[Ticket]:
    """Return the latest tickets of the enterprise with this code, newest first."""
    firm = sa.select(Enterprise.id).where(Enterprise.uscc == uscc).limit(1).scalar_subquery()
    query = sa.select(Ticket).where(Ticket.enterprise_id == firm)
    return session.scalars(query.order_by(Ticket.id.desc()).limit(limit)).all()


def open_of_kind(session: Session, request_type: str, park: str, limit: int) -> Sequence[Ticket]:
    """Return the latest open tickets of a request type in a park, newest first."""
    query = sa.select(Ticket).where(
        Ticket.request_type == request_type, Ticket.park == park, Ticket.ended_at.is_(None)
    )
    return session.scalars(query.order_by(Ticket.id.desc()).limit(limit)).all()


def open_tickets_after(session: Session, last_id: int, limit: int) -> Sequence[Ticket]:
    """Return the next open tickets by id, for a walk through all of them in batches."""
    states = [state.value for state in OPEN_STATES]
    query = sa.select(Ticket).where(Ticket.id > last_id, Ticket.state.in_(states))
    return session.scalars(query.order_by(Ticket.id).limit(limit)).all()


def latest_due_date(session: Session) -> datetime | None:
    """Return the latest of the open tickets' next due dates, None where nothing is due."""
    return session.scalar(sa.select(sa.func.max(Ticket.next_due_at)))


def recorded_counts(session: Session) -> dict[tuple[str, str], int]:
    """Return the counts of every queue, counted afresh from the tickets and co-tasks (for the nightly comparison)."""
    tickets = sa.select(Ticket.queue_department, Ticket.state, sa.func.count()).group_by(
        Ticket.queue_department, Ticket.state
    )
    tasks = (
        sa.select(CoTask.department, sa.func.count(CoTask.ticket_id.distinct()))
        .where(CoTask.status == "open")
        .group_by(CoTask.department)
    )
    found = {(department, state): int(n) for department, state, n in session.execute(tickets)}
    found.update({(department, CO_TASK): int(n) for department, n in session.execute(tasks)})
    return found
