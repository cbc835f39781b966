"""An officer's whole morning, told once and lived twice: by keyboard alone, and with a finger on a phone 375 pixels wide."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from playwright.sync_api import Locator, Page, expect

from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.support.browser import PHONE, fits_its_width
from tests.support.hands import Finger, Hands, Keys
from tests.support.people import PASSWORD
from tests.support.samples import photograph
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


@pytest.fixture(params=["keyboard", "phone"])
def hands(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Hands:
    """Somebody at a desk without a mouse, or out and about with a phone."""
    return Keys(new_page()) if request.param == "keyboard" else Finger(new_page(**PHONE))


def test_a_morning_from_signing_in_to_the_exported_list(zone: Zone, hands: Hands, tmp_path: Path) -> None:
    first, second, foreign = (zone.dispatched("PW", title=f"申请增容{n}00 kVA") for n in (3, 4, 5))
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photograph())
    _sign_in(hands, zone)
    _sign_for_two_take_them_back_and_sign_again(hands, zone, first, second)
    _return(hands, zone, foreign)
    _ask_the_firm(hands, zone, first)
    _report_with_a_photograph(hands, zone, second, picture)
    _hand_in_the_result(hands, zone, second)
    _search(hands, "400 kVA", second)
    _export(hands, zone, tmp_path / "list.xlsx", {first})


def _sign_in(hands: Hands, zone: Zone) -> None:
    hands.page.goto(zone.desk.url + "/sign-in")
    hands.write(hands.page.get_by_label("登录名"), zone.login(Role.HEAD, "PW"))
    hands.write(hands.page.get_by_label("口令"), PASSWORD)
    hands.press(hands.page.get_by_role("main").get_by_role("button"))
    expect(hands.page).to_have_url(re.compile("/desk"))


def _sign_for_two_take_them_back_and_sign_again(hands: Hands, zone: Zone, first: str, second: str) -> None:
    page = hands.page
    for is_undone in (True, False):
        _go_to(hands, "our-dispatched")
        hands.pick([first, second])
        hands.press(page.locator("#bulk").get_by_role("button", name="签收"))
        hands.press(page.get_by_role("main").get_by_role("button", name="签收 2 件"))
        expect(page.get_by_role("status").first).to_contain_text("已签收 2 件")
        assert {zone.ticket(number).state for number in (first, second)} == {State.IN_PROGRESS}
        if is_undone:
            hands.press(page.get_by_role("button", name="全部撤销"))
            expect(page.get_by_role("status").first).to_contain_text("已撤销 2 件")
            assert {zone.ticket(number).state for number in (first, second)} == {State.DISPATCHED}
    hands.press(page.get_by_role("main").get_by_role("link", name="回到列表"))


def _return(hands: Hands, zone: Zone, number: str) -> None:
    page = hands.page
    _go_to(hands, "our-dispatched")
    hands.press(_row(page, number))
    hands.press(page.get_by_role("main").get_by_role("link", name="退单", exact=True))
    hands.press(page.locator('main input[type="radio"][value="not_our_duty"]'))
    hands.write(page.get_by_label("职责依据"), "路灯归建设部门，见三定方案第四条。")
    hands.press(page.get_by_role("main").get_by_role("button", name="退单", exact=True))
    expect(page.get_by_role("status").first).to_be_visible()
    assert zone.ticket(number).state == State.RETURN_REVIEW


def _ask_the_firm(hands: Hands, zone: Zone, number: str) -> None:
    page = hands.page
    _open_in_hand(hands, number)
    hands.press(page.get_by_role("main").get_by_role("link", name="请企业补充", exact=True))
    hands.write(page.get_by_role("main").get_by_role("textbox").first, "请补充变压器铭牌照片。")
    hands.press(page.get_by_role("main").get_by_role("button", name="请企业补充", exact=True))
    expect(page.locator(".timeline")).to_contain_text("请补充变压器铭牌照片。")


def _report_with_a_photograph(hands: Hands, zone: Zone, number: str, picture: Path) -> None:
    page = hands.page
    _open_in_hand(hands, number)
    hands.press(page.get_by_label("企业看得到，计入三天反馈"))
    hands.write(page.get_by_role("textbox", name="进展"), "已到现场踏勘，本周送电。")
    hands.attach(page.locator("main input[type=file]").first, picture)
    expect(page.locator("ul.files li", has_text="现场.jpg").get_by_role("button")).to_be_visible()
    hands.press(page.get_by_role("main").get_by_role("button", name="反馈进展", exact=True))
    expect(page.locator(".timeline")).to_contain_text("已到现场踏勘，本周送电。")
    expect(page.locator(".timeline").get_by_role("link", name="现场.jpg")).to_be_visible()


def _hand_in_the_result(hands: Hands, zone: Zone, number: str) -> None:
    page = hands.page
    hands.press(page.get_by_role("main").get_by_role("link", name="提交结果", exact=True))
    hands.press(page.locator('main input[type="radio"][value="solved"]'))
    hands.write(page.get_by_label("给企业的答复"), "已增容送电，现场核对无误。")
    hands.press(page.get_by_role("main").get_by_role("button", name="提交结果", exact=True))
    expect(page.get_by_role("status").first).to_be_visible()
    assert zone.ticket(number).state == State.RESULT_REVIEW


def _search(hands: Hands, words: str, found: str) -> None:
    page = hands.page
    hands.press(page.get_by_role("navigation", name="所在位置").get_by_role("link", name="待办"))
    hands.write(page.locator("#q"), words)
    hands.page.keyboard.press("Enter")
    hands.press(page.get_by_role("main").get_by_role("link", name=re.compile("申请增容400")).first)
    expect(page.get_by_role("navigation", name="所在位置")).to_contain_text(found)


def _export(hands: Hands, zone: Zone, file: Path, numbers: set[str]) -> None:
    page = hands.page
    hands.press(page.get_by_role("navigation", name="所在位置").get_by_role("link", name="待办"))
    _go_to(hands, "our-in_progress")
    with page.expect_download() as download:
        hands.press(page.locator(".exports").get_by_role("link", name="XLSX"))
    download.value.save_as(file)
    rows = python_calamine.load_workbook(str(file)).get_sheet_by_index(0).to_python()
    listed = {cell for row in rows for cell in row if re.fullmatch(r"QY\d{8}-\d{4}", str(cell))}
    assert listed == numbers


def _go_to(hands: Hands, key: str) -> None:
    hands.press(hands.page.locator(f'.tabs [data-tab="{key}"]'))
    expect(hands.page).to_have_url(re.compile(f"tab={key}"))


def _row(page: Page, number: str) -> Locator:
    return page.locator(f'tr[data-number="{number}"] a.title')


def _open_in_hand(hands: Hands, number: str) -> None:
    hands.press(hands.page.get_by_role("navigation", name="所在位置").get_by_role("link", name="待办"))
    _go_to(hands, "our-in_progress")
    hands.press(_row(hands.page, number))
    expect(hands.page).to_have_url(re.compile(number))
    assert fits_its_width(hands.page)
