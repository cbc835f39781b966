"""The lines of a page of hits: plain rows with the columns that a line shows, or that a hit is looked for in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.conditions import readable_by
from service_desk.persistence.database import PREPARED
from service_desk.persistence.tables import Ticket


class TicketLine(NamedTuple):
    """The third of a ticket's columns that a line needs; nothing can be done on it, so it takes a third of the time."""

    id: int
    ticket_no: str
    title: str
    body: str
    expected_result: str | None
    location: str | None
    enterprise_name: str
    uscc: str | None
    park: str | None
    form: str
    form_version: int
    form_data: dict[str, Any]
    category: str
    state: str
    clock: str
    milestones: list[Any]
    next_due_at: datetime | None
    lead_department: str | None
    submitted_at: datetime
    ended_at: datetime | None
    result_at: datetime | None
    review_on: date | None
    info_asked_at: datetime | None
    last_event_at: datetime


AnyTicket = Ticket | TicketLine
"""A ticket to act on, or to show alone."""


def lines_of(session: Session, ids: Sequence[int], department: str | None) -> list[TicketLine]:
    """Return the lines of tickets, the newest first; what the index says of a department's rights is looked at once more."""
    if not ids:
        return []
    statement = _STATEMENTS[session.get_bind().dialect.name, department is None]
    rows = session.connection().execute(statement, {"ids": list(ids), "department": department})
    return sorted(map(TicketLine._make, rows.all()), reverse=True)


_COLUMNS = Ticket.__table__.c
_LINES = sa.select(*(_COLUMNS[name] for name in TicketLine._fields))
_LISTED = {
    "sqlite": Ticket.id.in_(sa.bindparam("ids", expanding=True)),
    "postgresql": Ticket.id
    == sa.func.any(sa.bindparam("ids", type_=sa.ARRAY(sa.Integer))),  # one statement for any number
}
_MINE = readable_by(sa.bindparam("department", type_=sa.Text))
_STATEMENTS = {
    (dialect, is_everything): _LINES.where(listed, *(() if is_everything else (_MINE,))).execution_options(
        **PREPARED
    )
    for dialect, listed in _LISTED.items()
    for is_everything in (True, False)
}
"""Made once: putting a statement together takes as long as answering it."""
