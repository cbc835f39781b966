"""A ticket at a glance below its row: by key and by touch, without leaving the list, and back to the row one came from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.people import PASSWORD
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def at_the_list(page: Page, zone: Zone, department: str) -> None:
    page.goto(zone.desk.url + "/sign-in")
    page.get_by_label("登录名").fill(zone.login(Role.HANDLER, department))
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/desk*")
    page.goto(f"{zone.desk.url}/desk?tab=our-dispatched")


def test_by_keyboard_a_preview_opens_goes_along_and_gives_the_focus_back(
    shared_zone: Zone, page: Page
) -> None:
    shared_zone.dispatched("NR", title="要先看一眼的甲")
    shared_zone.dispatched("NR", title="要先看一眼的乙")
    at_the_list(page, shared_zone, "NR")
    titles = page.locator("tr[data-number] a.title")
    first, second = titles.nth(0).inner_text(), titles.nth(1).inner_text()
    preview = page.locator(".preview")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    expect(preview).to_be_focused()
    expect(preview).to_have_accessible_name(f"预览 {_number(page, 0)} {first}")
    expect(preview).to_contain_text("最近经过")
    expect(preview.locator(".last-entries li").first).to_contain_text("派单")
    assert accessibility_findings(page) == []
    page.keyboard.press("j")
    expect(preview).to_have_accessible_name(f"预览 {_number(page, 1)} {second}")
    expect(preview).to_be_focused()
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(preview).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(preview).to_have_count(0)
    expect(titles.nth(1)).to_be_focused()
    assert "/desk?tab=our-dispatched" in page.url


def test_on_a_phone_a_preview_opens_by_touch_and_fits(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    shared_zone.dispatched("FB", title="在车间里先看一眼")
    page = new_page(**PHONE)
    at_the_list(page, shared_zone, "FB")
    button = page.get_by_role("button", name="预览").first
    button.tap()
    preview = page.locator(".preview")
    expect(preview).to_contain_text("最近经过")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert fits_its_width(page)
    assert accessibility_findings(page) == []
    preview.get_by_role("button", name="收起预览").tap()
    expect(preview).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")


def test_what_was_searched_for_is_looked_at_in_the_same_way(shared_zone: Zone, page: Page) -> None:
    for which in ("甲", "乙"):
        shared_zone.dispatched("IP", title=f"招商先看一眼的{which}")
    at_the_list(page, shared_zone, "IP")
    page.goto(f"{shared_zone.desk.url}/desk/search?q=招商先看一眼")
    titles, preview = page.locator("tr[data-number] a.title"), page.locator(".preview")
    expect(titles).to_have_count(2)
    expect(page.locator("[data-look]")).to_have_count(2)  # the script has come
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("预览；Esc 或 ← 收起")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)  # while it is open, keys are its own
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    expect(preview).to_be_focused()
    expect(preview).to_have_accessible_name(f"预览 {_number(page, 0)} {titles.nth(0).inner_text()}")
    assert accessibility_findings(page) == []
    page.keyboard.press("j")
    expect(preview).to_have_accessible_name(f"预览 {_number(page, 1)} {titles.nth(1).inner_text()}")
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url("**/desk/tickets/*")


def test_a_hit_is_looked_at_on_a_phone(shared_zone: Zone, new_page: Callable[..., Page]) -> None:
    shared_zone.dispatched("GS", title="税务大厅里先看一眼")
    page = new_page(**PHONE)
    at_the_list(page, shared_zone, "GS")
    page.goto(f"{shared_zone.desk.url}/desk/search?q=税务大厅里先看")
    button = page.get_by_role("button", name="预览")
    button.tap()
    expect(page.locator(".preview")).to_contain_text("最近经过")
    assert fits_its_width(page)
    page.get_by_role("button", name="收起预览").tap()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_what_cannot_be_fetched_says_so_and_the_list_works_on(shared_zone: Zone, page: Page) -> None:
    shared_zone.dispatched("SA", title="这次断网")
    at_the_list(page, shared_zone, "SA")
    page.route("**/preview", lambda route: route.abort())
    page.keyboard.press("ArrowRight")
    expect(page.locator(".looked-at")).to_contain_text("预览打不开")
    page.keyboard.press("Escape")
    expect(page.locator(".looked-at")).to_have_count(0)
    page.keyboard.press("o")
    page.wait_for_url("**/desk/tickets/*")


def _number(page: Page, place: int) -> str:
    return page.locator("tr[data-number]").nth(place).get_attribute("data-number") or ""
