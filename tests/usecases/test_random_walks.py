"""Random working days: whatever people do, the books agree and nobody's request is without an owner or a clock."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor, guest
from service_desk.domain.callbacks import ENTERPRISE_OUTCOMES, Outcome
from service_desk.domain.catalogue import Level
from service_desk.domain.decisions import choices
from service_desk.domain.parks import load_parks
from service_desk.domain.states import State, is_open
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.tables import OutboxMail, QueueCount, Ticket
from service_desk.persistence.tickets import recorded_counts
from service_desk.usecases.acting.counted import differs
from service_desk.usecases.acting.projection import situation_of
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.stored_clock import milestones_of, stored_milestones
from tests.usecases.deeds import (
    CALLER,
    COMMISSIONER,
    DISPATCHER,
    FIRM,
    HANDLER,
    HEAD,
    HELPER,
    LEADER,
    OUTSIDER,
    SUPERVISOR,
)
from tests.usecases.office import Office

STAFF = (DISPATCHER, CALLER, COMMISSIONER, SUPERVISOR, LEADER, HANDLER, HEAD, HELPER, OUTSIDER, SYSTEM)
PARKS = [None, load_parks()[0].zh]
ENDING = {Action.WITHDRAW, Action.MERGE, Action.DECLINE}


class WorkingDay:
    """Several tickets in the hands of everybody at once, each act drawn at random among those that are possible."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.dice = random.Random(seed)
        self.numbers = [self.office.submit() for _ in range(3)] + [self.office.record_on_site()]
        self.first: dict[str, str] = {}

    def possible(self, number: str) -> list[tuple[Actor, Action]]:
        """Return who may do what to a ticket now."""
        rules, ticket = rules_in_force(db.session()), self.office.ticket(number)
        situation = situation_of(db.session(), ticket, self.office.events(number), rules)
        people = (*STAFF, guest(FIRM.name, number))
        found = [
            (person, choice.action)
            for person in people
            for choice in choices(situation, person, self.office.now + timedelta(minutes=10))
            if choice.is_possible
        ]
        return [(who, act) for who, act in found if act not in ENDING or self.dice.random() < 0.02]

    def inputs(self, action: Action, number: str) -> dict[str, Any]:
        """Return what is typed for an act, where it is not what the office usually types."""
        ticket = self.office.ticket(number)
        others = [code for code in ("PW", "LE", "CB", "GO") if code != ticket.lead_department]
        later = self.office.now.date() + timedelta(days=40)
        return {
            Action.ACCEPT: lambda: {"level": self.dice.choice(list(Level))},
            Action.DISPATCH: lambda: {
                "lead": self.dice.choice(["PW", "LE", "CB"]),
                "co_departments": self.dice.sample(["CB", "LE", "ES"], 2),
            },
            Action.TRANSFER: lambda: {"lead": self.dice.choice(others[:2])},
            Action.ADD_CO_TASK: lambda: {"department": self.dice.choice(others)},
            Action.WAIVE_CO_TASK: lambda: {
                "department": next((task.department for task in ticket.co_tasks if task.status == "open"), "")
            },
            Action.APPLY_LEVEL: lambda: {"level": Level.MAJOR},
            Action.APPLY_HOLD: lambda: {"plan": f"{later} 完成", "review_on": later},
            Action.PAUSE_CLOCK: lambda: {"expected_until": later},
            Action.RECORD_CALLBACK: lambda: {
                "outcome": self.dice.choice(list(Outcome)), "rating": self.dice.choice([None, 1, 5]),
            },
            Action.RATE: lambda: {
                "outcome": self.dice.choice(ENTERPRISE_OUTCOMES), "rating": self.dice.randint(1, 5),
            },
            Action.MERGE: lambda: {"into": self.partner(number)},
            Action.JOIN: lambda: {"parent": self.partner(number)},
            Action.CORRECT_CONTACT: lambda: {
                "contact_name": f"联系人{self.office.now:%m%d%H%M}", "reason": "换了人",
                "firm": Firm(self.dice.choice(["甲公司", "乙公司"]), park=self.dice.choice(PARKS)),
            },
        }.get(action, dict)()  # fmt: skip

    def partner(self, number: str) -> str:
        """Return another open ticket that is under no umbrella, made where there is none."""
        tickets = (self.office.ticket(other) for other in self.numbers if other != number)
        free = (each.ticket_no for each in tickets if is_open(State(each.state)) and each.parent_no is None)
        return next(free, None) or self.office.another()

    def step(self) -> None:
        """Let time pass, and somebody do what is possible then."""
        number = self.dice.choice(self.numbers)
        self.office.now += timedelta(minutes=self.dice.choice([5, 300, 3000]))
        options = self.possible(number)
        if not options:
            return
        who, action = self.dice.choice(options)
        given = self.inputs(action, number)
        idle = action is Action.WAIVE_CO_TASK and not given
        ended = action is Action.MERGE and not is_open(self.office.ticket(given["into"]).state_now)
        if not idle and not ended and not (action is Action.ASSIGN and who.department != "PW"):
            self.office.act(action, number, by=who, **given)

    def check(self) -> None:
        """Check every ticket and every count."""
        session, rules = db.session(), rules_in_force(db.session())
        kept = {(row.department, row.state): row.tickets for row in session.query(QueueCount) if row.tickets}
        assert kept == recorded_counts(session)
        for ticket in session.scalars(sa.select(Ticket)).all():
            events = self.office.events(ticket.ticket_no)
            assert broken_link(session, ticket) is None
            assert ticket.version == ticket.last_seq == len(events)
            assert ticket.state == events[-1].target
            found = milestones_of(ticket, events, rules)
            assert not differs(session, ticket, events, rules)
            assert stored_milestones(ticket) == tuple(replace(milestone, why=()) for milestone in found)
            self.check_duty(ticket)

    def check_duty(self, ticket: Ticket) -> None:
        """Check that somebody answers for a ticket, on a clock."""
        state = ticket.state_now
        assert ticket.responsible_department
        assert ticket.queue_department == (ticket.lead_department or "ES")
        if ticket.first_department:
            assert self.first.setdefault(ticket.ticket_no, ticket.first_department) == ticket.first_department
        assert (ticket.ended_at is None) == is_open(state)
        if not is_open(state):
            assert (ticket.clock, ticket.next_due_at) == ("finished", None)
            assert all(task.status != "open" for task in ticket.co_tasks)
        elif state in (
            State.IN_PROGRESS,
            State.RESULT_REVIEW,
            State.ACCEPTED,
            State.DISPATCHED,
            State.RETURN_REVIEW,
        ):
            assert ticket.clock in ("running", "stopped")
            assert ticket.clock == "stopped" or ticket.next_due_at is not None


@pytest.mark.parametrize("seed", range(3))
def test_after_every_act_the_books_agree(office: Office, seed: int) -> None:
    day = WorkingDay(office, seed)
    for _ in range(40):
        day.step()
        day.check()
    keys = db.session.scalars(sa.select(OutboxMail.key)).all()
    assert len(keys) == len(set(keys))
    assert max(day.office.ticket(number).version for number in day.numbers) > 8


@pytest.mark.every_database
def test_after_a_working_day_the_books_agree_on_every_database(database: SQLAlchemy) -> None:
    day = WorkingDay(Office(), 11)
    for _ in range(60):
        day.step()
    day.check()
    assert max(day.office.ticket(number).version for number in day.numbers) > 10
