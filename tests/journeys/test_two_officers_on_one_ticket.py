"""Two officers at once: the second sees what the first did, keeps what he wrote, and can send it with the next click."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.walking import fill_in, open_ticket, sign_in
from tests.support.zone import Zone

WRITTEN = "已约定周四上午九点到厂区踏勘，请准备一次接线图。"


def test_the_second_officer_sees_what_the_first_did_and_sends_his_text_again(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    number = shared_zone.at_work()
    first, second = new_page(), new_page()
    sign_in(first, shared_zone, Role.HANDLER, "PW")
    sign_in(second, shared_zone, Role.HEAD, "PW")
    open_ticket(second, shared_zone, number)
    fill_in(second, {"reach": "public", "note": WRITTEN})
    open_ticket(first, shared_zone, number)
    fill_in(first, {"reach": "internal", "note": "变压器有余量，查过台账。"})
    first.get_by_role("button", name="反馈进展").click()
    expect(first.get_by_role("status")).to_contain_text("已反馈进展")

    with second.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith("/progress")
    ) as answered:
        second.get_by_role("button", name="反馈进展").click()
    assert answered.value.status == 409
    expect(second.get_by_role("alert")).to_contain_text("变压器有余量，查过台账。")
    expect(second.get_by_label("进展")).to_have_value(WRITTEN)
    expect(second.get_by_label("企业看得到，计入三天反馈")).to_be_checked()
    second.get_by_role("button", name="反馈进展").click()
    expect(second.get_by_role("status")).to_contain_text("已反馈进展")
    expect(second.locator(".timeline")).to_contain_text(WRITTEN)


def test_whoever_comes_too_late_to_act_at_all_still_gets_his_words_back(
    shared_zone: Zone, new_page: Callable[..., Page]
) -> None:
    number = shared_zone.dispatched()
    first, second = new_page(), new_page()
    sign_in(first, shared_zone, Role.HANDLER, "PW")
    sign_in(second, shared_zone, Role.HEAD, "PW")
    for page in (first, second):
        open_ticket(page, shared_zone, number)
    fill_in(second, {"note": WRITTEN})
    first.get_by_role("button", name="签收").click()
    expect(first.get_by_role("status")).to_contain_text("已签收")
    second.get_by_role("button", name="签收").click()
    expect(second.get_by_role("main")).to_contain_text(WRITTEN)
    expect(second.get_by_role("main")).to_contain_text("签收")
    assert shared_zone.ticket(number).owner_name == shared_zone.person(Role.HANDLER, "PW").name
