"""我的信息 of an account: seen, corrected, taken along, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from tests.support.application import StandingClock
from tests.support.firms import BOSS, add_colleague, come_in, open_firm
from tests.support.people import PASSWORD, SignInAs
from tests.support.portal import file, number_on
from tests.support.visitor import Visitor
from tests.web.test_portal_personal import archive

NewVisitor = Callable[..., Visitor]


@pytest.fixture
def boss(app: Flask, clock: StandingClock, new_visitor: NewVisitor) -> Visitor:
    open_firm(app, clock())
    return come_in(new_visitor())


def test_the_owner_sees_corrects_and_takes_along_what_is_held(boss: Visitor) -> None:
    number = number_on(file(boss))
    page = boss.get("/my/personal")
    for words in (BOSS, "王经理", "13800138000", "企业管理员", number):
        assert words in page
    page = boss.submit(page, {"name": "王总", "mobile": "139 0013 9000"}, action="/my/personal")
    assert "13900139000" in page
    data, readable = archive(boss, "/my/personal/export")
    assert data["account"]["name"] == "王总"  # type: ignore[index]
    assert number in readable


def test_mistakes_and_stale_tokens_keep_what_was_typed(boss: Visitor) -> None:
    page = boss.submit(
        boss.get("/my/personal"), {"name": "王总", "mobile": "12"}, action="/my/personal", status=422
    )
    assert "mobile" in page.errors()
    again = boss.submit(page, {"name": "王总", "csrf_token": "old"}, action="/my/personal", status=400)
    assert again.value("name") == "王总"


def test_an_account_is_withdrawn_only_when_it_is_meant_and_then_for_good(boss: Visitor) -> None:
    page = boss.submit(boss.get("/my/personal"), action="/withdraw", status=422)
    assert "请先勾选确认" in page
    told = boss.submit(page, {"is_meant": "y"}, action="/withdraw")
    assert "账号已注销" in told
    assert boss.get("/my").path == "/my/sign-in"
    boss.submit(
        boss.get("/my/sign-in"), {"login": BOSS, "password": PASSWORD}, action="/my/sign-in", status=422
    )


def test_a_last_manager_with_colleagues_is_told_what_to_do_first(
    app: Flask, clock: StandingClock, new_visitor: NewVisitor
) -> None:
    add_colleague(app, open_firm(app, clock()), clock())
    owner = come_in(new_visitor())
    page = owner.submit(owner.get("/my/personal"), {"is_meant": "y"}, action="/withdraw", status=422)
    assert "最后一位企业管理员" in page


def test_guests_and_officers_are_refused(visitor: Visitor, sign_in_as: SignInAs) -> None:
    assert visitor.get("/my/personal").path == "/my/sign-in"
    officer = sign_in_as(Role.DISPATCHER)
    officer.get("/my/personal", status=403)
    officer.fetch("/my/personal/export", status=403)
