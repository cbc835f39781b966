"""The administrator's accounts: found, invited, changed, closed, opened, and everything on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import OneTimeLink, User, user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.accounts.edit_account import Details, edit_account
from service_desk.usecases.zone.seed_departments import seed_departments
from service_desk.web.admin import accounts
from tests.support.application import StandingClock
from tests.support.people import ADMINISTRATOR, PASSWORD, NewPerson, login_of
from tests.support.visitor import Page, Visitor

INVITED = {
    "login": "Li.Si",
    "display_name": "演示-新承办人",
    "email": "li.si@zone.local",
    "roles": ["handler"],
    "department": "PW",
}


@pytest.fixture
def admin(app: Flask, sign_in_as: Callable[..., Visitor]) -> Visitor:
    """An administrator at his desk, in a zone with departments."""
    with app.app_context():
        seed_departments()
    return sign_in_as(Role.ADMINISTRATOR)


def account(app: Flask, login: str) -> User:
    with app.app_context():
        user = user_by_login(db.session(), login)
        assert user is not None
        return user


def link_on(page: Page) -> str:
    address = page.tree.all("input", id="address")[0].get("value")
    return address.removeprefix("http://localhost")


def invite(admin: Visitor, status: int = 200, **different: Any) -> Page:
    return admin.submit(admin.get("/admin/users/invite"), {**INVITED, **different}, status=status)


def test_somebody_invited_sets_a_password_with_the_link_shown_once(
    app: Flask, admin: Visitor, visitor: Visitor
) -> None:
    page = invite(admin)
    assert "只在这里显示一次" in page
    visitor.submit(visitor.get(link_on(page)), {"new": PASSWORD, "again": PASSWORD})
    assert visitor.sign_in("li.si", PASSWORD)
    user = account(app, "li.si")
    assert (user.department, user.roles) == ("PW", {Role.HANDLER})
    shown = admin.get(f"/admin/users/{user.id}")
    assert link_on(page) not in shown.html


def test_the_link_is_mailed_where_there_is_an_address(app: Flask, admin: Visitor) -> None:
    token = link_on(invite(admin)).removeprefix("/link/")
    invite(admin, login="without", email="")
    with app.app_context():
        [mail] = db.session.query(OutboxMail)
    assert (mail.notice, mail.recipient, mail.data["token"]) == ("account_link", "li.si@zone.local", token)
    assert mail.data["purpose"] == "invite"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("login", ""),
        ("login", "zhang san"),
        ("display_name", " "),
        ("email", "no address"),
        ("roles", None),
        ("roles", ["administrator", "handler"]),
        ("department", ""),
        ("display_name", "长" * 81),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    field: str, value: Any, app: Flask, admin: Visitor
) -> None:
    page = invite(admin, 422, **{field: value})
    assert any(field in wrong or field in page.html for wrong in page.errors() or [field])
    assert "没有成功，请看下面" in page
    kept = "login" if field != "login" else "display_name"
    assert page.value(kept) == INVITED[kept]
    with app.app_context():
        assert user_by_login(db.session(), "li.si") is None


def test_a_sign_in_name_is_given_once_whatever_its_case(admin: Visitor) -> None:
    invite(admin)
    assert "已经有人用了" in invite(admin, 422, login="LI.SI").errors()["login"]


def test_an_enterprises_role_is_not_the_administrators_to_give(admin: Visitor) -> None:
    page = admin.get("/admin/users/invite")
    offered = {box.get("value") for box in page.tree.all("input", name="roles")}
    assert "enterprise" not in offered
    assert "system" not in offered
    assert admin.submit(page, {**INVITED, "roles": ["enterprise"]}, status=422)


def test_the_list_is_narrowed_by_words_role_department_and_state(
    app: Flask, admin: Visitor, new_person: NewPerson
) -> None:
    handler = new_person(Role.HANDLER, department="PW")
    head = new_person(Role.HEAD, department="CB")
    admin.submit(admin.get(f"/admin/users/{head.user_id}/close"))
    everybody = admin.get("/admin/users")
    assert handler.name in everybody
    assert head.name in everybody
    for query, there, not_there in (
        ("role=handler", handler, head),
        ("department=CB", head, handler),
        ("active=0", head, handler),
        ("active=1", handler, head),
        (f"q={head.name}", head, handler),
    ):
        page = admin.get(f"/admin/users?{query}")
        assert there.name in page
        assert not_there.name not in page
    assert "没有符合条件的账号" in admin.get("/admin/users?q=%25nobody%25")
    assert admin.get("/admin/users?role=king&active=x&department=ZZ")


def test_a_long_list_is_turned_page_by_page_both_ways(
    app: Flask, admin: Visitor, new_person: NewPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        new_person(Role.LEADER)
    monkeypatch.setattr(accounts, "PER_PAGE", 2)
    seen: list[str] = []
    page = admin.get("/admin/users")
    while True:
        seen += [row.text for row in page.tree.all("a", class_="title")]
        further = page.tree.all("a", rel="next")
        if not further:
            break
        page = admin.get(further[0].get("href"))
    assert len(seen) == len(set(seen)) == 5
    back = admin.get(page.tree.all("a", rel="prev")[0].get("href"))
    assert [row.text for row in back.tree.all("a", class_="title")] == seen[2:4]


def edit(admin: Visitor, actor: Actor, status: int = 200, **fields: Any) -> Page:
    return admin.submit(admin.get(f"/admin/users/{actor.user_id}/edit"), fields, status=status)


def test_new_duties_sign_the_person_out_and_are_on_record(
    app: Flask, admin: Visitor, new_person: NewPerson, sign_in_as: Callable[..., Visitor]
) -> None:
    handler = new_person(Role.HANDLER, department="PW")
    theirs = sign_in_as(actor=handler)
    page = edit(admin, handler, roles=["head"], department="CB", email="new@zone.example")
    assert "已保存" in page
    assert "承办人@PW → 部门负责人@CB" in page
    assert "电子邮箱: — → new@zone.example" in page
    assert theirs.get("/account").path == "/sign-in"
    assert account(app, login_of(handler)).roles == {Role.HEAD}


def test_saving_without_a_change_says_so_and_records_nothing(admin: Visitor, new_person: NewPerson) -> None:
    page = edit(admin, new_person(Role.LEADER))
    assert "没有改动" in page
    assert "修改资料" not in page.tree.all("ol", class_="timeline")[0].text


def test_a_second_administrator_on_a_stale_page_keeps_what_he_typed_and_sees_the_change(
    app: Flask, admin: Visitor, new_person: NewPerson, clock: StandingClock
) -> None:
    leader = new_person(Role.LEADER)
    page = admin.get(f"/admin/users/{leader.user_id}/edit")
    with app.app_context():
        other = Details("演示-改了名", frozenset({Role.SUPERVISOR}))
        edit_account(leader.user_id or 0, other, by=ADMINISTRATOR, now=clock())
    again = admin.submit(page, {"display_name": "演示-我起的名"}, status=409)
    assert again.value("display_name") == "演示-我起的名"
    assert "区领导 → 督办员" in again
    assert account(app, login_of(leader)).display_name == "演示-改了名"
    admin.submit(again)
    assert account(app, login_of(leader)).display_name == "演示-我起的名"


def test_a_forged_version_is_taken_for_a_stale_page(admin: Visitor, new_person: NewPerson) -> None:
    leader = new_person(Role.LEADER)
    page = admin.get(f"/admin/users/{leader.user_id}/edit")
    admin.submit(page, {"seen": "x", "display_name": "y"}, status=409)


def test_the_last_administrator_stays_one(admin: Visitor, app: Flask) -> None:
    with app.app_context():
        [me] = [user for user in db.session.query(User) if Role.ADMINISTRATOR in user.roles]
    page = admin.submit(admin.get(f"/admin/users/{me.id}/edit"), {"roles": ["leader"]}, status=422)
    assert "最后一位系统管理员" in page
    closed = admin.submit(admin.get(f"/admin/users/{me.id}/close"), status=422)
    assert "最后一位系统管理员" in closed


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_password(
    admin: Visitor, new_person: NewPerson, sign_in_as: Callable[..., Visitor], visitor: Visitor
) -> None:
    leader = new_person(Role.LEADER)
    theirs = sign_in_as(actor=leader)
    asked = admin.get(f"/admin/users/{leader.user_id}/close")
    assert theirs.get("/account").path == "/account"  # asking closes nothing
    assert "已停用" in admin.submit(asked)
    assert theirs.get("/account").path == "/sign-in"
    admin.submit(admin.get(f"/admin/users/{leader.user_id}/open"))
    assert visitor.sign_in(login_of(leader), PASSWORD)


def test_a_new_link_kills_the_earlier_one_and_a_closed_account_gets_none(
    app: Flask, admin: Visitor, new_person: NewPerson, visitor: Visitor
) -> None:
    leader = new_person(Role.LEADER)
    address = f"/admin/users/{leader.user_id}/link"
    first = link_on(admin.submit(admin.get(address)))
    second = link_on(admin.submit(admin.get(address)))
    visitor.get(first, status=410)
    visitor.get(second)
    with app.app_context():
        assert db.session.query(OneTimeLink).filter_by(user_id=leader.user_id, used_at=None).count() == 1
    admin.submit(admin.get(f"/admin/users/{leader.user_id}/close"))
    assert "账号已停用" in admin.submit(admin.get(address), status=422)


def test_a_page_open_for_too_long_costs_one_more_click_and_no_text(admin: Visitor, app: Flask) -> None:
    page = admin.get("/admin/users/invite")
    again = admin.submit(page, {**INVITED, "csrf_token": "old"}, status=400)
    assert again.value("display_name") == INVITED["display_name"]
    assert "一次性链接" in admin.submit(again)


def test_an_account_that_is_not_there_is_not_found(admin: Visitor) -> None:
    for page in ("", "/edit", "/close", "/open", "/link"):
        admin.get(f"/admin/users/4711{page}", status=404)


def test_an_enterprises_account_keeps_its_role_here(app: Flask, admin: Visitor) -> None:
    with app.app_context():
        user = User(
            login="firm", display_name="演示联系人", created_at=db.session.query(User).first().created_at
        )
        user.hold([Role.ENTERPRISE])
        db.session.add(user)
        db.session.commit()
        number = user.id
    page = admin.get(f"/admin/users/{number}/edit")
    assert page.tree.all("input", name="roles") == []
    assert "已保存" in admin.submit(page, {"display_name": "演示经办人"})
    assert account(app, "firm").roles == {Role.ENTERPRISE}


def test_the_pages_read_in_english(sign_in_as: Callable[..., Visitor]) -> None:
    english = sign_in_as(Role.ADMINISTRATOR)
    page = english.get("/admin/users?lang=en")
    assert (page.heading, "Administrator" in page) == ("Accounts", True)
