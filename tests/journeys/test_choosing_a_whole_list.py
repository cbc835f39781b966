"""More than a page is chosen at once, told plainly; and who turns single keys off has them off at every computer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.support.people import PASSWORD
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def at_the_list(page: Page, zone: Zone, role: Role, department: str) -> None:
    page.goto(zone.desk.url + "/sign-in")
    page.get_by_label("登录名").fill(zone.login(role, department))
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/desk*")
    page.goto(f"{zone.desk.url}/desk?tab=our-dispatched")


def test_all_of_a_list_with_two_pages_are_signed_at_once(shared_zone: Zone, page: Page) -> None:
    numbers = [shared_zone.dispatched("TX", title=f"办税第{place}件") for place in range(27)]
    at_the_list(page, shared_zone, Role.HANDLER, "TX")
    whole = page.get_by_label("选中整个列表，共 27 件")
    expect(page.locator("#bulk")).to_contain_text("勾选后可以一起办")
    expect(whole).to_be_hidden()
    page.get_by_label("全选本页").check()
    expect(page.locator("[data-ticked]")).to_have_text("已选 25 件")
    whole.check()
    expect(page.locator("[data-ticked]")).to_have_text("已选列表里的 27 件")
    page.locator("#bulk").get_by_role("button", name="签收").click()
    page.get_by_role("main").get_by_role("button", name="签收 27 件").click()
    expect(page.get_by_role("status").first).to_contain_text("已签收 27 件")
    assert {shared_zone.ticket(number).state for number in numbers} == {State.IN_PROGRESS}


def test_single_keys_turned_off_are_off_at_another_computer_too(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    shared_zone.dispatched("PS", title="快捷键要关掉")
    first = new_page()
    at_the_list(first, shared_zone, Role.HEAD, "PS")
    with first.expect_response("**/desk/keys") as kept:
        first.get_by_role("button", name="关闭快捷键").click()
    assert kept.value.status == 204
    expect(first.get_by_role("button", name="打开快捷键")).to_be_visible()
    second = new_page()
    at_the_list(second, shared_zone, Role.HEAD, "PS")
    expect(second.get_by_role("button", name="打开快捷键")).to_be_visible()
    second.keyboard.press("j")
    expect(second.locator("tr.selected")).to_have_count(0)
    with second.expect_response("**/desk/keys"):
        second.get_by_role("button", name="打开快捷键").click()
    second.keyboard.press("j")
    expect(second.locator("tr.selected")).to_have_count(1)
