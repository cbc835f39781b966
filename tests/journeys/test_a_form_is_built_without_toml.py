"""An administrator who does not write TOML changes a form on a telephone, sees it as enterprises will, and publishes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.walking import fill_in, sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def test_a_question_with_options_is_added_moved_by_keyboard_and_published(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    sign_in(page, zone, Role.ADMINISTRATOR)
    page.goto(zone.desk.url + "/admin/forms/joint_utilities/build")
    assert fits_its_width(page)
    page.locator(".build-section:has(#part-project)").get_by_role("link", name="加一个问题").click()
    expect(page.get_by_role("group", name="选项")).to_be_hidden()
    fill_in(page, {"zh": "有没有装修", "en": "Any fitting out", "kind": "choice", "required": "no"})
    expect(page.get_by_role("group", name="选项")).to_be_visible()
    fill_in(page, {"options-0-zh": "有", "options-0-en": "Yes", "options-1-zh": "没有", "options-1-en": "No"})
    assert fits_its_width(page)
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("status")).to_contain_text("已存为草稿")
    shown = page.get_by_role("complementary", name="企业看到的样子")
    expect(shown.get_by_role("group", name="有没有装修")).to_be_visible()
    expect(shown.get_by_label("日用水量")).to_be_hidden()
    up = page.locator("#part-any_fitting_out").get_by_role("button", name="上移")
    up.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(zone.desk.url + "/admin/forms/joint_utilities/build#part-any_fitting_out")
    expect(page.locator("#part-any_fitting_out + li")).to_contain_text("要办哪几项")
    assert accessibility_findings(page) == []
    page.get_by_role("main").get_by_role("link", name="去发布").click()
    expect(page.get_by_role("main")).to_contain_text("有没有装修")
    page.get_by_label("发布说明").fill("问清有没有装修")
    page.get_by_role("main").get_by_role("button", name="发布").click()
    page.goto(zone.desk.url + "/requests/joint-utilities")
    expect(page.get_by_role("group", name="有没有装修")).to_be_visible()
