"""Screens whose addresses nobody knows beforehand suit a screen reader and fit as well: what stands on the way to an end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.persistence.accounts import user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.tables import AreaFollower
from service_desk.usecases.enterprise.decide_firm import approve_firm
from service_desk.usecases.enterprise.join_firm import apply_for_firm
from tests.support.exhibition import FIRM, Shown
from tests.support.looking import inspect
from tests.support.people import PASSWORD
from tests.support.portal import ENERGY, GENERAL, JOINT, POWER
from tests.support.screens import FIRMS_PAGES
from tests.support.walking import fill_in, sign_in
from tests.support.zone import hashed_password


def test_a_draft_and_where_it_is_listed(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/requests/construction-permit")
    fill_in(page, {"body": "二期厂房已完工"})
    page.get_by_role("button", name="暂存").click()
    inspect(page)
    for path in ("/", "/drafts"):
        page.goto(shown.zone.desk.url + path)
        inspect(page)
    page.get_by_role("link", name="发到邮箱、删除").click()
    inspect(page)


def test_a_firms_own_pages(page: Page, shown: Shown) -> None:
    zone = shown.zone
    with zone.inside():
        firm = apply_for_firm(FIRM, zone.desk.moment)
        approve_firm(firm.id, zone.person(Role.DISPATCHER), zone.desk.moment)
        user = user_by_login(db.session(), FIRM.email)
        assert user is not None
        user.password_hash = hashed_password()
        db.session.commit()
        apply_for_firm(replace(FIRM, email="second@firm.example"), zone.desk.moment)
    filed = zone.filed(uscc=FIRM.uscc)
    page.goto(zone.desk.url + "/my/sign-in")
    fill_in(page, {"login": FIRM.email, "password": PASSWORD})
    page.get_by_role("button", name="登录", exact=True).click()
    for path in FIRMS_PAGES:
        page.goto(zone.desk.url + path.format(filed=filed))
        expect(page.get_by_role("heading", level=1)).not_to_have_text("企业登录")
        inspect(page)


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        ("power-capacity", POWER), ("energy-list", ENERGY), ("joint-utilities", JOINT),
        ("construction-permit", GENERAL),
    ],
)  # fmt: skip
def test_a_form_with_errors_its_review_and_its_receipt(
    slug: str, answers: dict[str, Any], page: Page, shown: Shown
) -> None:
    page.goto(f"{shown.zone.desk.url}/requests/{slug}")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspect(page)
    fill_in(page, answers)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    inspect(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    inspect(page)


def test_the_suggested_request_types(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/ask")
    page.get_by_label("说说您遇到的问题").fill("车间要加两台设备，电不够用")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".offer").first).to_be_visible()
    inspect(page)


def test_a_link_that_was_mailed_to_somebody_invited(page: Page, shown: Shown) -> None:
    page.goto(f"{shown.zone.desk.url}/link/{shown.invitation}")
    expect(page.locator("[name=new]")).to_be_visible()
    inspect(page)


def test_an_address_that_wants_to_follow_a_notice(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/knowledge/notices/1")
    page.locator("main [name=email]").fill("follower@firm.example")
    page.locator("main form:has([name=email]) button").first.click()
    with shown.zone.inside():
        token = db.session.scalar(sa.select(AreaFollower.token))
    page.goto(f"{shown.zone.desk.url}/knowledge/following/{token}")
    inspect(page)


def test_tags_on_several_tickets_and_what_became_of_it(shown: Shown, page: Page) -> None:
    sign_in(page, shown.zone, Role.HEAD, "PW")
    page.goto("{}/desk/bulk/tags?t={at_work}&t={dispatched}".format(shown.zone.desk.url, **shown.tickets))
    page.locator("main [name=add]").fill("夏季用电")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/desk/bulk/tags/*")
    inspect(page)


def test_a_list_looked_at_before_it_is_brought_in(shown: Shown, page: Page) -> None:
    lines = "企业名称,诉求内容,联系电话\n演示甲公司,变压器容量不够,13800138000\n演示乙公司,,12\n"
    sign_in(page, shown.zone, Role.DISPATCHER)
    page.goto(shown.zone.desk.url + "/lists")
    sent = {"name": "清单.csv", "mimeType": "text/csv", "buffer": lines.encode("gb18030")}
    page.locator("main [type=file]").set_input_files([sent])  # type: ignore[list-item]
    page.locator("main form:has([type=file]) button").first.click()
    expect(page.get_by_role("main")).to_contain_text("没有填写")
    inspect(page)
    page.locator("main form[action$=import] button").first.click()
    page.get_by_role("link", name="已导入").first.click()
    expect(page.get_by_role("main")).to_contain_text("演示甲公司")
    inspect(page)


def test_a_pasted_chat_taken_apart_and_looked_at(shown: Shown, page: Page) -> None:
    chat = "张三 9:05\n车间停水，找王经理，打13800138000\n李四 9:10\n招不到焊工"
    sign_in(page, shown.zone, Role.DISPATCHER)
    page.goto(shown.zone.desk.url + "/desk/record")
    page.get_by_label("原话").fill(chat)
    page.get_by_label("企业").fill("新材料")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对后录入")
    inspect(page)
    page.goto(shown.zone.desk.url + "/visits/new")
    page.get_by_label("企业名称").fill("新材料")
    page.locator("summary", has_text="粘贴").click()
    page.locator("[name=pasted]").fill(chat)
    page.get_by_role("button", name="拆成诉求").click()
    expect(page.locator("[name=asked-1-text]")).to_have_value("招不到焊工")
    inspect(page)
