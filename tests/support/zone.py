"""The zone behind a served desk: its departments, people who can sign in, and tickets brought along by use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service_desk.domain.actors import Actor, guest
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import DepartmentRow, Ticket
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.accounts.manage_account import Person, invite_user
from service_desk.usecases.accounts.password_hash import hash_password
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from service_desk.usecases.routing.sign_ticket import sign_ticket
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.databases import bare_application
from tests.support.people import ADMINISTRATOR, PASSWORD
from tests.support.served_desk import ServedDesk

POWER_WANTED: dict[str, Any] = {
    "title": "申请增容500 kVA", "body": "新车间六月投产，现有变压器不够用。", "request_type": "power_capacity",
    "enterprise_name": "演示新材料有限公司", "park": "智能制造产业园", "contact_name": "演示联系人",
    "contact_mobile": "13800138000",
}  # fmt: skip


@cache
def hashed_password() -> str:
    """Return the hash of everybody's password; making one takes the time a sign-in takes."""
    return hash_password(PASSWORD)


def mailbox(department: str) -> str:
    """Return the address of a department."""
    return f"{department.lower()}@zone.example"


class Zone:
    """One zone; whatever is done in it is done in the same database that the desk serves."""

    def __init__(self, app: Flask, desk: ServedDesk) -> None:
        self._app, self.desk = app, desk
        self._people: dict[tuple[Role, str | None], Actor] = {}
        with self.inside():
            seed_departments()
            with transaction() as session:
                for row in session.scalars(sa.select(DepartmentRow)):
                    row.mailbox = mailbox(row.code)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Stand where use cases can be called."""
        with self._app.app_context():
            try:
                yield
            finally:
                db.session.remove()

    def person(self, role: Role, department: str | None = None) -> Actor:
        """Return who holds a role (in a department), with an account; the same person each time."""
        key = (role, department)
        if key not in self._people:
            self._people[key] = self._invite(role, department)
        return self._people[key]

    def login(self, role: Role, department: str | None = None) -> str:
        """Return the sign-in name of who holds a role; the account is made where there is none yet."""
        self.person(role, department)
        return _login(role, department)

    def does(
        self,
        act: Callable[..., Ticket],
        number: str,
        who: Actor,
        now: datetime | None = None,
        **inputs: object,
    ) -> str:
        """Perform an act as if a colleague elsewhere did, at the desk's moment or another; return the ticket's number."""
        with self.inside():
            return str(act(number, who, now or self.desk.moment, **inputs).ticket_no)

    def filed(self, now: datetime | None = None, **different: object) -> str:
        """File a request for more power and return its number."""
        with self.inside():
            wanted = Request(**{**POWER_WANTED, **different})
            return str(submit_ticket(wanted, guest("演示联系人"), now or self.desk.moment).ticket_no)

    def dispatched(self, lead: str = "PW", now: datetime | None = None, **different: object) -> str:
        """File a request and have it accepted and dispatched."""
        number, dispatcher = self.filed(now, **different), self.person(Role.DISPATCHER)
        sorted_as = {"category": Category.FACTORS, "request_type": "power_capacity", "level": Level.GENERAL}
        self.does(accept_ticket, number, dispatcher, now, **sorted_as)
        return self.does(dispatch_ticket, number, dispatcher, now, lead=lead)

    def at_work(self, lead: str = "PW", now: datetime | None = None, **different: object) -> str:
        """File a request and have it dispatched to a department, whose handler signs for it."""
        number = self.dispatched(lead, now, **different)
        return self.does(sign_ticket, number, self.person(Role.HANDLER, lead), now, contacted=True)

    def ticket(self, number: str) -> Ticket:
        """Return a ticket as it is stored now, detached."""
        with self.inside():
            found = ticket_by_number(db.session(), number)
            assert found is not None
            db.session.expunge(found)
            return found

    def _invite(self, role: Role, department: str | None) -> Actor:
        name = f"{department or '全区'}{ROLE_NAMES[role].zh}"
        login = _login(role, department)
        person = Person(login, name, frozenset({role}), department=department, email=f"{login}@zone.example")
        with self.inside():
            invitation = invite_user(person, by=ADMINISTRATOR, now=self.desk.moment)
            with transaction() as session:
                session.get_one(User, invitation.user_id).password_hash = hashed_password()
        return Actor(invitation.user_id, name, frozenset({role}), department)


def _login(role: Role, department: str | None) -> str:
    return f"{role.value}-{department or 'zone'}".lower()


@contextmanager
def open_zone(desk: ServedDesk) -> Iterator[Zone]:
    """Open a zone behind a desk."""
    app = bare_application(desk.database_url)
    try:
        yield Zone(app, desk)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def zone(served_desk: ServedDesk) -> Iterator[Zone]:
    """The zone behind the served desk."""
    with open_zone(served_desk) as opened:
        yield opened
