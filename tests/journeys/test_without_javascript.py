"""Scripts only help: without them a request is filed and a ticket is dispatched and signed for all the same."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.browser import PHONE
from tests.support.portal import POWER
from tests.support.walking import file_request, open_ticket, sign_in, track
from tests.support.zone import Zone


def test_a_request_is_filed_dispatched_and_signed_for_without_scripts(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    phone = new_page(**PHONE, java_script_enabled=False)
    phone.goto(shared_zone.desk.url)
    phone.get_by_role("main").get_by_role("link", name="用电容量").click()
    number, code = file_request(phone, POWER)
    track(phone, shared_zone.desk.url, number, code)
    expect(phone.get_by_role("heading", name="已收到，等待受理")).to_be_visible()
    phone.locator("summary", has_text="您提交的内容").click()
    expect(phone.get_by_role("main")).to_contain_text("500 kVA")

    dispatcher = new_page(java_script_enabled=False)
    sign_in(dispatcher, shared_zone, Role.DISPATCHER)
    open_ticket(dispatcher, shared_zone, number)
    dispatcher.get_by_role("button", name="受理并派单").click()
    expect(dispatcher.get_by_role("status")).to_contain_text("已受理并派单")

    handler = new_page(java_script_enabled=False)
    sign_in(handler, shared_zone, Role.HANDLER, "PW")
    handler.get_by_role("row", name=number).get_by_role("link").click()
    handler.get_by_role("button", name="签收").click()
    expect(handler.get_by_role("status")).to_contain_text("已签收")
    assert shared_zone.ticket(number).state == "in_progress"
