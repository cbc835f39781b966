"""The whole line in one go: 500 kVA more, asked for on a phone on Tuesday, stands in the leader's mail on Monday."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Page, expect

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.intake.withdraw_ticket import withdraw_ticket
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from tests.support.browser import PHONE, fits_its_width
from tests.support.post_office import PostOffice
from tests.support.walking import act, file_request, fill_in, sign_in, track
from tests.support.zone import Zone, mailbox

LAST_WEEK = datetime(2026, 3, 5, 10, 0, tzinfo=SHANGHAI)
THURSDAY = datetime(2026, 3, 12, 10, 0, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 3, 16, 8, 30, tzinfo=SHANGHAI)

LEADER_MAIL = "leader-zone@zone.example"
FIRM_MAIL = "plant@firm.example"
MORE_POWER: dict[str, Any] = {
    "apply_kind": "increase", "site_address": "创业大道8号", "building": "2号厂房", "account_no": "0123456789",
    "existing_kva": "630", "add_kva": "500", "est_load_kw": "950", "voltage": "10", "load_nature": ["normal"],
    "equipment_list": "注塑机, 55, 12, 0.7", "needed_by": "2026-06-30", "construction_stage": "equipment",
    "impact": ["delay"], "body": "新车间六月投产，现有变压器容量不够，申请增容。",
    "electrician_name": "演示电工", "electrician_mobile": "13900139000",
    "enterprise_name": "演示新材料有限公司", "park": "智能制造产业园",
    "contact_name": "演示联系人", "contact_mobile": "13800138000", "contact_email": FIRM_MAIL,
}  # fmt: skip
ANSWER = "已完成增容并送电，现容量 1130 kVA。"


def test_a_request_for_more_power_goes_from_a_phone_to_the_leaders_monday_mail(
    zone: Zone, new_page: Callable[..., Page], post_office: PostOffice
) -> None:
    desk = zone.desk
    late, taken_back = _other_requests(zone)
    zone.person(Role.LEADER)
    with desk.timetable(post_office):
        phone = new_page(**PHONE)
        number, code = _the_enterprise_files(phone, desk.url)
        _the_dispatcher_hands_it_over(new_page(), zone, number)
        _the_handler_signs_calls_and_reports(new_page(), zone, number)
        receipt = post_office.wait_for(FIRM_MAIL, f"已收到您的诉求 {number}")
        assert code in _text(receipt)
        post_office.wait_for(mailbox("PW"), f"请签收：{number}")
        for helper in ("CB", "GS"):
            post_office.wait_for(mailbox(helper), f"请协办：{number}")
        post_office.wait_for(FIRM_MAIL, f"{number} 已由供电局办理")
        post_office.wait_for(FIRM_MAIL, f"{number} 有新进展")

    desk.turn_clock_to(THURSDAY)
    for helper in ("CB", "GS"):
        _a_co_handler_gives_its_opinion(new_page(), zone, number, helper)
    _the_result_is_submitted_and_approved_by_another(new_page(), new_page(), zone, number)
    _the_enterprise_is_content(phone, desk.url, number, code)
    _the_callback_officer_strikes_it_off(new_page(), zone, number)

    desk.turn_clock_to(MONDAY)
    with desk.timetable(post_office):
        weekly = post_office.wait_for(LEADER_MAIL, "企业诉求办理周报 2026年第11期（3月9日—3月15日）")
        own_rows = post_office.wait_for(mailbox("PW"), "2026年第11期")
        assert ANSWER in _text(post_office.wait_for(FIRM_MAIL, f"{number} 已有办理结果"))
        post_office.wait_for(FIRM_MAIL, f"{number} 已销号")
    assert str(weekly["subject"]).endswith("｜在办 1 · 超期 1")
    _the_figures_reconcile(_text(weekly))
    assert _row(_text(weekly), "供电局").startswith("接单 1；办结 1；按时 100%；在办 1；超期 1")
    assert _row(_text(weekly), "要素保障") == "新增 2；占比 100%；较上周 +1；期末在办 1"
    assert re.search(
        rf"1\. {late} 演示轮对制造有限公司 · 厂区经常闪断\n +供电局；.*；超期 \d+ 天", _text(weekly)
    )
    assert str(own_rows["subject"]).startswith("供电局")
    assert _text(own_rows).count("接单 1") == 1
    assert taken_back not in _text(own_rows)

    leader = new_page()
    sign_in(leader, zone, Role.LEADER)
    leader.goto(desk.url + "/reports/weekly/2026-W11/zone")
    leader.locator("main a[href$='/zone/finished']").first.click()
    expect(leader.get_by_role("main")).to_contain_text(number)
    assert zone.ticket(number).state == "closed"


def _other_requests(zone: Zone) -> tuple[str, str]:
    """File one request last week that no department signed for, and one this week that is taken back."""
    facts: dict[str, Any] = {
        "title": "厂区经常闪断", "body": "三月以来闪断五次。", "request_type": "power_capacity",
        "enterprise_name": "演示轮对制造有限公司", "contact_name": "演示联系人", "contact_mobile": "13800138000",
    }  # fmt: skip
    dispatcher, firm = zone.person(Role.DISPATCHER), guest("演示联系人")
    sorted_as = {"category": Category.FACTORS, "request_type": "power_capacity", "level": Level.GENERAL}
    with zone.inside():
        late = submit_ticket(Request(**facts), firm, LAST_WEEK).ticket_no
        accept_ticket(late, dispatcher, LAST_WEEK, **sorted_as)
        dispatch_ticket(late, dispatcher, LAST_WEEK, lead="PW")
        taken_back = submit_ticket(Request(**facts), firm, zone.desk.moment).ticket_no
        withdraw_ticket(taken_back, guest("演示联系人", taken_back), zone.desk.moment, reason="已自行解决")
    return late, taken_back


def _the_enterprise_files(phone: Page, url: str) -> tuple[str, str]:
    phone.goto(url)
    phone.get_by_role("main").get_by_role("link", name="用电容量").click()
    phone.get_by_label("增容", exact=True).check()
    expect(phone.get_by_label("借用容量")).to_be_hidden()
    number, code = file_request(phone, MORE_POWER)
    assert re.fullmatch(r"QY20260310-\d{4}", number)
    assert len(code) == 6
    expect(phone.get_by_role("img", name="二维码")).to_be_visible()
    assert phone.get_by_role("img", name="二维码").evaluate("picture => picture.naturalWidth") > 100
    assert fits_its_width(phone)
    phone.context.clear_cookies()
    track(phone, url, number, code)
    expect(phone.get_by_role("main")).to_contain_text("已收到，等待受理")
    assert fits_its_width(phone)
    return number, code


def _the_dispatcher_hands_it_over(page: Page, zone: Zone, number: str) -> None:
    sign_in(page, zone, Role.DISPATCHER)
    page.get_by_role("row", name=number).get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("系统建议")
    expect(page.get_by_label("要素保障")).to_be_checked()
    expect(page.get_by_role("combobox", name="主办")).to_have_value("PW")
    expect(page.get_by_label("园区建设局")).to_be_checked()
    page.get_by_role("button", name="受理并派单").click()
    expect(page.get_by_role("status")).to_contain_text("已受理并派单")


def _the_handler_signs_calls_and_reports(page: Page, zone: Zone, number: str) -> None:
    sign_in(page, zone, Role.HANDLER, "PW")
    page.get_by_role("link", name=number).or_(
        page.get_by_role("row", name=number).get_by_role("link")
    ).click()
    act(page, Action.SIGN, {"note": "今日起办理。"})
    act(page, Action.CONTACT, {"note": "已电话联系，约定周三踏勘。"})
    act(page, Action.PROGRESS, {"reach": "public", "note": "已现场踏勘，供电方案已拟定。"})
    expect(page.get_by_role("main")).to_contain_text("供电方案已拟定")


def _a_co_handler_gives_its_opinion(page: Page, zone: Zone, number: str, department: str) -> None:
    sign_in(page, zone, Role.HANDLER, department)
    page.goto(f"{zone.desk.url}/desk/tickets/{number}")
    act(page, Action.FINISH_CO_TASK, {"opinion": "同意开挖，手续已办。"})


def _the_result_is_submitted_and_approved_by_another(
    handler: Page, head: Page, zone: Zone, number: str
) -> None:
    sign_in(handler, zone, Role.HANDLER, "PW")
    handler.goto(f"{zone.desk.url}/desk/tickets/{number}")
    act(handler, Action.SUBMIT_RESULT, {"result_type": "solved", "answer": ANSWER})
    expect(handler.get_by_role("button", name="审核通过")).to_have_count(0)
    sign_in(head, zone, Role.HEAD, "PW")
    head.goto(f"{zone.desk.url}/desk/tickets/{number}")
    act(head, Action.APPROVE_RESULT, {})


def _the_enterprise_is_content(phone: Page, url: str, number: str, code: str) -> None:
    track(phone, url, number, code)
    expect(phone.get_by_role("main")).to_contain_text(ANSWER)
    fill_in(phone, {"outcome": "solved", "rating": "5", "note": "比预想的快。"})
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_role("main")).to_contain_text("非常满意")


def _the_callback_officer_strikes_it_off(page: Page, zone: Zone, number: str) -> None:
    sign_in(page, zone, Role.CALLBACK)
    page.goto(f"{zone.desk.url}/desk/tickets/{number}")
    act(page, Action.STRIKE_OFF, {})
    expect(page.get_by_role("main")).to_contain_text("已销号")


def _text(letter: EmailMessage) -> str:
    """Return the plain-text part of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def _row(text: str, name: str) -> str:
    """Return what a line of the letter says about a category or a department."""
    found = re.search(rf"^{name}：(.+)$", text, re.MULTILINE)
    assert found is not None, f"no line about {name} in:\n{text}"
    return found[1]


def _the_figures_reconcile(text: str) -> None:
    """Read the balance as a leader reads it, and reckon it again."""
    line = next(line for line in text.splitlines() if line.startswith("期初在办"))
    figures = {name: int(number) for name, number in re.findall(r"(\w+) (\d+)", line)}
    assert figures["期初在办"] == 1
    assert figures["新增"] == 2
    assert figures["销号"] == 1
    assert figures["撤回"] == 1
    signs = {"+": 1, "−": -1}
    left, right = line.split("=")
    terms = re.findall(r"(^|[+−]) ?\w+ (\d+)", left.strip())
    assert sum(signs.get(sign, 1) * int(number) for sign, number in terms) == figures["期末在办"] == 1
    assert right.strip() == "期末在办 1"
