"""A firm's first account: asked for by licence or known address, opened or refused by the zone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import FirmApplication
from tests.support.application import StandingClock
from tests.support.firms import BOSS, CODE, FIRM, come_in, last_link, open_firm
from tests.support.people import PASSWORD, SignInAs
from tests.support.visitor import Page, Visitor

NewVisitor = Callable[..., Visitor]
LICENCE = {
    "uscc": CODE, "firm_name": FIRM, "legal_person": "赵总", "address": "创业大道8号", "contact_name": "王经理",
    "mobile": "13800138000", "email": BOSS,
}  # fmt: skip


def apply(visitor: Visitor, status: int = 200, **changed: str) -> Page:
    return visitor.submit(
        visitor.get("/my/join/licence"), LICENCE | changed, action="/my/join/licence", status=status
    )


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.ADMINISTRATOR])
def test_an_application_is_compared_and_opened_and_the_firm_comes_in(
    role: Role, app: Flask, visitor: Visitor, sign_in_as: SignInAs
) -> None:
    assert "申请已收到" in apply(visitor)
    officer = sign_in_as(role)
    listed = officer.get("/firms")
    assert FIRM in listed
    page = officer.get("/firms/1")
    assert "没有以这个代码提交过诉求" in page
    assert "已开通" in officer.submit(page, action="/approve")
    token = last_link(app)
    visitor.submit(visitor.get(f"/link/{token}"), {"new": PASSWORD, "again": PASSWORD}, action=token)
    assert come_in(visitor).get("/my").heading == FIRM


def test_a_refusal_says_why_and_is_mailed(app: Flask, visitor: Visitor, sign_in_as: SignInAs) -> None:
    apply(visitor)
    officer = sign_in_as(Role.DISPATCHER)
    page = officer.submit(officer.get("/firms/1"), {"reason": ""}, action="/refuse", status=422)
    assert "reason" in page.errors()
    assert "已答复申请人" in officer.submit(page, {"reason": "名称与执照不符"}, action="/refuse")
    assert "名称与执照不符" in officer.get("/firms/1")


def test_two_officers_on_one_application_the_second_is_told(visitor: Visitor, sign_in_as: SignInAs) -> None:
    apply(visitor)
    one, two = sign_in_as(Role.DISPATCHER), sign_in_as(Role.ADMINISTRATOR)
    seen = two.get("/firms/1")
    one.submit(one.get("/firms/1"), action="/approve")
    refused = two.submit(seen, {"reason": "我写了很久的理由"}, action="/refuse", status=422)
    assert "已经处理过了" in refused
    assert "我写了很久的理由" in refused


def test_officers_without_the_right_and_guests_are_refused(visitor: Visitor, sign_in_as: SignInAs) -> None:
    apply(visitor)
    assert visitor.get("/firms").path == "/sign-in"
    for role, department in ((Role.HANDLER, "PW"), (Role.LEADER, None), (Role.CALLBACK, None)):
        officer = sign_in_as(role, department=department)
        officer.get("/firms", status=403)
        officer.get("/firms/1", status=403)


def test_an_application_without_its_token_or_with_mistakes_keeps_what_was_typed(
    app: Flask, visitor: Visitor
) -> None:
    page = apply(visitor, status=422, mobile="12", uscc="123")
    assert set(page.errors()) == {"mobile", "uscc"}
    assert page.value("firm_name") == FIRM
    stale = visitor.submit(page, LICENCE | {"csrf_token": "old"}, action="/my/join/licence", status=400)
    assert stale.value("legal_person") == "赵总"
    with app.app_context():
        assert db.session.query(FirmApplication).count() == 0


def test_asking_by_address_gets_one_answer_whether_the_zone_knows_it_or_not(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    open_firm(app, clock())
    pages = set()
    for code in (CODE, "91990000MA0TE5T163"):
        asked = {"uscc": code, "email": "someone@firm.example", "contact_name": "某人"}
        page = visitor.submit(visitor.get("/my/join/address"), asked, action="/my/join/address")
        pages.add(page.without(code))
    assert len(pages) == 1


def test_the_officer_is_warned_of_a_firm_that_has_accounts_already(
    app: Flask, clock: StandingClock, visitor: Visitor, sign_in_as: SignInAs
) -> None:
    open_firm(app, clock())
    apply(visitor, email="second@firm.example")
    page = sign_in_as(Role.DISPATCHER).get("/firms/2")
    assert "通常应由企业管理员邀请" in page
    assert "王经理" in page
