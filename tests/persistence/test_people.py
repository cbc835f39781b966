"""Accounts as an administrator lists them, the same on every database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import AccountAct, AccountEvent, User
from service_desk.persistence.people import (
    PeopleFilter,
    account_history,
    active_staff,
    changes_to_account,
    people_page,
    roles_held,
    version_of_account,
)

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)


def add(database: SQLAlchemy, login: str, *roles: Role, **columns: object) -> User:
    facts = {"display_name": login.upper(), "created_at": NOW, "password_hash": "x"} | columns
    user = User(login=login, **facts)
    user.hold(roles)
    database.session.add(user)
    database.session.commit()
    return user


@pytest.mark.every_database
def test_pages_are_turned_by_sign_in_name_in_both_directions(database: SQLAlchemy) -> None:
    for login in "edcba":
        add(database, login, Role.LEADER)
    session, everybody = database.session(), PeopleFilter()
    first = people_page(session, everybody, size=2)
    second = people_page(session, everybody, after=first.after, size=2)
    third = people_page(session, everybody, after=second.after, size=2)
    assert ["".join(user.login for user in page.people) for page in (first, second, third)] == [
        "ab",
        "cd",
        "e",
    ]
    assert (first.before, third.after) == (None, None)
    back = people_page(session, everybody, before=third.before, size=2)
    assert [user.login for user in back.people] == ["c", "d"]
    assert people_page(session, everybody, before=back.before, size=2).before is None
    assert people_page(session, everybody, after="z", size=2).people == []


@pytest.mark.every_database
def test_words_are_found_in_any_case_and_mean_themselves(database: SQLAlchemy) -> None:
    add(database, "li.si", Role.LEADER, display_name="演示-李", email="Li@Zone.example")
    add(database, "other", Role.LEADER)
    session = database.session()
    for words, found in (("LI.", 1), ("示-李", 1), ("zone.EXAMPLE", 1), ("%", 0), ("l_.", 0), ("", 2)):
        assert len(people_page(session, PeopleFilter(words=words), size=9).people) == found, words


@pytest.mark.every_database
def test_role_department_and_state_narrow_the_list(database: SQLAlchemy) -> None:
    add(database, "a", Role.HANDLER, Role.HEAD, department="PW")
    add(database, "b", Role.HANDLER, department="CB", active=False)
    session = database.session()
    for narrowed, logins in (
        (PeopleFilter(role=Role.HANDLER), "ab"),
        (PeopleFilter(role=Role.HEAD), "a"),
        (PeopleFilter(department="CB"), "b"),
        (PeopleFilter(active=True), "a"),
        (PeopleFilter(active=False, role=Role.HEAD), ""),
    ):
        assert "".join(user.login for user in people_page(session, narrowed, size=9).people) == logins


@pytest.mark.every_database
def test_staff_is_who_can_sign_in_for_a_department(database: SQLAlchemy) -> None:
    add(database, "a", Role.HANDLER, department="PW")
    add(database, "b", Role.HEAD, department="PW", active=False)
    add(database, "c", Role.LEADER)
    assert {
        code: [user.login for user in staff] for code, staff in active_staff(database.session()).items()
    } == {"PW": ["a"]}


@pytest.mark.every_database
def test_a_role_is_held_only_by_somebody_with_a_password(database: SQLAlchemy) -> None:
    add(database, "a", Role.DISPATCHER)
    add(database, "b", Role.CALLBACK, password_hash=None)
    add(database, "c", Role.LEADER, active=False)
    assert roles_held(database.session()) == {Role.DISPATCHER}


@pytest.mark.every_database
def test_a_history_names_who_did_it_and_its_version_counts_changes_only(database: SQLAlchemy) -> None:
    boss, user = add(database, "boss", Role.ADMINISTRATOR), add(database, "user", Role.LEADER)
    session = database.session()
    assert version_of_account(session, user.id) == 0
    for minute, (act, by) in enumerate(
        ((AccountAct.CREATED, boss), (AccountAct.EDITED, boss), (AccountAct.SIGNED_IN, None))
    ):
        session.add(
            AccountEvent(
                at=NOW + timedelta(minutes=minute), act=act, user_id=user.id, by_user_id=by and by.id
            )
        )
        session.flush()
    told = [(entry.event.act, entry.by) for entry in account_history(session, user.id)]
    assert told == [(AccountAct.SIGNED_IN, None), (AccountAct.EDITED, "BOSS"), (AccountAct.CREATED, "BOSS")]
    assert len(account_history(session, user.id, limit=1)) == 1
    [change] = changes_to_account(session, user.id, 0)
    assert version_of_account(session, user.id) == change.event.id
    assert changes_to_account(session, user.id, change.event.id) == []
