"""Nobody needs a mouse: sign in, find the ticket, open it and act, with Tab, arrow keys and Enter, always seeing where."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.hands import tab_to
from tests.support.people import PASSWORD
from tests.support.walking import sign_in
from tests.support.zone import Zone


def test_a_handler_signs_in_finds_a_ticket_and_signs_for_it(shared_zone: Zone, page: Page) -> None:
    number = shared_zone.dispatched("TC")
    page.goto(shared_zone.desk.url + "/sign-in")
    tab_to(page, page.get_by_label("登录名"))
    page.keyboard.type(shared_zone.login(Role.HANDLER, "TC"))
    tab_to(page, page.get_by_label("口令"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk"))
    tab_to(page, page.get_by_role("row", name=number).get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shared_zone.desk.url}/desk/tickets/{number}")
    tab_to(page, page.get_by_label("已联系企业"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="签收"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已签收")
    tab_to(page, page.get_by_label("企业看得到，计入三天反馈"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("textbox", name="进展"))
    page.keyboard.type("已到现场踏勘。")
    tab_to(page, page.get_by_role("button", name="反馈进展"))
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_contain_text("已到现场踏勘。")


def test_the_first_tab_jumps_over_the_menu_and_the_keys_of_the_queue_move_and_open(
    shared_zone: Zone, page: Page
) -> None:
    numbers = [shared_zone.dispatched("GH") for _ in range(3)]
    page.goto(shared_zone.desk.url + "/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("登录名"), at_most=2)
    page.keyboard.type(shared_zone.login(Role.HANDLER, "GH"))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    rows = page.get_by_role("table").get_by_role("link")
    expect(rows).to_have_count(3)
    expect(page.get_by_role("button", name="关闭快捷键")).to_be_visible()
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(place)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(numbers[2])
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shared_zone.desk.url}/desk/tickets/{numbers[2]}")


def test_single_keys_tick_sign_and_report_and_a_sheet_names_them(zone: Zone, page: Page) -> None:
    first, second = zone.dispatched("PW"), zone.dispatched("PW")
    sign_in(page, zone, Role.HANDLER, "PW")
    page.goto(f"{zone.desk.url}/desk?tab=our-dispatched")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="快捷键")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    for key in ("j", "x", "j", "x", "s"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("/desk/bulk/sign"))
    expect(page.get_by_role("main")).to_contain_text(first)
    expect(page.get_by_role("main")).to_contain_text(second)
    page.goto(f"{zone.desk.url}/desk?tab=our-dispatched")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(r"/desk/bulk/sign\?.*t="))
    zone.at_work("PW")
    page.goto(f"{zone.desk.url}/desk?tab=our-in_progress")
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("/progress$"))
    page.get_by_role("textbox", name="进展").fill("已到现场踏勘。")
    expect(page.locator("[data-kept]")).to_contain_text("草稿已存")
    page.reload()
    expect(page.get_by_role("textbox", name="进展")).to_have_value("已到现场踏勘。")
