"""The figures of the 13710 board: bounded counts by department, milestone and date, each read from one index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.actions import Action
from service_desk.domain.events import Event
from service_desk.domain.milestones import MilestoneKey
from service_desk.persistence.database import UtcDateTime
from service_desk.persistence.event_log import to_event
from service_desk.persistence.tables import Ticket, TicketEvent

CELL_LIMIT = 1000
"""No cell is counted further; it is shown as "999+" (house law 11)."""

_CELLS = sa.text(
    """
    select d.code, k.milestone,
      (select count(*) from (select 1 from ticket t where t.milestone = k.milestone and t.queue_department = d.code
         and t.next_due_at < :now limit :most) as counted),
      (select count(*) from (select 1 from ticket t where t.milestone = k.milestone and t.queue_department = d.code
         and t.next_due_at >= :now and t.next_due_at < :soon limit :most) as counted),
      (select count(*) from (select 1 from ticket t where t.milestone = k.milestone and t.queue_department = d.code
         and t.next_due_at >= :soon limit :most) as counted),
      (select count(*) from (select 1 from ticket t where t.milestone = k.milestone and t.queue_department = d.code
         and t.next_due_at is null limit :most) as counted)
    from department d cross join (
      select 'M1' as milestone union all select 'M3' union all select 'M7' union all select 'M30' union all select 'M0'
    ) k
    order by d.position, d.code
    """
).bindparams(
    sa.bindparam("now", type_=UtcDateTime()),
    sa.bindparam("soon", type_=UtcDateTime()),
    sa.bindparam("most", CELL_LIMIT),
)
"""For each number no more than CELL_LIMIT entries of the index by milestone are read."""


@dataclass(frozen=True)
class Cell:
    """How many open tickets of a department stand at a milestone: overdue, due soon, due later, without a running date."""

    department: str
    milestone: MilestoneKey
    overdue: int
    near: int
    later: int
    undated: int


def board_cells(session: Session, now: datetime, soon: datetime) -> list[Cell]:
    """Return every cell with a ticket in it; `soon` is the moment from which a date is not near."""
    rows = session.execute(_CELLS, {"now": now, "soon": soon})
    cells = (Cell(code, MilestoneKey(key), *counts) for code, key, *counts in rows)
    return [cell for cell in cells if cell.overdue or cell.near or cell.later or cell.undated]


def instructed_tickets(session: Session, limit: int) -> Sequence[Ticket]:
    """Return tickets on which a leader's instruction has not been answered, most pressing first."""
    query = sa.select(Ticket).where(Ticket.has_open_instruction)
    return session.scalars(query.order_by(Ticket.rank_at, Ticket.id).limit(limit)).all()


def last_events(
    session: Session, ticket_ids: Collection[int], actions: Collection[Action]
) -> dict[tuple[int, Action], Event]:
    """Return the last event of each of these acts on each of these tickets (a page of them)."""
    query = sa.select(TicketEvent).where(
        TicketEvent.ticket_id.in_(ticket_ids), TicketEvent.action.in_([each.value for each in actions])
    )
    rows = session.scalars(query.order_by(TicketEvent.ticket_id, TicketEvent.seq)) if ticket_ids else ()
    return {(row.ticket_id, Action(row.action)): to_event(row) for row in rows}
