"""One click makes the site English, for the request and its letters too, until it is switched back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.people import PASSWORD
from tests.support.zone import Zone

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_whoever_switches_to_english_stays_in_english_through_forms_and_sign_in(
    shared_zone: Zone, page: Page
) -> None:
    page.goto(shared_zone.desk.url)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("main").get_by_role("link", name="Power capacity").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Power capacity request")
    expect(page.get_by_label("Peak load")).to_be_attached()
    page.get_by_role("button", name=re.compile("^Next")).click()
    expect(page.get_by_role("alert")).to_contain_text("Enterprise name")
    page.goto(shared_zone.desk.url + "/sign-in")
    page.locator("#login").fill(shared_zone.login(Role.DISPATCHER))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main menu")).to_contain_text("To do")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("navigation", name="主菜单")).to_contain_text("待办")


def test_the_english_home_page_and_form_hold_no_chinese(shared_zone: Zone, page: Page) -> None:
    page.goto(shared_zone.desk.url + "/?lang=en")
    for path in ("/", "/requests/power-capacity", "/track"):
        page.goto(shared_zone.desk.url + path)
        words = page.get_by_role("main").inner_text()
        assert not CHINESE.search(words), f"{path} says in Chinese: {CHINESE.findall(words)[:20]}"
