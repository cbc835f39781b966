"""Recompute the clocks of the open tickets after the calendar has changed, and tell which deadlines moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.states import State, is_open
from service_desk.domain.zone_time import start_of_day
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import lock_ticket, open_tickets_after
from service_desk.usecases.acting.counted import recount_tickets
from service_desk.usecases.acting.projection import project
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stored_clock import stored_milestones

BATCH = 50
"""Tickets per transaction: officers who act meanwhile wait for one batch at most."""


@dataclass(frozen=True)
class Shift:
    """One deadline of one ticket that is due at another moment than before; None means that no date was set."""

    ticket_no: str
    title: str
    department: str
    key: MilestoneKey
    before: datetime | None
    after: datetime | None


def recompute_clocks(*, from_day: date | None = None) -> tuple[Shift, ...]:
    """Compute the timetable of every open ticket afresh, in batches, and return the unmet deadlines that moved.

    A ticket all of whose deadlines lie before `from_day` cannot be touched by a change of that day and is left out;
    ended tickets keep the dates they were judged by.
    """
    shifts: list[Shift] = []
    last_id = 0
    while batch := open_tickets_after(db.session(), last_id, BATCH):
        last_id = batch[-1].id
        numbers = [ticket.ticket_no for ticket in batch if _is_touched(ticket, from_day)]
        with transaction() as session:
            rules = rules_in_force(session)
            for number in numbers:
                shifts.extend(_recompute(session, number, rules))
    return tuple(shifts)


def _is_touched(ticket: Ticket, from_day: date | None) -> bool:
    """Tell whether a change from a day on can move a deadline of a ticket: one is due then or later, or waits for a date.

    Deadlines already met count as well: whether they were met in time is read from the same row.
    """
    if from_day is None:
        return True
    edge = start_of_day(from_day)
    return any(
        one.applies and (one.met_at is None if one.due is None else one.due >= edge)
        for one in stored_milestones(ticket)
        if one.key is not MilestoneKey.STRIKE_OFF  # never has a date
    )


def _recompute(session: Session, number: str, rules: Rules) -> list[Shift]:
    ticket = lock_ticket(session, number)
    if ticket is None or not is_open(State(ticket.state)):
        return []
    before, events = stored_milestones(ticket), history(session, ticket.id)
    project(ticket, follow(events), rules)
    recount_tickets(session, [(ticket, events)], rules)
    return _shifts(ticket, before, stored_milestones(ticket))


def _shifts(ticket: Ticket, before: Sequence[Milestone], after: Sequence[Milestone]) -> list[Shift]:
    old = {one.key: one for one in before}
    return [
        Shift(
            ticket.ticket_no,
            ticket.title,
            ticket.responsible_department,
            new.key,
            old[new.key].due if new.key in old else None,
            new.due,
        )
        for new in after
        if new.met_at is None and new.due != (old[new.key].due if new.key in old else None)
    ]
