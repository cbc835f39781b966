"""A head tags what is ticked, takes it back, sends a handler on leave and finds his tickets in a list of their own."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.walking import sign_in
from tests.support.zone import Zone


def test_many_are_tagged_narrowed_by_the_tag_and_the_tag_comes_off_again(zone: Zone, page: Page) -> None:
    first, second, other = (zone.at_work("PW", title=f"申请增容{n}00 kVA") for n in (1, 2, 3))
    sign_in(page, zone, Role.HEAD, "PW")
    page.goto(zone.desk.url + "/desk?tab=our-in_progress")
    expect(page.get_by_role("button", name="标签", exact=True)).to_be_hidden()
    for number in (first, second):
        page.get_by_role("checkbox", name=number).check()
    page.get_by_role("button", name="标签", exact=True).click()
    page.get_by_label("加上标签").fill("停产风险")
    page.get_by_role("button", name="加减标签 2 件").click()
    expect(page.get_by_role("button", name="全部撤销")).to_be_visible()
    page.goto(zone.desk.url + "/desk?tab=our-in_progress")
    page.get_by_text("筛选", exact=True).click()
    page.get_by_label("标签", exact=True).fill("停产风险")
    page.get_by_role("button", name="应用").click()
    expect(page.locator(".table a.title")).to_have_count(2)
    expect(page.get_by_role("checkbox", name=other)).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("checkbox", name=first).check()
        page.get_by_role("button", name="导出 CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["诉求编号", first]
    page.get_by_role("button", name="标签：停产风险").click()
    expect(page.locator(".table a.title")).to_have_count(3)


def test_a_substitute_is_arranged_and_finds_the_absent_ones_tickets(zone: Zone, page: Page) -> None:
    number = zone.at_work("PW")
    handler = zone.person(Role.HANDLER, "PW")
    sign_in(page, zone, Role.HEAD, "PW")
    page.goto(zone.desk.url + "/desk")
    page.get_by_role("link", name="代班").click()
    page.get_by_label("谁不在岗").select_option(label=handler.name)
    page.get_by_label("到哪天止").fill((zone.desk.moment + timedelta(days=2)).date().isoformat())
    page.get_by_label("由谁代班").select_option(label=zone.person(Role.HEAD, "PW").name)
    page.get_by_role("button", name="安排代班").click()
    expect(page.get_by_role("cell", name="代班中")).to_be_visible()
    page.goto(zone.desk.url + "/desk/load")
    expect(page.get_by_role("cell", name="不在岗")).to_be_visible()
    page.goto(zone.desk.url + "/desk?tab=stand-in")
    expect(page.get_by_role("checkbox", name=number)).to_be_visible()
    page.goto(f"{zone.desk.url}/desk/tickets/{number}/note")
    page.get_by_label("内部备注").fill("已电话告知企业")
    page.get_by_role("button", name="内部备注").click()
    expect(page.get_by_text(f"（代 {handler.name}）")).to_be_visible()
