"""A list in a form is filled in cell by cell or pasted as a block; what is sent is the same, and nothing gets lost between."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.portal import POWER
from tests.support.walking import fill_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser

EQUIPMENT = "equipment_list"


def cell(page: Page, row: int, name: str) -> Locator:
    box = page.locator(f"#{EQUIPMENT} + .grid-of")
    return box.get_by_role("group", name=f"第 {row} 行").get_by_label(name)


def kept(page: Page) -> str:
    return page.locator(f'[name="{EQUIPMENT}"]').input_value()


def test_cells_become_lines_and_a_pasted_block_becomes_cells(shared_zone: Zone, page: Page) -> None:
    page.goto(shared_zone.desk.url + "/requests/power-capacity")
    fill_in(page, {"apply_kind": "increase"})
    box = page.locator(f"#{EQUIPMENT} + .grid-of")
    cell(page, 1, "名称").first.fill("注塑机，旧")
    cell(page, 1, "额定功率").fill("55")
    cell(page, 1, "台数").fill("4")
    assert kept(page) == "注塑机、旧, 55, 4"
    box.get_by_role("button", name="加一行").click()
    expect(cell(page, 2, "名称").first).to_be_focused()
    cell(page, 2, "名称").first.evaluate(
        """(one, text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""",
        "空压机\t30\t2\t0.8\n冷却塔\t11",
    )
    assert kept(page) == "注塑机、旧, 55, 4\n空压机, 30, 2, 0.8\n冷却塔, 11"
    box.get_by_role("group", name="第 1 行").get_by_role("button", name="删除").click()
    assert kept(page) == "空压机, 30, 2, 0.8\n冷却塔, 11"
    box.get_by_role("button", name="改为整段粘贴").click()
    page.locator(f'[name="{EQUIPMENT}"]').fill("烘箱；18；3")
    box.get_by_role("button", name="改为逐格填写").click()
    expect(cell(page, 1, "额定功率")).to_have_value("18")
    assert accessibility_findings(page) == []


def test_the_help_speaks_of_cells_or_of_lines_whichever_stands_there(shared_zone: Zone, page: Page) -> None:
    page.goto(shared_zone.desk.url + "/requests/power-capacity")
    fill_in(page, {"apply_kind": "increase"})
    help_ = page.locator(f"#{EQUIPMENT}-help")
    box = page.get_by_role("group", name="用电设备清单")
    expect(box).to_have_accessible_description(re.compile("每格填一项"))
    expect(help_).to_contain_text("负荷超过 100 kW 时必填")
    expect(help_).to_contain_text("可以空着：台数、需用系数")
    expect(help_).not_to_contain_text("依次为")
    box.get_by_role("button", name="改为整段粘贴").click()
    expect(help_).to_contain_text("每行依次为")
    expect(help_).to_contain_text("如 注塑机, 55, 4, 0.7")
    expect(page.locator(f"#{EQUIPMENT}")).to_have_accessible_description(re.compile("每行依次为"))
    box.get_by_role("button", name="改为逐格填写").click()
    expect(help_).not_to_contain_text("依次为")


def test_a_wrong_cell_is_named_and_stands_there_again(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    page.goto(shared_zone.desk.url + "/requests/power-capacity")
    fill_in(page, POWER)
    cell(page, 1, "名称").first.fill("注塑机")
    cell(page, 1, "额定功率").fill("很大")
    assert fits_its_width(page)
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("alert").get_by_role("link", name="用电设备清单").click()
    expect(cell(page, 1, "名称").first).to_be_focused()
    expect(cell(page, 1, "额定功率")).to_have_value("很大")
    cell(page, 1, "额定功率").fill("55")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    expect(page.get_by_role("main")).to_contain_text("注塑机")
