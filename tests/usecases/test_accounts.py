"""Accounts: invited by an administrator, never by themselves, and the last administrator stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Refusal
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import AccountAct, AccountEvent, User, UserSession, user_by_login
from service_desk.persistence.database import db
from service_desk.usecases.accounts.choose_language import choose_language
from service_desk.usecases.accounts.edit_account import Details, edit_account
from service_desk.usecases.accounts.manage_account import (
    Invitation,
    Person,
    activate_user,
    create_first_administrator,
    deactivate_user,
    invite_user,
    offer_new_password,
)
from service_desk.usecases.accounts.password_hash import hash_password, is_password, needs_new_hash
from service_desk.usecases.accounts.set_password import change_password, owner_of_link, set_password_by_link
from service_desk.usecases.accounts.sign_in import session_of, sign_in, sign_out

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)
HERE = "192.0.2.1"
PASSWORD = "苹果铁路四月的猫儿叫"
OTHER = "石头雨伞九个旧算盘响"
HANDLER = Person("Handler-A", "演示-承办人", frozenset({Role.HANDLER}), department="D05")

LEADER = Details("演示-区领导", frozenset({Role.LEADER}))


@pytest.fixture(autouse=True)
def at_hand(app: Flask) -> Iterator[None]:
    """The application's database at hand."""
    with app.app_context():
        yield


@pytest.fixture
def administrator() -> Actor:
    """The first administrator, with a password."""
    invitation = create_first_administrator("root", "演示-管理员", now=NOW)
    set_password_by_link(invitation.token, PASSWORD, address=HERE, now=NOW)
    return Actor(invitation.user_id, "演示-管理员", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def handler(administrator: Actor) -> Invitation:
    """A handler with a password."""
    invitation = invite_user(HANDLER, by=administrator, now=NOW)
    set_password_by_link(invitation.token, PASSWORD, address=HERE, now=NOW)
    return invitation


def acts_on(user_id: int) -> list[AccountAct]:
    query = db.select(AccountEvent.act).where(AccountEvent.user_id == user_id).order_by(AccountEvent.id)
    return list(db.session.scalars(query))


def test_a_new_installation_has_no_account_at_all() -> None:
    assert db.session.scalars(db.select(User)).all() == []


def test_the_first_administrator_is_made_once(administrator: Actor) -> None:
    with pytest.raises(NotPossible):
        create_first_administrator("second", "演示-管理员二", now=NOW)


def test_the_first_administrator_who_lost_the_link_gets_another() -> None:
    lost = create_first_administrator("root", "演示-管理员", now=NOW)
    again = create_first_administrator("root", "演示-管理员", now=NOW)
    assert again.user_id == lost.user_id
    with pytest.raises(NotPossible):
        owner_of_link(lost.token, now=NOW)
    assert owner_of_link(again.token, now=NOW).login == "root"


def test_a_name_is_taken_whatever_its_case(handler: Invitation, administrator: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite_user(HANDLER, by=administrator, now=NOW)
    assert set(refused.value.problems) == {"login"}
    user = user_by_login(db.session(), " HANDLER-a ")
    assert user is not None
    assert user.login == "handler-a"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_manages_accounts(role: Role, handler: Invitation) -> None:
    stranger = Actor(99, "某人", frozenset({role}), department="D05")
    acts = [
        lambda: invite_user(Person("x", "x", frozenset({Role.LEADER})), by=stranger, now=NOW),
        lambda: offer_new_password(handler.user_id, by=stranger, now=NOW),
        lambda: edit_account(handler.user_id, LEADER, by=stranger, now=NOW),
        lambda: deactivate_user(handler.user_id, by=stranger, now=NOW),
        lambda: activate_user(handler.user_id, by=stranger, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotEntitled):
            act()


@pytest.mark.parametrize(
    ("roles", "department", "field"),
    [
        (set(), None, "roles"),
        ({Role.SYSTEM}, None, "roles"),
        ({Role.ADMINISTRATOR, Role.HANDLER}, "D05", "roles"),
        ({Role.ENTERPRISE, Role.CALLBACK}, None, "roles"),
        ({Role.HANDLER}, None, "department"),
        ({Role.HEAD}, "", "department"),
    ],
)
def test_roles_that_do_not_fit_are_refused_beside_their_field(
    roles: set[Role], department: str | None, field: str, administrator: Actor
) -> None:
    person = Person("someone", "某人", frozenset(roles), department=department)
    with pytest.raises(InvalidInput) as refused:
        invite_user(person, by=administrator, now=NOW)
    assert set(refused.value.problems) == {field}
    assert user_by_login(db.session(), "someone") is None


def test_the_system_may_invite(administrator: Actor) -> None:
    assert invite_user(HANDLER, by=SYSTEM, now=NOW).user_id


def test_other_roles_end_the_sessions_and_are_recorded(handler: Invitation, administrator: Actor) -> None:
    token = sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    roles = frozenset({Role.HEAD, Role.CALLBACK})
    details = Details(HANDLER.display_name, roles, "D06")
    assert edit_account(handler.user_id, details, by=administrator, now=NOW)
    user = db.session.get_one(User, handler.user_id)
    assert (user.roles, user.department) == (roles, "D06")
    assert user.actor() == Actor(handler.user_id, "演示-承办人", roles, "D06")
    assert session_of(token) is None
    event = db.session.scalars(db.select(AccountEvent).order_by(AccountEvent.id.desc())).first()
    assert event is not None
    assert (event.by_user_id, event.note) == (administrator.user_id, "handler@D05 → callback,head@D06")


def test_the_last_administrator_stays(administrator: Actor) -> None:
    me = administrator.user_id or 0
    with pytest.raises(NotPossible):
        deactivate_user(me, by=administrator, now=NOW)
    with pytest.raises(NotPossible):
        edit_account(me, LEADER, by=administrator, now=NOW)
    invited = invite_user(Person("two", "二", frozenset({Role.ADMINISTRATOR})), by=administrator, now=NOW)
    with pytest.raises(NotPossible):
        deactivate_user(me, by=administrator, now=NOW)  # the second has no password yet
    set_password_by_link(invited.token, PASSWORD, address=HERE, now=NOW)
    deactivate_user(me, by=administrator, now=NOW)


def test_a_closed_account_is_opened_again_with_its_password(
    handler: Invitation, administrator: Actor
) -> None:
    deactivate_user(handler.user_id, by=administrator, now=NOW)
    with pytest.raises(Refusal):
        sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    with pytest.raises(NotPossible):
        offer_new_password(handler.user_id, by=administrator, now=NOW)
    activate_user(handler.user_id, by=administrator, now=NOW)
    assert sign_in("handler-a", PASSWORD, address=HERE, now=NOW)


def test_an_account_that_is_not_there_is_said_to_be_missing(administrator: Actor) -> None:
    with pytest.raises(NotFound):
        deactivate_user(4711, by=administrator, now=NOW)


def test_everything_done_to_an_account_is_recorded(handler: Invitation, administrator: Actor) -> None:
    token = sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    sign_out(token, now=NOW)
    with pytest.raises(Refusal):
        sign_in("handler-a", "wrong", address=HERE, now=NOW)
    deactivate_user(handler.user_id, by=administrator, now=NOW)
    assert acts_on(handler.user_id) == [
        AccountAct.CREATED,
        AccountAct.INVITED,
        AccountAct.PASSWORD_SET,
        AccountAct.SIGNED_IN,
        AccountAct.SIGNED_OUT,
        AccountAct.SIGN_IN_FAILED,
        AccountAct.DEACTIVATED,
    ]


def test_the_lock_is_recorded(handler: Invitation) -> None:
    for _ in range(6):
        with pytest.raises(NotPossible):
            sign_in("handler-a", "wrong", address=HERE, now=NOW)
    assert acts_on(handler.user_id)[-2:] == [AccountAct.LOCKED, AccountAct.SIGN_IN_FAILED]


def test_failures_long_ago_do_not_lock(handler: Invitation) -> None:
    for number in range(8):
        with pytest.raises(NotPossible):
            sign_in("handler-a", "wrong", address=HERE, now=NOW + timedelta(minutes=4 * number))
    later = NOW + timedelta(minutes=16 + 15)
    assert AccountAct.LOCKED not in acts_on(handler.user_id)
    assert sign_in("handler-a", PASSWORD, address=HERE, now=later)


def test_a_hash_of_older_costs_is_renewed_at_sign_in(handler: Invitation) -> None:
    from argon2 import PasswordHasher

    user = db.session.get_one(User, handler.user_id)
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    db.session.commit()
    sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    stored = db.session.get_one(User, handler.user_id).password_hash
    assert stored is not None
    assert not needs_new_hash(stored)
    assert is_password(stored, PASSWORD)


def test_a_broken_hash_opens_nothing() -> None:
    assert not is_password("not a hash", PASSWORD)
    assert not is_password(None, PASSWORD)
    assert is_password(hash_password(PASSWORD), PASSWORD)


def test_a_password_is_changed_by_whoever_knows_it(handler: Invitation) -> None:
    here = sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    there = sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    change_password(handler.user_id, PASSWORD, OTHER, keep_session=here, address=HERE, now=NOW)
    assert session_of(here) is not None
    assert session_of(there) is None
    with pytest.raises(InvalidInput):
        change_password(
            handler.user_id, PASSWORD, "另一个新的口令啊啊", keep_session=here, address=HERE, now=NOW
        )
    with pytest.raises(InvalidInput):
        change_password(4711, PASSWORD, OTHER, keep_session=here, address=HERE, now=NOW)


def test_signing_out_twice_is_no_error(handler: Invitation) -> None:
    token = sign_in("handler-a", PASSWORD, address=HERE, now=NOW)
    sign_out(token, now=NOW)
    sign_out(token, now=NOW)
    assert db.session.scalars(db.select(UserSession)).all() == []


def test_the_language_of_a_person_is_chinese_or_english(handler: Invitation) -> None:
    choose_language(handler.user_id, "en")
    assert db.session.get_one(User, handler.user_id).language == "en"
    with pytest.raises(ValueError, match="zh or en"):
        choose_language(handler.user_id, "fr")
