"""A firm asks for its account, is opened by the dispatcher, invites a colleague and follows its requests together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from tests.support.people import PASSWORD
from tests.support.portal import GENERAL
from tests.support.walking import fill_in, sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser
BOSS, COLLEAGUE = "boss@firm.example", "li@firm.example"
LICENCE = {
    "uscc": GENERAL["uscc"], "firm_name": GENERAL["enterprise_name"], "legal_person": "赵总", "address": "创业大道8号",
    "contact_name": "王经理", "mobile": "13800138000", "email": BOSS,
}  # fmt: skip


def link_mailed(zone: Zone, address: str) -> str:
    with zone.inside():
        letters = db.session.scalars(select(OutboxMail).where(OutboxMail.recipient == address))
        return (
            zone.desk.url
            + "/link/"
            + next(str(each.data["token"]) for each in letters if "token" in each.data)
        )


def come_in_first(page: Page, zone: Zone, address: str) -> None:
    """Set a password by the mailed link and sign in."""
    page.goto(link_mailed(zone, address))
    fill_in(page, {"new": PASSWORD, "again": PASSWORD})
    page.get_by_role("main").get_by_role("button").click()
    fill_in(page, {"login": address, "password": PASSWORD})
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GENERAL["enterprise_name"])


def test_from_the_licence_to_colleagues_on_one_request(zone: Zone, new_page: Callable[..., Page]) -> None:
    boss = new_page()
    boss.goto(zone.desk.url + "/my/join/licence")
    fill_in(boss, LICENCE)
    boss.get_by_role("button", name="提交申请").click()
    expect(boss.get_by_role("heading", level=1)).to_have_text("申请已收到")

    officer = new_page()
    sign_in(officer, zone, Role.DISPATCHER)
    officer.get_by_text("更多").click()
    officer.get_by_role("link", name="企业账号").click()
    officer.get_by_role("link", name=LICENCE["firm_name"]).click()
    officer.get_by_role("button", name="开通账号").click()
    expect(officer.get_by_text("已开通，登录链接已发往")).to_be_visible()

    come_in_first(boss, zone, BOSS)
    boss.get_by_role("link", name="同事").click()
    fill_in(boss, {"name": "李工", "email": COLLEAGUE})
    boss.get_by_role("button", name="发出邀请").click()
    expect(boss.get_by_text("邀请已发往")).to_be_visible()

    boss.goto(zone.desk.url + "/requests/construction-permit")
    expect(boss.locator("[name=enterprise_name]")).to_have_value(GENERAL["enterprise_name"])
    fill_in(boss, {name: GENERAL[name] for name in ("title", "body", "park")})
    boss.get_by_role("button", name="下一步：核对").click()
    boss.get_by_role("button", name="提交", exact=True).click()
    expect(boss.get_by_role("heading", level=1)).to_have_text("诉求已提交")

    colleague = new_page()
    come_in_first(colleague, zone, COLLEAGUE)
    expect(colleague.get_by_role("row", name=GENERAL["title"])).to_contain_text("王经理")
    colleague.get_by_role("link", name=GENERAL["title"]).click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text(GENERAL["title"])

    boss.goto(zone.desk.url + "/my/colleagues")
    boss.get_by_role("button", name="移除").click()
    expect(boss.get_by_text("登录立即失效")).to_be_visible()
    colleague.goto(zone.desk.url + "/my")
    expect(colleague.get_by_role("heading", level=1)).to_have_text("企业登录")
