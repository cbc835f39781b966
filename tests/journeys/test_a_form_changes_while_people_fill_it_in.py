"""A form is changed and published while an enterprise fills it in: nobody loses a word, and what is put right later is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.usecases.intake.request_information import request_information
from tests.support.forms import with_floor_height
from tests.support.portal import GENERAL
from tests.support.walking import file_request, open_ticket, sign_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser
SLUG = "/requests/construction-permit"


def publish_another_question(page: Page, zone: Zone) -> None:
    """Edit the general form as the administrator, look at it, publish it."""
    sign_in(page, zone, Role.ADMINISTRATOR)
    page.goto(zone.desk.url + "/admin/forms")
    page.get_by_role("link", name="一般诉求").click()
    page.get_by_role("link", name="文字（TOML）").click()
    page.locator("#text").fill(with_floor_height().replace('"number"', '"amount"'))
    page.get_by_role("button", name="只检查，不保存").click()
    expect(page.get_by_role("alert")).to_contain_text("floor_height")
    page.locator("#text").fill(with_floor_height())
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("status")).to_contain_text("草稿已保存")
    expect(page.locator(".form-changes")).to_contain_text("层高")
    page.get_by_role("link", name="预览").click()
    expect(page.get_by_label("层高")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="去发布").click()
    page.get_by_label("发布说明").fill("验收要问层高")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已发布 1 张表单")


def test_a_form_begun_before_a_publication_is_finished_and_put_right(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    first = new_page()
    firm = first.context
    first.goto(zone.desk.url + SLUG)
    first.locator("[name=body]").fill("写到一半")
    expect(first.locator("[data-kept]")).to_contain_text("草稿已存")
    first.close(run_before_unload=False)

    publish_another_question(new_page(), zone)

    page = firm.new_page()
    page.goto(zone.desk.url + SLUG)
    expect(page.get_by_label("层高")).to_be_visible()
    page.goto(zone.desk.url)
    page.get_by_role("link", name="接着填").first.click()
    expect(page.locator("[name=body]")).to_have_value("写到一半")
    expect(page.get_by_label("层高")).to_have_count(0)
    number, _code = file_request(page, GENERAL)

    zone.does(request_information, number, zone.person(Role.DISPATCHER), note="请补充规划许可证号。")
    page.goto(f"{zone.desk.url}/track/{number}")
    page.get_by_role("link", name="打开表单更正").click()
    expect(page.locator("[name=body]")).to_have_value(GENERAL["body"])
    page.get_by_label("文号、证号或合同号").fill("规许字 12 号")
    page.get_by_role("button", name="提交更正").click()
    expect(page.get_by_role("status")).to_contain_text("更正的内容已收到")

    officer = new_page()
    sign_in(officer, zone, Role.DISPATCHER)
    open_ticket(officer, zone, number)
    expect(officer.get_by_role("heading", name="企业更正")).to_be_visible()
    expect(officer.get_by_text("规许字 12 号").first).to_be_visible()


def test_what_is_not_asked_under_an_answer_hides_and_what_it_requires_is_marked_while_one_types(
    zone: Zone, page: Page
) -> None:
    page.goto(zone.desk.url + "/requests/power-capacity")
    page.locator("[name=apply_kind][value=increase]").check()
    expect(page.locator("[name=important_loads]")).to_be_hidden()
    page.locator("[name=load_class][value=first]").check()
    expect(page.locator("[name=important_loads]")).to_be_visible()
    page.locator("[name=load_nature][value=impact]").check()
    expect(page.locator("[name=harmonic_measures]")).to_be_visible()
    account, equipment = (page.locator(f"[for={name}] .must") for name in ("account_no", "equipment_list"))
    expect(account).to_have_text("必填")
    expect(equipment).to_have_text("选填")
    page.locator("[name=est_load_kw]").fill("120")
    expect(equipment).to_have_text("必填")
    page.locator("[name=apply_kind][value=decrease]").check()
    expect(page.locator("[name=important_loads]")).to_be_hidden()
    expect(page.locator("[name=harmonic_measures]")).to_be_hidden()
