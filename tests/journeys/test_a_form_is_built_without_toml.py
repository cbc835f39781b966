"""An administrator who does not write TOML changes a form on a telephone, sees it as enterprises will, and publishes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.walking import fill_in, sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def test_a_question_with_options_is_added_moved_by_keyboard_and_published(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    sign_in(page, zone, Role.ADMINISTRATOR)
    page.goto(zone.desk.url + "/admin/forms/joint_utilities/build")
    assert fits_its_width(page)
    page.locator(".build-section:has(#part-section-project)").get_by_role("link", name="加一个问题").click()
    expect(page.get_by_role("group", name="选项")).to_be_hidden()
    fill_in(page, {"zh": "有没有装修", "en": "Any fitting out", "kind": "choice", "required": "no"})
    expect(page.get_by_role("group", name="选项")).to_be_visible()
    fill_in(page, {"options-0-zh": "有", "options-0-en": "Yes", "options-1-zh": "没有", "options-1-en": "No"})
    assert fits_its_width(page)
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("status")).to_contain_text("已存为草稿")
    shown = page.frame_locator("iframe[title='企业看到的样子']")
    expect(shown.get_by_role("group", name="有没有装修")).to_be_visible()
    expect(shown.get_by_label("日用水量")).to_be_hidden()
    up = page.locator("#part-any_fitting_out").get_by_role("button", name="上移")
    up.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(zone.desk.url + "/admin/forms/joint_utilities/build#part-any_fitting_out")
    expect(page.locator("#part-any_fitting_out + li")).to_contain_text("要办哪几项")
    assert accessibility_findings(page) == []
    page.get_by_role("main").get_by_role("link", name="去发布").click()
    expect(page.get_by_role("main")).to_contain_text("有没有装修")
    page.get_by_label("发布说明").fill("问清有没有装修")
    page.get_by_role("main").get_by_role("button", name="发布").click()
    page.goto(zone.desk.url + "/requests/joint-utilities")
    expect(page.get_by_role("group", name="有没有装修")).to_be_visible()


def papers_are_asked_for_as_set_up(page: Page, zone: Zone) -> None:
    """Fill in the published form as an enterprise does: the plan is asked for from 800 kVA on, and refused without."""
    page.goto(zone.desk.url + "/requests/power-capacity")
    fill_in(page, {"apply_kind": ["increase"], "add_kva": "799"})
    plan = page.get_by_label("厂区平面图")
    expect(plan).to_be_hidden()
    page.get_by_label("新增容量").fill("８00")
    expect(plan).to_be_attached()
    expect(page.locator("div:has(> .field > label[for=files_yard_plan])")).to_be_visible()
    page.get_by_role("group", name="叉车").get_by_label("燃料").select_option(label="电")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_contain_text("请上传厂区平面图")
    page.get_by_label("新增容量").fill("799")
    expect(page.locator("div:has(> .field > label[for=files_yard_plan])")).to_be_hidden()


def test_conditions_papers_a_figure_and_columns_to_choose_from_are_set_up_and_filled_in(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    sign_in(page, zone, Role.ADMINISTRATOR)
    build = zone.desk.url + "/admin/forms/power/build"
    main = page.get_by_role("main")

    page.goto(f"{build}/question?section=site")
    fill_in(page, {"zh": "叉车", "en": "Forklifts", "kind": "rows", "required": "when"})
    options = page.locator("[name=columns-0-options]")
    expect(options).to_be_hidden()
    fill_in(page, {"columns-0-zh": "燃料", "columns-0-en": "Fuel", "columns-0-kind": "choice"})
    expect(options).to_be_visible()
    options.fill("柴油 = Diesel\n电 = Electricity")
    assert fits_its_width(page)
    main.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("什么时候必填")
    page.get_by_label("看哪个问题的回答").select_option(label="业务类型")
    main.get_by_role("button", name="下一步").click()
    page.get_by_label("选了别的，不是下面的").check()
    page.get_by_label("供电质量").check()
    assert fits_its_width(page)
    assert accessibility_findings(page) == []
    main.get_by_role("button", name="存为草稿").click()
    required = page.get_by_role("region", name="什么时候必填")
    expect(required).to_contain_text("选的不是供电质量")
    expect(page.get_by_role("region", name="什么时候问")).to_contain_text("没有条件：总是问。")
    assert fits_its_width(page)
    assert accessibility_findings(page) == []

    page.goto(build)
    page.get_by_role("link", name="加一个附件位").click()
    fill_in(page, {"zh": "厂区平面图", "en": "Yard plan", "kinds": ["drawing"], "required": "when"})
    main.get_by_role("button", name="存为草稿").click()
    page.get_by_label("看哪个问题的回答").select_option(label="新增容量")
    main.get_by_role("button", name="下一步").click()
    fill_in(page, {"relation": ">=", "amount": "800"})
    main.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("region", name="什么时候必填")).to_contain_text("“新增容量”不小于 800 kVA")

    page.goto(f"{build}/figure?section=capacity")
    fill_in(page, {"rule": "total_kva", "zh": "用电总容量", "en": "Capacity in all", "unit": "kVA"})
    main.get_by_role("button", name="存为草稿").click()
    expect(page.locator("#part-computed-capacity_in_all")).to_be_visible()
    main.get_by_role("link", name="去发布").click()
    for words in ("叉车", "厂区平面图", "用电总容量", "柴油 / Diesel"):
        expect(main).to_contain_text(words)
    page.get_by_label("发布说明").fill("大容量要平面图")
    main.get_by_role("button", name="发布").click()
    expect(page.get_by_role("status")).to_contain_text("已发布")
    papers_are_asked_for_as_set_up(page, zone)
