"""Acting a replay out in a test's database, and reading what it left there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import load_script
from service_desk.domain.callbacks import Outcome
from service_desk.domain.milestones import Milestone
from service_desk.domain.rates import tally, vote_on_solution
from service_desk.domain.requests import Kind
from service_desk.persistence.database import db
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.staged import Staged

Replayed = Callable[[str], list[Ticket]]


@pytest.fixture
def replayed(staged: Staged) -> Replayed:
    """Open a database in which a case has been acted out, and return its tickets in the order of their numbers."""

    def begin(code: str) -> list[Ticket]:
        staged(act_case, code)
        return tickets_of_case()

    return begin


def act_case(code: str) -> None:
    """Act a case out in the present database."""
    seed_departments()
    act_out(load_script(code))


def tickets_of_case() -> list[Ticket]:
    """Return the tickets of the present database in the order of their numbers."""
    return list(db.session.scalars(sa.select(Ticket).order_by(Ticket.ticket_no)))


def acts_of(database: SQLAlchemy, ticket: Ticket) -> list[str]:
    """Return the names of the acts in a ticket's log."""
    return [event.action.value for event in history(database.session(), ticket.id)]


def milestones(database: SQLAlchemy, ticket: Ticket) -> dict[str, Milestone]:
    """Return the milestones of a ticket by M1, M3, M7, M30, M0."""
    events = history(database.session(), ticket.id)
    found = milestones_of(ticket, events, rules_in_force(database.session()))
    return {milestone.key.value: milestone for milestone in found}


def solved_rate(tickets: list[Ticket]) -> str:
    """Return the solved rate of some tickets as it is printed."""
    outcomes = [Outcome(t.callback_outcome) if t.callback_outcome else None for t in tickets]
    votes = (vote_on_solution(o, Kind(t.kind), is_held=False) for o, t in zip(outcomes, tickets, strict=True))
    return tally(votes).text()
