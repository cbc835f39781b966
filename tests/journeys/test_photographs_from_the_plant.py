"""Somebody at the plant sends photographs from a telephone; the officer sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from tests.support.portal import GENERAL
from tests.support.samples import paper, photograph
from tests.support.walking import file_request, open_ticket, sign_in, track
from tests.support.zone import Zone

pytestmark = pytest.mark.browser


def test_photographs_are_sent_while_the_words_are_written(zone: Zone, new_page: Callable[..., Page]) -> None:
    phone = new_page(viewport={"width": 375, "height": 740})
    phone.goto(zone.desk.url + "/requests/construction-permit")
    phone.locator("#files_other").set_input_files(
        [
            {"name": f"车间{n}.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(400 + n, 300))}
            for n in range(6)
        ]
    )
    expect(phone.locator("ul.files li").get_by_role("button", name="不要这个")).to_have_count(6)
    number, code = file_request(phone, GENERAL)
    track(phone, zone.desk.url, number, code)
    phone.get_by_role("link", name="补充情况").click()
    phone.locator("#files").set_input_files(
        [
            {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(1600, 1200))},
            {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": paper()},
            {"name": "程序.exe", "mimeType": "application/octet-stream", "buffer": b"MZ program"},
        ]
    )
    received = phone.locator("ul.files li")
    expect(received.filter(has_text="现场.jpg").get_by_role("button", name="不要这个")).to_be_visible()
    expect(received.filter(has_text="程序.exe")).to_contain_text("只收图片")
    received.filter(has_text="合同.pdf").get_by_role("button", name="不要这个").click()
    phone.get_by_label("补充内容").fill("门口的路已经修好")
    phone.get_by_role("button", name="提交补充").click()
    expect(phone.get_by_role("link", name="现场.jpg")).to_be_visible()
    expect(phone.get_by_role("link", name="合同.pdf")).to_have_count(0)
    officer = new_page()
    sign_in(officer, zone, Role.DISPATCHER)
    open_ticket(officer, zone, number)
    with officer.expect_download() as download:
        officer.get_by_role("link", name="现场.jpg").first.click()
    assert download.value.suggested_filename == "现场.jpg"
