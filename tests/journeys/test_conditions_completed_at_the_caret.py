"""An officer writes two conditions in the search box without knowing how they are spelt, by keyboard and by pointer."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.walking import sign_in
from tests.support.zone import Zone


def test_each_word_is_completed_where_it_stands(zone: Zone, page: Page) -> None:
    zone.filed(title="申请增容500 kVA")
    sign_in(page, zone, Role.DISPATCHER)
    page.goto(zone.desk.url + "/desk")
    box, offers = page.locator("#q"), page.get_by_role("listbox").get_by_role("option")
    box.press_sequentially("增容 状")
    expect(offers).to_have_text(["状态:"])
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(box).to_have_value("增容 状态:")
    box.press_sequentially("待受")
    expect(offers).to_have_text(["状态:待受理"])
    offers.first.click()
    expect(box).to_have_value("增容 状态:待受理 ")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("类")
    expect(offers).to_have_text(["类别:"])
    page.keyboard.press("Escape")
    expect(offers).to_have_count(0)
    expect(box).to_have_value("增容 状态:待受理 类")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.get_by_text("共 1 件")).to_be_visible()
    expect(page.locator("#q")).to_have_value("增容 状态:待受理")
