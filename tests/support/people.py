"""Accounts for tests, made the way an administrator makes them: invited, then a password set by the one-time link.

Their passwords are hashed by the real argon2id at its smallest costs, since nearly every test of a page signs somebody
in; a test of the hashing itself asks for `full_hashing_costs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from argon2 import PasswordHasher
from flask import Flask

from service_desk.domain.actors import Actor
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.usecases.accounts import password_hash
from service_desk.usecases.accounts.manage_account import Person, invite_user
from service_desk.usecases.accounts.set_password import set_password_by_link
from service_desk.usecases.accounts.sign_in import sign_in as open_session
from tests.support.application import StandingClock
from tests.support.visitor import Visitor

PASSWORD = "测试用的口令不短也不常见"
ADMINISTRATOR = Actor(user_id=None, name="测试管理员", roles=frozenset({Role.ADMINISTRATOR}))

FULL_COSTS = password_hash._HASHER
SMALLEST_COSTS = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

NewPerson = Callable[..., Actor]
SignInAs = Callable[..., Visitor]


def _hash_with(hasher: PasswordHasher) -> None:
    password_hash._HASHER = hasher
    password_hash._nobodys_hash.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _small_hashing_costs() -> Iterator[None]:
    _hash_with(SMALLEST_COSTS)
    yield
    _hash_with(FULL_COSTS)


@pytest.fixture
def full_hashing_costs() -> Iterator[None]:
    """Hash passwords the way an installation does."""
    _hash_with(FULL_COSTS)
    yield
    _hash_with(SMALLEST_COSTS)


def login_of(actor: Actor) -> str:
    """Return the sign-in name of a person made here."""
    return f"person-{actor.name}"


def make_person(*roles: Role, department: str | None, name: str, clock: StandingClock) -> Actor:
    """Create an account inside the current application context and return its owner as an actor."""
    held = frozenset(roles)
    person = Person(f"person-{name}", name, held, department=department)
    invitation = invite_user(person, by=ADMINISTRATOR, now=clock())
    set_password_by_link(invitation.token, PASSWORD, address="127.0.0.1", now=clock())
    return Actor(user_id=invitation.user_id, name=name, roles=held, department=department)


@pytest.fixture
def new_person(app: Flask, clock: StandingClock) -> NewPerson:
    """Make a person with an account: `new_person(Role.HANDLER, department="D05")`, an actor for use cases."""
    numbers = count(1)

    def make(*roles: Role, department: str | None = None) -> Actor:
        name = f"{ROLE_NAMES[roles[0]].zh}{next(numbers)}"
        with app.app_context():
            return make_person(*roles, department=department, name=name, clock=clock)

    return make


@pytest.fixture
def sign_in_as(
    app: Flask, clock: StandingClock, new_person: NewPerson, new_visitor: Callable[..., Visitor]
) -> SignInAs:
    """Sign a person in: an actor already made, or roles for a new one.

    The password is looked at as always, but the door's page is not drawn; who tests the door calls `visitor.sign_in`.
    """

    def sign_in(
        *roles: Role, actor: Actor | None = None, department: str | None = None, language: str = "zh-CN"
    ) -> Visitor:
        somebody = actor or new_person(*roles, department=department)
        visitor = new_visitor(language=language)
        is_firm = somebody.is_enterprise
        with app.app_context():
            token = open_session(
                login_of(somebody), PASSWORD, address="127.0.0.1", now=clock(), for_firm=is_firm
            )
        with visitor.client.session_transaction() as kept:
            kept.update(token=token, firm=is_firm, seen=clock().timestamp())
        return visitor

    return sign_in
