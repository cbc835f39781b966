"""The menu's entries stand in the page once: behind a word at a desk, in the row on a phone, and both without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from service_desk.domain.roles import Role
from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.walking import sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def parts(page: Page) -> tuple[Locator, Locator]:
    """Return the word that opens the rest of the menu, and the last entry of the rest."""
    menu = page.get_by_role("navigation", name="主菜单")
    return menu.locator("summary"), menu.locator("a", has_text="信件")


def test_at_a_desk_the_rest_opens_and_closes_by_keyboard(shared_zone: Zone, page: Page) -> None:
    sign_in(page, shared_zone, Role.ADMINISTRATOR)
    word, last = parts(page)
    expect(last).to_have_count(1)
    expect(last).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(last).to_be_visible()
    assert accessibility_findings(page) == []
    page.keyboard.press("Escape")
    expect(last).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("main").click(position={"x": 1, "y": 1})
    expect(last).to_be_hidden()


def test_without_scripts_it_opens_all_the_same(shared_zone: Zone, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, shared_zone, Role.ADMINISTRATOR)
    word, last = parts(page)
    expect(last).to_be_hidden()
    word.click()
    last.click()
    expect(page).to_have_url(f"{shared_zone.desk.url}/admin/mail")
    expect(last).to_have_attribute("aria-current", "page")


def test_on_a_phone_all_stand_in_one_row(shared_zone: Zone, new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE, java_script_enabled=False)
    sign_in(page, shared_zone, Role.ADMINISTRATOR)
    word, last = parts(page)
    expect(word).to_be_hidden()
    expect(last).to_be_visible()
    first = page.get_by_role("navigation", name="主菜单").locator("a").first
    one, other = first.bounding_box(), last.bounding_box()
    assert one
    assert other
    assert (one["y"], one["height"]) == (other["y"], other["height"])
    assert fits_its_width(page)
    last.click()
    expect(page).to_have_url(f"{shared_zone.desk.url}/admin/mail")
