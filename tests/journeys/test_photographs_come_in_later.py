"""Back at the office: the photographs that stayed on the camera are added to the visit, one too many is taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.domain.visits import Firm, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.usecases.visits.record_visit import record_visit
from tests.support.browser import PHONE, accessibility_findings, fits_its_width
from tests.support.samples import photograph
from tests.support.walking import sign_in
from tests.support.zone import Zone


def test_two_are_added_on_a_phone_and_one_is_taken_away_again(
    shared_zone: Zone, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    moment = shared_zone.desk.moment
    report = VisitReport("later-photos-key", Firm("演示补照片厂"), local_date(moment), "演示专员")
    visitor = shared_zone.person(Role.COMMISSIONER)
    with shared_zone.inside():
        number = record_visit(report, visitor, moment).visit_no
    gate, meter = tmp_path / "大门.jpg", tmp_path / "电表.jpg"
    gate.write_bytes(photograph())
    meter.write_bytes(photograph(colour="#aa6633"))
    page = new_page(**PHONE)
    sign_in(page, shared_zone, Role.COMMISSIONER)
    page.goto(f"{shared_zone.desk.url}/visits/{number}")
    page.get_by_label("补充照片").set_input_files([gate, meter])
    expect(page.get_by_role("button", name="不要这个")).to_have_count(2)
    page.get_by_role("button", name="加到这次走访").tap()
    expect(page.get_by_role("status").first).to_contain_text("已补充 2 张照片")
    expect(page.locator(".files .picture")).to_have_count(2)
    assert fits_its_width(page)

    page.get_by_text("删除照片", exact=True).tap()
    page.get_by_role("button", name="删除 电表.jpg").tap()
    expect(page.get_by_role("status").first).to_contain_text("照片已删除")
    expect(page.locator(".files .picture")).to_have_count(1)
    expect(page.locator(".timeline")).to_contain_text("删除照片：电表.jpg")
    assert accessibility_findings(page) == []
