"""One-time links: opened as often as one likes, used once, before they expire."""

from __future__ import annotations

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import OneTimeLink, User
from service_desk.persistence.database import db
from service_desk.usecases.accounts.manage_account import (
    Invitation,
    Person,
    deactivate_user,
    invite_user,
    offer_new_password,
)
from tests.support.application import StandingClock
from tests.support.people import ADMINISTRATOR, PASSWORD
from tests.support.visitor import Visitor

NEW = {"new": PASSWORD, "again": PASSWORD}


@pytest.fixture
def invitation(app: Flask, clock: StandingClock) -> Invitation:
    """Somebody who has been invited and has not yet answered."""
    with app.app_context():
        person = Person("new-leader", "演示-区领导", frozenset({Role.LEADER}))
        return invite_user(person, by=ADMINISTRATOR, now=clock())


def test_a_scanner_that_opens_the_link_uses_nothing_up(invitation: Invitation, visitor: Visitor) -> None:
    address = f"/link/{invitation.token}"
    for _ in range(3):
        assert "new-leader" in visitor.get(address)
        visitor.client.head(address)
    assert "口令已设好" in visitor.submit(visitor.get(address), NEW)
    visitor.sign_in("new-leader", PASSWORD)


def test_a_link_works_once(invitation: Invitation, visitor: Visitor) -> None:
    page = visitor.get(f"/link/{invitation.token}")
    visitor.submit(page, NEW)
    assert "链接已失效" in visitor.submit(page, NEW, status=410)
    assert "链接已失效" in visitor.get(f"/link/{invitation.token}", status=410)


def test_a_link_expires(invitation: Invitation, visitor: Visitor, clock: StandingClock) -> None:
    clock.forward(hours=71)
    page = visitor.get(f"/link/{invitation.token}")
    clock.forward(hours=2)
    assert "链接已失效" in visitor.submit(page, NEW, status=410)


@pytest.mark.parametrize("token", ["x", "None", "%00", "' or 1=1 --", "a" * 500])
def test_a_made_up_link_is_dead(token: str, visitor: Visitor) -> None:
    assert "链接已失效" in visitor.get(f"/link/{token}", status=410)


def test_the_database_does_not_hold_the_link(invitation: Invitation, app: Flask) -> None:
    with app.app_context():
        assert invitation.token not in {row.token_hash for row in db.session.scalars(db.select(OneTimeLink))}


def test_a_newer_link_kills_the_older_one(
    invitation: Invitation, app: Flask, visitor: Visitor, clock: StandingClock
) -> None:
    with app.app_context():
        newer = offer_new_password(invitation.user_id, by=ADMINISTRATOR, now=clock())
    visitor.get(f"/link/{invitation.token}", status=410)
    visitor.get(f"/link/{newer.token}")


def test_a_closed_account_has_no_links(
    invitation: Invitation, app: Flask, visitor: Visitor, clock: StandingClock
) -> None:
    with app.app_context():
        deactivate_user(invitation.user_id, by=ADMINISTRATOR, now=clock())
    visitor.get(f"/link/{invitation.token}", status=410)


def test_the_old_password_works_until_the_link_is_used(
    invitation: Invitation, app: Flask, visitor: Visitor, clock: StandingClock
) -> None:
    visitor.submit(visitor.get(f"/link/{invitation.token}"), NEW)
    with app.app_context():
        offer_new_password(invitation.user_id, by=ADMINISTRATOR, now=clock())
    visitor.sign_in("new-leader", PASSWORD)


@pytest.mark.parametrize(
    ("password", "words"),
    [("短口令", "至少要 10 个字符"), ("woaini1314520", "太常见"), ("new-leader-2026", "不要包含登录名")],
)
def test_a_weak_password_is_refused_in_words_and_leaves_the_link_alive(
    password: str, words: str, invitation: Invitation, visitor: Visitor
) -> None:
    page = visitor.get(f"/link/{invitation.token}")
    refused = visitor.submit(page, {"new": password, "again": password}, status=422)
    assert words in refused.errors()["new"]
    visitor.submit(refused, NEW)


def test_the_password_is_typed_twice(invitation: Invitation, app: Flask, visitor: Visitor) -> None:
    page = visitor.get(f"/link/{invitation.token}")
    refused = visitor.submit(page, {"new": PASSWORD, "again": PASSWORD + "1"}, status=422)
    assert "两次填的不一样" in refused.errors()["again"]
    with app.app_context():
        assert db.session.get_one(User, invitation.user_id).password_hash is None


def test_links_cannot_be_guessed_for_long(visitor: Visitor) -> None:
    for number in range(30):
        visitor.get(f"/link/guess-{number}", status=410)
    answer = visitor.client.get("/link/guess")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 600
