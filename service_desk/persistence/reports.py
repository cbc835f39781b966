"""The weekly report's reading and keeping: which tickets a week must look at, frozen snapshots, who is to be sent one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.events import Event
from service_desk.domain.states import OPEN_STATES
from service_desk.persistence.event_log import to_event
from service_desk.persistence.tables import DepartmentRow, PeriodSnapshot, ReportSnapshot, Ticket, TicketEvent

BATCH = 400
_COLUMNS = (
    Ticket.id, Ticket.ticket_no, Ticket.title, Ticket.enterprise_name, Ticket.enterprise_id, Ticket.park,
    Ticket.kind, Ticket.source, Ticket.request_type, Ticket.urgency, Ticket.policy,
)  # fmt: skip


@dataclass(frozen=True)
class StoredCase:
    """A ticket as stored: the columns a report needs, and its history."""

    columns: Mapping[str, Any]
    events: tuple[Event, ...]


def cases_since(
    session: Session, since: datetime, until: datetime, batch: int = BATCH
) -> Iterator[StoredCase]:
    """Yield every ticket submitted before `until` that is open now or was touched since a moment, oldest first.

    Tickets that ended earlier are found by no index range read here, so the cost follows the weeks looked at and the
    open list, not the archive.
    """
    touched = sa.select(Ticket.id).where(Ticket.last_event_at >= since, Ticket.submitted_at < until)
    still_open = sa.select(Ticket.id).where(
        Ticket.state.in_(sorted(state.value for state in OPEN_STATES)), Ticket.submitted_at < until
    )
    numbers = sorted(set(session.scalars(sa.union(touched, still_open))))
    for start in range(0, len(numbers), batch):
        yield from _load(session, numbers[start : start + batch])


def _load(session: Session, numbers: Sequence[int]) -> Iterator[StoredCase]:
    histories: dict[int, list[Event]] = defaultdict(list)
    events = sa.select(TicketEvent).where(TicketEvent.ticket_id.in_(numbers))
    for row in session.scalars(events.order_by(TicketEvent.ticket_id, TicketEvent.seq)):
        histories[row.ticket_id].append(to_event(row))
    for ticket in session.execute(sa.select(*_COLUMNS).where(Ticket.id.in_(numbers)).order_by(Ticket.id)):
        yield StoredCase(ticket._asdict(), tuple(histories[ticket.id]))


def snapshot(session: Session, week: str, scope: str) -> dict[str, Any] | None:
    """Return the frozen figures of a week and scope, or None."""
    return session.scalar(
        sa.select(ReportSnapshot.figures).where(ReportSnapshot.week == week, ReportSnapshot.scope == scope)
    )


def snapshots_of(session: Session, scope: str) -> Sequence[tuple[str, datetime]]:
    """Return the weeks frozen for a scope, the newest first, and when each was frozen."""
    query = sa.select(ReportSnapshot.week, ReportSnapshot.taken_at).where(ReportSnapshot.scope == scope)
    return [
        (week, taken_at) for week, taken_at in session.execute(query.order_by(ReportSnapshot.week.desc()))
    ]


def channels_of(session: Session, numbers: Sequence[str], batch: int = BATCH) -> dict[str, str]:
    """Return the channel by which each of these tickets came."""
    found: dict[str, str] = {}
    for start in range(0, len(numbers), batch):
        asked = Ticket.ticket_no.in_(numbers[start : start + batch])
        rows = session.execute(sa.select(Ticket.ticket_no, Ticket.source).where(asked))
        found.update((number, source) for number, source in rows)
    return found


def keep_snapshots(session: Session, week: str, figures: Mapping[str, dict[str, Any]], now: datetime) -> bool:
    """Store a week's figures by scope, all or none; False where another process has stored them first."""
    try:
        with session.begin_nested():
            session.add_all(
                ReportSnapshot(week=week, scope=scope, taken_at=now, figures=each)
                for scope, each in sorted(figures.items())
            )
    except sa.exc.IntegrityError:
        return False
    return True


def period_snapshot(session: Session, period: str, scope: str) -> dict[str, Any] | None:
    """Return the kept figures of a finished period and scope, or None."""
    return session.scalar(
        sa.select(PeriodSnapshot.figures).where(
            PeriodSnapshot.period == period, PeriodSnapshot.scope == scope
        )
    )


def keep_period_snapshot(
    session: Session, period: str, scope: str, figures: Mapping[str, Any], now: datetime
) -> bool:
    """Store the figures of a finished period; False where another process has stored them first."""
    try:
        with session.begin_nested():
            session.add(PeriodSnapshot(period=period, scope=scope, taken_at=now, figures=dict(figures)))
    except sa.exc.IntegrityError:
        return False
    return True


def first_submission(session: Session) -> datetime | None:
    """Return when the zone's first ticket was submitted; None while there is none."""
    return session.scalar(sa.select(Ticket.submitted_at).order_by(Ticket.id).limit(1))


def report_departments(session: Session) -> Sequence[DepartmentRow]:
    """Return the active departments that have a mailbox, in the zone's order."""
    query = sa.select(DepartmentRow).where(
        DepartmentRow.is_active, DepartmentRow.mailbox.is_not(None), DepartmentRow.mailbox != ""
    )
    return session.scalars(query.order_by(DepartmentRow.position, DepartmentRow.code)).all()
