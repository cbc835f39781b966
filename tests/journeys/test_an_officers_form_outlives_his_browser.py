"""An officer fills in a form for an enterprise, his browser dies: text and paper are there again on another computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.portal import POWER
from tests.support.samples import photograph
from tests.support.walking import fill_in, sign_in
from tests.support.zone import Zone

FORM = "/desk/record/requests/power-capacity"


def test_text_and_paper_outlive_a_killed_browser_and_are_filed_once(
    shared_zone: Zone, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    picture = tmp_path / "铭牌.jpg"
    picture.write_bytes(photograph())
    first = new_page()
    sign_in(first, shared_zone, Role.COMMISSIONER)
    first.goto(shared_zone.desk.url + FORM)
    first.locator("[name=files_other]").set_input_files(picture)
    expect(first.get_by_role("button", name="不要这个")).to_be_visible()
    fill_in(first, {"enterprise_name": "演示断电厂", "body": "浏览器突然没了"})
    expect(first.locator("[data-kept]")).to_contain_text("草稿已存")
    first.context.close()

    second = new_page()
    sign_in(second, shared_zone, Role.COMMISSIONER)
    second.goto(shared_zone.desk.url + "/desk/record")
    second.get_by_role("link", name="演示断电厂").click()
    expect(second.locator("[name=body]")).to_have_value("浏览器突然没了")
    expect(second.locator("ul.files", has_text="铭牌.jpg")).to_be_visible()
    fill_in(second, POWER | {"enterprise_name": "演示断电厂"})
    second.get_by_role("button", name="下一步：核对").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("核对后录入")
    second.get_by_role("button", name="录入", exact=True).click()
    expect(second.get_by_role("status").first).to_contain_text("已录入，编号")
    expect(second.get_by_role("main")).to_contain_text("铭牌.jpg")

    second.goto(shared_zone.desk.url + FORM)
    expect(second.locator("[name=body]")).to_have_value("")
    expect(second.get_by_role("button", name="丢弃草稿")).to_have_count(0)
