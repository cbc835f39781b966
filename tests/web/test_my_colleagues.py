"""The firm's people on their page: invited by mail, given and taken roles, removed at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.persistence.accounts import user_by_login
from service_desk.persistence.database import db
from tests.support.application import StandingClock
from tests.support.firms import (
    BOSS,
    COLLEAGUE,
    OTHER_CODE,
    STRANGER,
    add_colleague,
    come_in,
    last_link,
    open_firm,
)
from tests.support.people import PASSWORD
from tests.support.visitor import Visitor

NewVisitor = Callable[..., Visitor]
INVITED = {"name": "李工", "email": COLLEAGUE, "role": "member"}


@pytest.fixture
def boss(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    open_firm(app, clock())
    return come_in(new_visitor())


def id_of(app: Flask, login: str) -> int:
    with app.app_context():
        user = user_by_login(db.session(), login)
        assert user is not None
        return user.id


def with_colleague(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    with app.app_context():
        owner = user_by_login(db.session(), BOSS)
        assert owner is not None
        actor = owner.actor()
    add_colleague(app, actor, clock())
    return come_in(new_visitor(), COLLEAGUE)


def test_a_colleague_is_invited_by_mail_sets_a_password_and_comes_in(
    app: Flask, boss: Visitor, new_visitor: NewVisitor
) -> None:
    page = boss.submit(boss.get("/my/colleagues"), INVITED, action="/my/colleagues")
    assert "邀请已发往 li@firm.example" in page
    assert "还没有设口令" in page
    other, token = new_visitor(), last_link(app)
    landed = other.submit(other.get(f"/link/{token}"), {"new": PASSWORD, "again": PASSWORD}, action=token)
    assert landed.path == "/my/sign-in"
    come_in(other, COLLEAGUE)
    assert "李工" in other.get("/my/colleagues")
    assert "还没有设口令" not in boss.get("/my/colleagues")


def test_what_is_wrong_with_an_invitation_is_told_and_stays_typed(boss: Visitor) -> None:
    page = boss.submit(
        boss.get("/my/colleagues"), INVITED | {"email": BOSS}, action="/my/colleagues", status=422
    )
    assert "已有账号" in page.errors()["email"]
    assert page.value("name") == "李工"


def test_a_stale_token_keeps_what_was_typed(boss: Visitor) -> None:
    page = boss.get("/my/colleagues")
    again = boss.submit(page, INVITED | {"csrf_token": "old"}, action="/my/colleagues", status=400)
    assert again.value("name") == "李工"


def test_removing_a_colleague_signs_him_out_at_once(
    app: Flask, clock: StandingClock, boss: Visitor, new_visitor: NewVisitor
) -> None:
    other = with_colleague(app, clock, new_visitor)
    assert other.get("/my").path == "/my"
    page = boss.submit(boss.get("/my/colleagues"), action="/remove")
    assert "登录立即失效" in page
    assert "李工" not in page
    assert other.get("/my").path == "/my/sign-in"


def test_an_ordinary_user_sees_his_colleagues_and_can_change_nothing(
    app: Flask, clock: StandingClock, boss: Visitor, new_visitor: NewVisitor
) -> None:
    other = with_colleague(app, clock, new_visitor)
    page = other.get("/my/colleagues")
    assert "王经理" in page
    assert "邀请同事" not in page
    token, owner = page.value("csrf_token"), id_of(app, BOSS)
    other.send("/my/colleagues", INVITED | {"csrf_token": token, "email": "n@firm.example"}, status=422)
    for act in ("remove", "again", "role/member"):
        other.send(f"/my/colleagues/{owner}/{act}", {"csrf_token": token}, status=403)


def test_a_manager_of_another_firm_reaches_nobody(
    app: Flask, clock: StandingClock, boss: Visitor, new_visitor: NewVisitor
) -> None:
    open_firm(app, clock(), code=OTHER_CODE, name="另一家公司", email=STRANGER)
    stranger = come_in(new_visitor(), STRANGER)
    token, owner = stranger.get("/my/colleagues").value("csrf_token"), id_of(app, BOSS)
    for act in ("remove", "again", "role/member"):
        stranger.send(f"/my/colleagues/{owner}/{act}", {"csrf_token": token}, status=404)


def test_the_last_manager_stays(app: Flask, boss: Visitor) -> None:
    page = boss.get("/my/colleagues")
    assert "改为企业用户" not in page
    address = f"/my/colleagues/{id_of(app, BOSS)}/role/member"
    refused = boss.send(address, {"csrf_token": page.value("csrf_token")}, status=409)
    assert "最后一位企业管理员" in refused


def test_roles_are_given_and_taken(
    app: Flask, clock: StandingClock, boss: Visitor, new_visitor: NewVisitor
) -> None:
    other = with_colleague(app, clock, new_visitor)
    boss.submit(boss.get("/my/colleagues"), action="/role/manager")
    assert "邀请同事" in other.get("/my/colleagues")
