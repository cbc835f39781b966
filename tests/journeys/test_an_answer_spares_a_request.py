"""An enterprise begins to write and finds it answered: the hint moves no field, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, publish_answer, write_answer
from service_desk.usecases.knowledge.wording import Wording
from tests.support.browser import PHONE
from tests.support.zone import Zone

pytestmark = pytest.mark.browser
TITLE = "变压器容量不够怎么增容"
ASKING = "车间要加两台设备，现有变压器容量不够，想增容"


@pytest.fixture
def answered(zone: Zone) -> Zone:
    writer, reviewer = zone.person(Role.HANDLER, "PW"), zone.person(Role.HEAD, "PW")
    words = Wording(TITLE, "新增设备，现有容量不够。", "填**用电容量**表。", ("PW",), "power_capacity")
    with zone.inside():
        answer = write_answer(writer, zone.desk.moment, words, is_clean=True)
        answer = hand_in_answer(answer.id, writer, zone.desk.moment, seen_version=answer.version)
        publish_answer(answer.id, reviewer, zone.desk.moment, seen_version=answer.version)
    return zone


@pytest.mark.parametrize("size", [{"viewport": {"width": 1600, "height": 900}}, PHONE], ids=["wide", "phone"])
def test_a_hint_appears_without_moving_a_field_and_spares_the_request(
    size: dict[str, object], answered: Zone, new_page: Callable[..., Page]
) -> None:
    page = new_page(**size)
    form = answered.desk.url + "/requests/power-capacity"
    page.goto(form)
    field, hints = page.locator("[name=body]"), page.get_by_role("complementary", name="填写时的提示")
    expect(hints).to_be_hidden()
    before = field.evaluate("one => one.getBoundingClientRect().top + scrollY")
    field.fill(ASKING)
    expect(hints).to_contain_text("有 1 条可能用得上")
    assert field.evaluate("one => one.getBoundingClientRect().top + scrollY") == before
    expect(field).to_be_focused()
    if size is PHONE:
        hints.locator("summary").click()
    with page.context.expect_page() as opened:
        hints.get_by_role("link", name=TITLE).click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(TITLE)
    opened.value.close()
    hints.get_by_role("button", name="已解决，不用提交了").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("好的，这次不用提交")
    page.goto(answered.desk.url)
    page.get_by_role("link", name="接着填").first.click()
    expect(page.locator("[name=body]")).to_have_value(ASKING)


def test_a_hint_on_the_start_page_goes_away_with_the_words(answered: Zone, page: Page) -> None:
    page.goto(answered.desk.url)
    hints = page.get_by_role("complementary", name="填写时的提示")
    box = page.get_by_label("说说您遇到的问题")
    box.fill(ASKING)
    expect(hints).to_contain_text("有 1 条可能用得上")
    hints.locator("summary").press("Enter")
    expect(hints.get_by_role("link", name=TITLE)).to_be_visible()
    hints.get_by_role("link", name=TITLE).press("Escape")
    expect(hints.get_by_role("link", name=TITLE)).to_be_hidden()
    box.fill("路灯坏了三天")
    expect(hints).to_be_hidden()
