"""Every other way to file: the list of key energy users, the joint connection, and a problem in one's own words."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.browser import PHONE, fits_its_width
from tests.support.portal import APPLICANT, ENERGY, JOINT
from tests.support.walking import act, file_request, fill_in, open_ticket, sign_in
from tests.support.zone import Zone

NO_WELDERS = "我们厂缺二十名焊工，招了两个月都招不到人，请帮忙组织一场招聘会"


def test_a_firm_sees_its_standard_coal_while_it_types_and_the_officer_sees_the_same_sum(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    phone = new_page(**PHONE)
    phone.goto(shared_zone.desk.url)
    phone.get_by_role("main").get_by_role("link", name="重点用能名单调整").click()
    fill_in(phone, {"y1_electricity_bought": "3,200", "y1_natural_gas_bought": "120"})
    live = phone.locator('[data-live="energy"][data-slot="y1"]')
    expect(live).to_contain_text("当量 5,528.8 tce · 等价 11,276 tce")
    expect(live).to_contain_text("门槛 5,000 / 10,000 tce")
    number, _ = file_request(phone, ENERGY)
    officer = new_page()
    sign_in(officer, shared_zone, Role.DISPATCHER)
    open_ticket(officer, shared_zone, number)
    expect(officer.get_by_role("main")).to_contain_text("5,528.80 tce")


def test_the_joint_form_asks_only_for_the_chosen_utilities_and_suggests_whom_to_ask(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    phone = new_page(**PHONE)
    phone.goto(shared_zone.desk.url)
    phone.get_by_role("main").get_by_role("link", name="水电气热通信报装").click()
    phone.get_by_role("link", name="联合报装").click()
    expect(phone.get_by_label("日用水量")).to_be_hidden()
    phone.get_by_role("checkbox", name="供水").check()
    expect(phone.get_by_label("日用水量")).to_be_visible()
    number, _ = file_request(phone, JOINT)
    officer = new_page()
    sign_in(officer, shared_zone, Role.DISPATCHER)
    open_ticket(officer, shared_zone, number)
    expect(officer.get_by_role("main")).to_contain_text("120 m³/d")
    lead = officer.get_by_role("combobox", name="主办").input_value()
    officer.get_by_role("button", name="受理并派单").click()
    expect(officer.get_by_role("status")).to_contain_text("已受理并派单")
    assert shared_zone.ticket(number).lead_department == lead
    officer.goto(shared_zone.desk.url + "/desk")  # whoever looks at the ticket too is told of on its page
    handler = new_page()
    sign_in(handler, shared_zone, Role.HANDLER, lead)
    open_ticket(handler, shared_zone, number)
    act(handler, Action.SIGN, {})
    handler.get_by_role("link", name="登记各项答复").click()
    row = handler.get_by_role("group", name="第 1 行")
    row.get_by_label("哪一项").select_option("供水")
    row.get_by_label("方案答复日期").fill("2026-03-20")
    row.get_by_label("费用承担").fill("水务公司")
    row.get_by_label("承诺日期").fill("2026-04-02")
    handler.get_by_role("button", name="登记各项答复").click()
    expect(handler.get_by_text("已登记，企业在进度页上看得到。")).to_be_visible()
    phone.goto(f"{shared_zone.desk.url}/track/{number}")
    expect(phone.get_by_role("main")).to_contain_text("水务公司")
    assert fits_its_width(phone)


def test_a_problem_in_ones_own_words_becomes_a_request_of_the_suggested_type(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    phone = new_page(**PHONE)
    phone.goto(shared_zone.desk.url)
    phone.get_by_label("说说您遇到的问题").fill(NO_WELDERS)
    phone.get_by_role("button", name="下一步").click()
    best = phone.locator(".offer.best")
    expect(best).to_contain_text("用工")
    expect(best).to_contain_text("把握")
    expect(phone.locator("mark").first).to_be_visible()
    best.get_by_role("button", name="就办这个").click()
    expect(phone.get_by_label("情况说明")).to_have_value(NO_WELDERS)
    number, _ = file_request(phone, {**APPLICANT, "title": "请组织焊工招聘会"})
    ticket = shared_zone.ticket(number)
    assert ticket.request_type == "labour_talent"
    assert ticket.body == NO_WELDERS
