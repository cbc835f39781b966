"""A dispatcher sorts a pile with single keys: one where the suggestion is sure, one more where another type is taken."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.walking import sign_in
from tests.support.zone import Zone


def test_one_key_accepts_and_dispatches_and_the_next_card_is_there(zone: Zone, page: Page) -> None:
    numbers = [zone.filed(title=f"申请增容{n}00 kVA") for n in range(1, 9)]
    sign_in(page, zone, Role.DISPATCHER)
    page.goto(zone.desk.url + "/desk/cards/dispatch")
    pressed = 0
    for number in numbers:
        expect(page.locator("[data-ready]")).to_contain_text(number)
        page.keyboard.press("a")
        pressed += 1
    expect(page.get_by_role("heading", name="都办完了")).to_be_visible()
    assert {zone.ticket(number).state for number in numbers} == {"dispatched"}
    assert pressed == len(numbers)


def test_another_type_costs_one_more_key_and_skipping_one(zone: Zone, page: Page) -> None:
    first = zone.filed(
        title="路灯不亮", body="厂区门口道路路灯不亮，夜班工人出行不便。", request_type="roads_public_works"
    )
    second = zone.filed(title="又一处路灯不亮", body="北门道路路灯不亮。", request_type="roads_public_works")
    sign_in(page, zone, Role.DISPATCHER)
    page.goto(zone.desk.url + "/desk/cards/dispatch")
    expect(page.locator("[data-ready]")).to_contain_text(first)
    page.keyboard.press("n")
    expect(page.locator("[data-ready]")).to_contain_text(second)
    page.keyboard.press("1")
    expect(page.locator(".kinds [aria-current]")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.locator("[data-ready]")).to_contain_text(first)
    assert zone.ticket(second).state == "dispatched"
    page.get_by_label("派单说明").fill("a1n")
    expect(page.locator("[data-ready]")).to_contain_text(first)
