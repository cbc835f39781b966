"""Editing an account on a stale page, an enterprise's account, and the letter that carries a one-time link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import InvalidInput, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import AccountAct, AccountEvent, User
from service_desk.persistence.people import version_of_account
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.accounts.edit_account import Details, edit_account
from service_desk.usecases.accounts.manage_account import Person, invite_user, offer_new_password
from service_desk.usecases.accounts.set_password import owner_of_link
from tests.usecases.deeds import MORNING

ADMINISTRATOR = Actor(None, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
LEADER = frozenset({Role.LEADER})
LATER = MORNING + timedelta(hours=1)


def invited(email: str | None = "leader@zone.example", *, mailed: bool = True) -> tuple[int, str]:
    person = Person("leader", "演示-区领导", LEADER, email=email, language="en")
    link = invite_user(person, by=ADMINISTRATOR, now=MORNING, mailed=mailed)
    return link.user_id, link.token


def letters(database: SQLAlchemy) -> list[OutboxMail]:
    return list(database.session.query(OutboxMail).order_by(OutboxMail.id))


@pytest.mark.every_database
def test_the_letter_carries_the_link_in_the_readers_language(database: SQLAlchemy) -> None:
    _, token = invited()
    [mail] = letters(database)
    assert (mail.notice, mail.recipient, mail.recipient_name, mail.language) == (
        "account_link", "leader@zone.example", "演示-区领导", "en",
    )  # fmt: skip
    assert (mail.data["token"], mail.data["purpose"], mail.data["login"]) == (token, "invite", "leader")


def test_nothing_is_mailed_without_an_address_or_when_nobody_asked(database: SQLAlchemy) -> None:
    user_id, _ = invited(None)
    offer_new_password(user_id, by=ADMINISTRATOR, now=LATER, mailed=True)
    assert letters(database) == []
    edit_account(user_id, Details("x", LEADER, email="x@zone.example"), by=ADMINISTRATOR, now=LATER)
    offer_new_password(user_id, by=ADMINISTRATOR, now=LATER)
    assert letters(database) == []


def test_a_second_link_makes_a_second_letter_and_the_first_link_dead(database: SQLAlchemy) -> None:
    user_id, first = invited()
    second = offer_new_password(user_id, by=ADMINISTRATOR, now=LATER, mailed=True)
    assert [mail.data["purpose"] for mail in letters(database)] == ["invite", "reset"]
    assert owner_of_link(second.token, now=LATER).id == user_id
    with pytest.raises(NotPossible):
        owner_of_link(first, now=LATER)


@pytest.mark.every_database
def test_an_edit_on_a_stale_page_changes_nothing(database: SQLAlchemy) -> None:
    user_id, _ = invited()
    seen = version_of_account(database.session(), user_id)
    edit_account(user_id, Details("先改的", LEADER), by=ADMINISTRATOR, now=LATER, seen_version=seen)
    with pytest.raises(Stale):
        edit_account(user_id, Details("后改的", LEADER), by=ADMINISTRATOR, now=LATER, seen_version=seen)
    assert database.session.get_one(User, user_id).display_name == "先改的"


def test_new_words_and_new_duties_are_two_entries_each_naming_before_and_after(database: SQLAlchemy) -> None:
    user_id, _ = invited()
    details = Details("演示-督办员", frozenset({Role.SUPERVISOR}), "GO", None, "zh")
    assert edit_account(user_id, details, by=ADMINISTRATOR, now=LATER)
    assert not edit_account(user_id, details, by=ADMINISTRATOR, now=LATER)
    events = database.session.query(AccountEvent).filter(AccountEvent.at == LATER).order_by(AccountEvent.id)
    assert [(event.act, event.note) for event in events] == [
        (
            AccountAct.EDITED,
            "display_name: 演示-区领导 → 演示-督办员; email: leader@zone.example → —; language: en → zh",
        ),
        (AccountAct.ROLES_CHANGED, "leader → supervisor@GO"),
    ]


def test_an_enterprises_account_takes_no_role_of_the_zone_nor_the_other_way_round(
    database: SQLAlchemy,
) -> None:
    user_id, _ = invited()
    firm = frozenset({Role.ENTERPRISE})
    with pytest.raises(InvalidInput):
        edit_account(user_id, Details("x", firm), by=ADMINISTRATOR, now=LATER)
    database.session.get_one(User, user_id).hold(firm)
    database.session.commit()
    with pytest.raises(InvalidInput):
        edit_account(user_id, Details("x", LEADER), by=ADMINISTRATOR, now=LATER)
    assert edit_account(user_id, Details("演示经办人", firm), by=ADMINISTRATOR, now=LATER)
