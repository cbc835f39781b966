"""A callback officer out with a phone finds the number dead and the enterprise mixed up, and puts both right while calling."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service_desk.domain.callbacks import ResultType
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.roles import Role
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from tests.support.browser import PHONE, fits_its_width
from tests.support.walking import fill_in, open_ticket, sign_in
from tests.support.zone import Zone

SAID = "前台说换了人，新的经办人姓李。"
RIGHT, CODE = "演示对的企业有限公司", fictitious_uscc(41)


def test_the_caller_corrects_number_and_enterprise_and_finds_his_notes_again(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    shared_zone.filed(enterprise_name=RIGHT, uscc=CODE)
    number = shared_zone.at_work(enterprise_name="演示错的企业有限公司", uscc=None)
    shared_zone.does(
        submit_result,
        number,
        shared_zone.person(Role.HANDLER, "PW"),
        result_type=ResultType.SOLVED,
        answer="已送电。",
    )
    shared_zone.does(approve_result, number, shared_zone.person(Role.HEAD, "PW"))
    page = new_page(**PHONE)
    sign_in(page, shared_zone, Role.CALLBACK)
    open_ticket(page, shared_zone, number)
    fill_in(page, {"note": SAID})
    expect(page.get_by_text("草稿已存")).to_be_visible()
    page.get_by_role("link", name="打不通、换了人？更正").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("更正企业或联系方式")
    assert fits_its_width(page)

    name = page.get_by_label("企业名称")
    name.fill("演示对的")
    expect(page.locator(f'#firms option[value="{RIGHT}"]')).to_be_attached()
    name.fill(RIGHT)
    expect(page.get_by_label("统一社会信用代码")).to_have_value(CODE)
    fill_in(page, {"contact_name": "李主任", "contact_mobile": "139 0013 9000", "reason": "原号码是空号"})
    page.get_by_role("button", name="更正企业或联系方式").tap()

    expect(page.get_by_role("status").first).to_contain_text("已更正")
    expect(page.locator(".timeline")).to_contain_text("现为139****9000")
    expect(page.get_by_role("link", name="13900139000").first).to_be_visible()
    expect(page.get_by_label("企业的原话或通话情况")).to_have_value(SAID)
    assert fits_its_width(page)
    ticket = shared_zone.ticket(number)
    assert (ticket.enterprise_name, ticket.uscc, ticket.contact_mobile) == (RIGHT, CODE, "13900139000")
    page.get_by_label("已解决", exact=True).check()
    page.get_by_role("button", name="记录回访").tap()
    expect(page.get_by_role("status").first).to_contain_text("已记录回访")
