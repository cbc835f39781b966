"""Makes one more officer of a department, for tests in which two are too few."""

from __future__ import annotations

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from tests.usecases.deeds import officer
from tests.usecases.office import Office


def one_more(office: Office, number: int, name: str, department: str = "PW") -> Actor:
    """Return a handler with an account and an address."""
    person = officer(number, name, Role.HANDLER, department)
    with transaction() as session:
        row = User(
            id=number, login=f"p{number}", display_name=name, department=department, created_at=office.now,
            email=f"p{number}@zone.example",
        )  # fmt: skip
        row.hold(person.roles)
        session.add(row)
    return person
