"""The office behind the site: tickets brought to any point of their life, and officers signed in before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.events import Event
from service_desk.domain.roles import Role
from service_desk.persistence.tables import Ticket
from tests.support.application import StandingClock
from tests.support.visitor import Page, Visitor
from tests.usecases.office import Office


class Desk:
    """Tickets and officers of one test; the site's clock follows the office's."""

    def __init__(
        self,
        app: Flask,
        clock: StandingClock,
        new_person: Callable[..., Actor],
        sign_in_as: Callable[..., Visitor],
    ) -> None:
        self.app, self.clock = app, clock
        self._new_person, self._sign_in_as = new_person, sign_in_as
        self._people: dict[tuple[Role, str | None], Actor] = {}
        self._visitors: dict[tuple[Role, str | None], tuple[datetime, Visitor]] = {}
        with app.app_context():
            self.office = Office()

    def bring(self, *path: Action, **request: Any) -> str:
        """Take a new ticket along a path of acts; return its number."""
        with self.app.app_context():
            number = self.office.bring(*path, **request)
        self.clock.moment = self.office.now
        return number

    def act(self, action: Action, number: str, **different: Any) -> None:
        """Have the office perform an act, as if a colleague elsewhere did."""
        with self.app.app_context():
            self.office.act(action, number, **different)
        self.clock.moment = max(self.clock.moment, self.office.now)

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.office.now = self.clock.forward(**span)

    def ticket(self, number: str) -> Ticket:
        """Return a ticket as it is stored, detached."""
        with self.app.app_context():
            return self.office.ticket(number)

    def events(self, number: str) -> list[Event]:
        """Return a ticket's history."""
        with self.app.app_context():
            return self.office.events(number)

    def person(self, role: Role, department: str | None = None) -> Actor:
        """Return who has this role here, as an actor."""
        key = (role, department)
        if key not in self._people:
            self._people[key] = self._new_person(role, department=department)
        return self._people[key]

    def officer(self, role: Role, department: str | None = None) -> Visitor:
        """Return an officer of this role who has signed in lately; the same one each time."""
        since, visitor = self._visitors.get((role, department), (None, None))
        if visitor is None or since is None or self.clock.moment - since > timedelta(minutes=20):
            visitor = self._sign_in_as(actor=self.person(role, department))
            self._visitors[role, department] = (self.clock.moment, visitor)
        return visitor

    def open(self, number: str, role: Role, department: str | None = None, status: int = 200) -> Page:
        """Open a ticket's page as an officer."""
        return self.officer(role, department).get(f"/desk/tickets/{number}", status=status)


@pytest.fixture
def desk(
    app: Flask, clock: StandingClock, new_person: Callable[..., Actor], sign_in_as: Callable[..., Visitor]
) -> Desk:
    """The desk of a zone that opened on Tuesday 10 March 2026 at 09:30."""
    return Desk(app, clock, new_person, sign_in_as)
