"""The portal in a real browser: forms that help while one types, pages that fit a phone.

That they suit a screen reader is seen in `tests/journeys/test_pages_on_the_way_are_accessible.py`, in the same states.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, fits_its_width
from tests.support.portal import ENERGY, GENERAL
from tests.support.served_desk import ServedDesk


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Fill in a form as a person would: tick, choose, type."""
    for name, value in answers.items():
        field = page.locator(f'[name="{name}"]')
        kind = field.first.evaluate("e => e.type")
        if kind in ("radio", "checkbox"):
            wanted = value if isinstance(value, list) else [value]
            for one in wanted:
                page.locator(f'[name="{name}"][value="{one}"]').check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def test_the_power_form_shows_what_applies_and_sums_while_one_types(
    page: Page, served_desk: ServedDesk
) -> None:
    page.goto(served_desk.url + "/requests/power-capacity")
    expect(page.get_by_label("借用容量")).to_be_hidden()
    expect(page.get_by_label("最大负荷")).to_be_hidden()
    page.get_by_label("增容", exact=True).check()
    fill(page, {"existing_kva": "630", "add_kva": "５００", "est_load_kw": "1,200"})
    live = page.locator('[data-live="power"]')
    expect(live).to_contain_text("合计容量 1,130 kVA")
    expect(live).to_contain_text("1,200 kW ÷ 0.9 = 1,333.34 kVA")
    expect(live).to_contain_text("超过合计容量")
    page.get_by_label("借用（转供）变压器").check()
    expect(page.get_by_label("新增容量")).to_be_hidden()
    fill(page, {"lender_rated_kva": "630", "lender_keep_kva": "130", "borrow_kva": "500"})
    borrow = page.locator('[data-live="borrow"]')
    expect(borrow).to_contain_text("借用 + 自留 500 + 130 = 630 kVA")
    expect(borrow).to_contain_text("不超过额定容量")
    page.get_by_label("借用容量").fill("501")
    expect(borrow).to_contain_text("不能提交：超过额定容量，变压器会过载")
    expect(borrow).to_have_class(re.compile(r"\bblocking-sum\b"))
    expect(borrow).not_to_have_class(re.compile(r"\bwrong-sum\b"))


def test_the_energy_form_reckons_what_the_server_reckons(page: Page, served_desk: ServedDesk) -> None:
    page.goto(served_desk.url + "/requests/energy-list")
    fill(page, ENERGY | {"y1_natural_gas_heating_value": "35000"})
    page.locator("details.rarer summary").first.click()
    others = page.get_by_role("group", name="年度 1 其他能源")
    others.get_by_label("品种").select_option(label="液化石油气（t）")
    others.get_by_label("购入").fill("3")
    live = page.locator('[data-live="energy"][data-slot="y1"]')
    expect(live).to_contain_text("当量 5,370.98 tce · 等价 11,118.18 tce")
    first = page.locator("#section-y1").locator("xpath=..")
    expect(first).to_contain_text("折标系数 0.1229 kgce/kWh，GB/T 2589-2020")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.locator("main")).to_contain_text("1.1942 kgce/m³（按低位热值 35,000 kJ/m³）")
    expect(page.locator("main")).to_contain_text("按当量 5,370.98 tce、按等价 11,118.18 tce")


def test_the_choice_of_utilities_opens_their_sections(page: Page, served_desk: ServedDesk) -> None:
    page.goto(served_desk.url + "/requests/joint-utilities")
    expect(page.get_by_label("日用水量")).to_be_hidden()
    page.get_by_role("checkbox", name="供水").check()
    expect(page.get_by_label("日用水量")).to_be_visible()
    page.get_by_role("checkbox", name="供水").uncheck()
    expect(page.get_by_label("日用水量")).to_be_hidden()


def test_every_form_fits_a_phone_and_leads_to_its_errors(
    new_page: Callable[..., Page], served_desk: ServedDesk
) -> None:
    page = new_page(**PHONE)
    for slug in ("power-capacity", "energy-list", "joint-utilities", "construction-permit"):
        page.goto(f"{served_desk.url}/requests/{slug}")
        assert fits_its_width(page)
        page.get_by_role("button", name="下一步：核对").click()
        expect(page.locator(".errors")).to_be_focused()
        assert fits_its_width(page)
    page.locator(".errors a").first.press("Enter")
    assert page.url.endswith("#body")


def test_the_way_from_home_to_the_tracking_page_by_keyboard_on_a_phone(
    new_page: Callable[..., Page], served_desk: ServedDesk
) -> None:
    page = new_page(**PHONE)
    page.goto(served_desk.url)
    assert fits_its_width(page)
    page.goto(served_desk.url + "/requests/construction-permit")
    fill(page, GENERAL)
    page.get_by_role("button", name="下一步：核对").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    assert fits_its_width(page)
    page.get_by_role("button", name="提交", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    expect(page.get_by_role("button", name="打印回执")).to_be_visible()
    assert fits_its_width(page)
    page.get_by_role("link", name="看进度").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("联合验收排期")
    assert fits_its_width(page)


def test_without_scripts_everything_is_there_with_words_about_what_applies(
    new_page: Callable[..., Page], served_desk: ServedDesk
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(served_desk.url + "/requests/power-capacity")
    expect(page.get_by_label("借用容量")).to_be_visible()
    expect(page.locator("[data-when] noscript p").first).to_be_visible()
    expect(page.locator("[data-live='power']")).to_be_hidden()
