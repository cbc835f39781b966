"""What was typed into a request form is there again after the window was closed, until it is submitted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.portal import POWER
from tests.support.walking import file_request, fill_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def opened(context: BrowserContext, zone: Zone) -> Page:
    page = context.new_page()
    page.goto(zone.desk.url + "/requests/power-capacity")
    return page


def test_a_draft_is_offered_again_restored_and_forgotten_once_it_is_submitted(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    first = new_page()
    context = first.context
    first.goto(zone.desk.url + "/requests/power-capacity")
    expect(first.locator("[data-draft-offer]")).to_be_hidden()
    some = {name: POWER[name] for name in ("apply_kind", "add_kva", "load_nature", "voltage", "body")}
    fill_in(first, some)
    first.close(run_before_unload=False)

    second = opened(context, zone)
    offer = second.locator("[data-draft-offer]")
    expect(offer).to_contain_text("上次没有提交的内容还在")
    second.get_by_role("button", name="接着填").click()
    expect(second.locator("[name=add_kva]")).to_have_value(POWER["add_kva"])
    expect(second.locator("[name=body]")).to_have_value(POWER["body"])
    expect(second.locator(f"[name=apply_kind][value={POWER['apply_kind']}]")).to_be_checked()
    expect(offer).to_be_hidden()
    file_request(second, POWER)
    second.close()

    third = opened(context, zone)
    expect(third.locator("[data-draft-offer]")).to_be_hidden()
    expect(third.locator("[name=body]")).to_have_value("")


def test_a_draft_that_is_not_wanted_is_gone(zone: Zone, new_page: Callable[..., Page]) -> None:
    first = new_page()
    context = first.context
    first.goto(zone.desk.url + "/requests/power-capacity")
    first.locator("[name=body]").fill("写错了")
    first.close(run_before_unload=False)
    second = opened(context, zone)
    second.get_by_role("button", name="不要了").click()
    second.close()
    expect(opened(context, zone).locator("[data-draft-offer]")).to_be_hidden()
