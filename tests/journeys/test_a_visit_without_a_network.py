"""A visit written down in a workshop without a network: kept, offered again after the page was killed, sent once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket, Visit
from tests.support.browser import PHONE, fits_its_width
from tests.support.walking import sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser

PATIENCE = 20_000
"""Milliseconds: the first request a new process sorts loads what it sorts with."""


def held(zone: Zone) -> tuple[int, int]:
    with zone.inside():
        visits, tickets = (
            db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Visit, Ticket)
        )
        return visits or 0, tickets or 0


def written(context: BrowserContext, zone: Zone, firm: str) -> Page:
    """Open the form and write a visit with two requests, one solved on the spot."""
    page = context.new_page()
    page.goto(zone.desk.url + "/visits/new")
    page.get_by_label("企业名称").fill(firm)
    page.locator("[name=asked-0-text]").fill("变压器容量不够，想增容")
    page.get_by_role("button", name="再加一件").click()
    page.locator("[name=asked-1-text]").fill("问稳岗返还要不要申请")
    page.locator("[name=asked-1-handling][value=on_site]").check()
    page.locator("[name=asked-1-answer]").fill("免申即享，已当场说明。")
    expect(page.locator("[name=asked-0-answer]")).to_be_hidden()
    expect(page.locator("[data-standing]")).to_contain_text("未发送")
    return page


def test_two_visits_outlive_a_killed_page_and_are_each_sent_once(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    home = new_page(**PHONE)
    context = home.context
    sign_in(home, zone, Role.COMMISSIONER)

    first = written(context, zone, "演示甲厂")
    assert fits_its_width(first)
    context.set_offline(True)
    first.get_by_role("button", name="提交走访").click()
    expect(first.locator("[data-standing]")).to_contain_text("有网络时会自动发送")
    expect(first.locator("[name=asked-1-answer]")).to_have_value("免申即享，已当场说明。")
    first.close(run_before_unload=False)
    context.set_offline(False)

    second = written(context, zone, "演示乙厂")
    second.close(run_before_unload=False)
    assert held(zone) == (0, 0)

    home.goto(zone.desk.url + "/visits")  # the one that was meant to be sent goes by itself
    box = home.locator("[data-unsent]")
    expect(box).to_contain_text("已发送 1 次走访。", timeout=PATIENCE)
    expect(box).to_contain_text("演示乙厂")
    expect(box.get_by_role("link", name="演示甲厂")).to_have_attribute(
        "href", re.compile(r"/visits/ZF\d{8}-0001$")
    )
    expect(box.locator("li")).to_have_count(1)
    assert held(zone) == (1, 2)

    box.get_by_role("link", name="打开").click()
    expect(home.get_by_label("企业名称")).to_have_value("演示乙厂")
    expect(home.locator("[name=asked-1-text]")).to_have_value("问稳岗返还要不要申请")
    expect(home.locator("[name=asked-1-handling][value=on_site]")).to_be_checked()
    home.get_by_role("button", name="提交走访").click()
    expect(home.get_by_role("heading", level=1)).to_have_text("演示乙厂", timeout=PATIENCE)
    expect(home).to_have_url(re.compile(r"/visits/ZF\d{8}-0002$"))
    assert held(zone) == (2, 4)

    home.goto(zone.desk.url + "/visits")
    expect(home.locator("[data-unsent]")).to_be_hidden()


def test_it_goes_by_itself_when_the_network_is_back_and_what_is_wrong_is_shown(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    context = page.context
    sign_in(page, zone, Role.COMMISSIONER)
    page.close()
    page = written(context, zone, "演示丙厂")
    page.locator("[name=asked-1-answer]").fill("")
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=asked-1-text]")).to_have_value("问稳岗返还要不要申请")
    page.locator("[name=asked-1-answer]").fill("已当场说明。")
    context.set_offline(True)
    page.get_by_role("button", name="提交走访").click()
    expect(page.locator("[data-standing]")).to_contain_text("有网络时会自动发送")
    context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("演示丙厂", timeout=PATIENCE)
    assert held(zone) == (1, 2)


def test_a_visit_is_dropped_only_when_somebody_says_so(zone: Zone, new_page: Callable[..., Page]) -> None:
    home = new_page()
    sign_in(home, zone, Role.COMMISSIONER)
    written(home.context, zone, "演示丁厂").close(run_before_unload=False)
    home.goto(zone.desk.url + "/visits")
    box = home.locator("[data-unsent]")
    expect(box).to_contain_text("演示丁厂")
    box.get_by_role("button", name="删除").click()
    expect(box).to_be_hidden()
    assert held(zone) == (0, 0)
