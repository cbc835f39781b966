"""Two officers on one ticket and its list: each sees the other come, write and act, and nothing moves under the hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.walking import open_ticket, sign_in
from tests.support.zone import Zone

WRITTEN = "已约周四上午踏勘"


@pytest.fixture
def officers(shared_zone: Zone, new_page: Callable[..., Page]) -> tuple[Page, Page]:
    """A handler and the head of the power bureau, each at a browser of his own whose timers a test can wind on."""
    handler, head = new_page(), new_page()
    for page, role in ((handler, Role.HANDLER), (head, Role.HEAD)):
        page.clock.install()
        sign_in(page, shared_zone, role, "PW")
    return handler, head


def test_who_is_here_who_writes_and_what_changed(shared_zone: Zone, officers: tuple[Page, Page]) -> None:
    handler, head = officers
    number, name = shared_zone.at_work(), shared_zone.person(Role.HANDLER, "PW").name
    with handler.expect_response("**/here"):
        open_ticket(handler, shared_zone, number)
    open_ticket(head, shared_zone, number)
    expect(head.locator("[data-here]")).to_contain_text(f"{name}（供电局）在看")
    head.locator("[name=note]").fill(WRITTEN)
    head.clock.run_for(1500)
    expect(head.locator("[data-kept]")).to_contain_text("草稿已存")
    handler.clock.run_for(20_000)
    expect(handler.locator("[data-here]")).to_contain_text("正在写")
    handler.locator("[name=reach][value=internal]").check()
    handler.locator("[name=note]").fill("变压器有余量")
    handler.get_by_role("button", name="反馈进展").click()
    expect(handler.get_by_role("status").first).to_contain_text("已反馈进展")
    head.clock.run_for(20_000)
    expect(head.locator("[data-changed]")).to_contain_text("这件诉求刚被")
    expect(head.locator("[name=note]")).to_have_value(WRITTEN)
    head.on("dialog", lambda dialog: dialog.accept())
    head.get_by_role("link", name="看变化").click()
    expect(head.locator(".timeline li:target")).to_contain_text("变压器有余量")
    expect(head.locator("[name=note]")).to_have_value(WRITTEN)


def test_a_list_marks_what_changed_and_keeps_its_rows_until_asked(
    shared_zone: Zone, officers: tuple[Page, Page]
) -> None:
    handler, head = officers
    number = shared_zone.at_work()
    handler.goto(shared_zone.desk.url + "/desk?tab=our-in_progress")
    row = handler.locator(f'tr[data-number="{number}"]')
    row.locator("input[type=checkbox]").check()
    order = handler.locator("tr[data-number]").evaluate_all(
        "rows => rows.map((row) => [row.dataset.number, row.getBoundingClientRect().top])"
    )
    open_ticket(head, shared_zone, number)
    head.locator("[name=reach][value=internal]").check()
    head.locator("[name=note]").fill("已看现场")
    head.get_by_role("button", name="反馈进展").click()
    expect(head.get_by_role("status").first).to_contain_text("已反馈进展")
    new = shared_zone.at_work()
    handler.clock.run_for(15_000)
    expect(row.locator(".fresh")).to_contain_text("刚有变化")
    expect(handler.locator("[data-live]")).to_contain_text("件新的，按 r 显示")
    after = handler.locator("tr[data-number]").evaluate_all(
        "rows => rows.map((row) => [row.dataset.number, row.getBoundingClientRect().top])"
    )
    assert after == order
    expect(row.locator("input[type=checkbox]")).to_be_checked()
    row.locator("a.title").focus()
    handler.keyboard.press("r")
    expect(handler.locator(f'tr[data-number="{new}"]')).to_be_visible()


def test_a_colleague_is_mentioned_by_keyboard_and_finds_it(
    shared_zone: Zone, officers: tuple[Page, Page]
) -> None:
    handler, head = officers
    number, name = shared_zone.at_work(), shared_zone.person(Role.HEAD, "PW").name
    handler.goto(f"{shared_zone.desk.url}/desk/tickets/{number}/note")
    area = handler.locator("[name=note]")
    area.press_sequentially(f"请 @{name[:-1]}")
    expect(handler.locator(".mentions .btn").first).to_contain_text(name)
    area.press("ArrowDown")
    handler.keyboard.press("Enter")
    expect(area).to_have_value(f"请 @{name} ")
    expect(area).to_be_focused()
    handler.get_by_role("button", name="内部备注").click()
    expect(handler.get_by_role("status").first).to_contain_text("已备注")
    head.goto(shared_zone.desk.url + "/desk/news?which=mentions")
    expect(head.locator(".news .unread")).to_contain_text(f"请 @{name}")
    head.locator(".news a.title").first.click()
    expect(head.locator(".timeline li:target")).to_contain_text(f"请 @{name}")
