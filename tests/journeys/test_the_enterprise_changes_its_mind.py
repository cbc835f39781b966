"""After filing: the enterprise adds what was asked for and goes on, or takes its request back, and others are told."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.usecases.intake.request_information import request_information
from tests.support.walking import track
from tests.support.zone import Zone

WANTED = "请补充变压器铭牌上的容量。"


def test_what_was_asked_for_is_supplied_on_the_tracking_page(shared_zone: Zone, page: Page) -> None:
    number = shared_zone.filed()
    shared_zone.does(request_information, number, shared_zone.person(Role.DISPATCHER), note=WANTED)
    track(page, shared_zone.desk.url, number, shared_zone.ticket(number).query_code)
    expect(page.get_by_role("heading", name="请您补充材料")).to_be_visible()
    expect(page.get_by_role("blockquote")).to_have_text(WANTED)
    page.get_by_role("button", name="提交补充").click()
    expect(page.get_by_label("补充内容")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("补充内容").fill("铭牌 630 kVA，2018 年出厂。")
    page.get_by_role("button", name="提交补充").click()
    expect(page.get_by_role("status")).to_contain_text("补充的内容已收到")
    expect(page.get_by_role("heading", name="已收到，等待受理")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("铭牌 630 kVA")
    assert shared_zone.ticket(number).state == "submitted"


def test_a_request_is_taken_back_only_after_it_was_asked_once_more(shared_zone: Zone, page: Page) -> None:
    number = shared_zone.filed()
    track(page, shared_zone.desk.url, number, shared_zone.ticket(number).query_code)
    page.get_by_role("link", name="撤回诉求").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("确定要撤回吗")
    assert shared_zone.ticket(number).state == "submitted"
    page.get_by_label("撤回原因").fill("已自行解决")
    page.get_by_role("button", name="确定撤回").click()
    expect(page.get_by_role("heading", name="已撤回")).to_be_visible()
    expect(page.get_by_role("link", name="撤回诉求")).to_have_count(0)
    assert shared_zone.ticket(number).state == "withdrawn"
