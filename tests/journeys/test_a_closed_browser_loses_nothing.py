"""What was typed into a request form is there again after the window was closed, also on another device, until it is sent."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.support.portal import POWER
from tests.support.samples import photograph
from tests.support.walking import file_request, fill_in
from tests.support.zone import Zone

pytestmark = pytest.mark.browser
_GONE_WITHIN_SECONDS = 20
SOME = {name: POWER[name] for name in ("apply_kind", "add_kva", "load_nature", "voltage", "body")}


def begun(zone: Zone, page: Page) -> Page:
    """Fill in some of a form and wait until the page says that it is kept."""
    page.goto(zone.desk.url + "/requests/power-capacity")
    fill_in(page, SOME)
    expect(page.locator("[data-kept]")).to_contain_text("草稿已存")
    return page


def test_a_draft_outlives_the_window_and_the_session_and_is_forgotten_once_it_is_submitted(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    first = begun(zone, new_page())
    context = first.context
    first.close(run_before_unload=False)
    context.clear_cookies(name="desk")

    second = context.new_page()
    second.goto(zone.desk.url)
    second.get_by_role("link", name="接着填").first.click()
    expect(second.locator("[name=add_kva]")).to_have_value(POWER["add_kva"])
    expect(second.locator("[name=body]")).to_have_value(POWER["body"])
    expect(second.locator(f"[name=apply_kind][value={POWER['apply_kind']}]")).to_be_checked()
    fill_in(second, POWER)
    second.get_by_role("button", name="下一步：核对").click()
    second.get_by_role("button", name="提交", exact=True).click()
    expect(second.get_by_role("heading", name="诉求已提交")).to_be_visible()

    second.goto(zone.desk.url)
    expect(second.get_by_text("没有提交的草稿")).to_have_count(0)


def test_a_killed_browser_takes_neither_words_nor_files_along(
    zone: Zone, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    def start() -> BrowserContext:
        return browser_type.launch_persistent_context(tmp_path, locale="zh-CN", **browser_type_launch_args)

    with start() as before:  # Chromium writes a new cookie down within half a minute, or when it is closed
        before.pages[0].goto(zone.desk.url + "/requests/power-capacity")
    page = begun(zone, start().pages[0])
    drop = page.locator("#files_other")
    drop.set_input_files({"name": "铭牌.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    expect(page.locator("ul.files li").get_by_role("button", name="不要这个")).to_have_count(1)
    kill(tmp_path)

    with start() as after:
        page = after.pages[0]
        page.goto(zone.desk.url)
        page.get_by_role("link", name="接着填").first.click()
        expect(page.locator("[name=body]")).to_have_value(POWER["body"])
        expect(page.locator("ul.files li")).to_contain_text("铭牌.jpg")


def kill(profile: Path) -> None:
    """End the browser that works on a profile the hard way, and let another take its place."""
    lock = profile / "SingletonLock"  # a link that names the machine and the browser's process
    process = int(str(lock.readlink()).rpartition("-")[2])
    os.kill(process, signal.SIGKILL)
    end = time.monotonic() + _GONE_WITHIN_SECONDS
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < end, "the browser that was killed is still there"
        time.sleep(0.01)
    lock.unlink()


def test_what_was_typed_in_the_last_moment_before_the_window_closed_is_kept(
    zone: Zone, new_page: Callable[..., Page]
) -> None:
    page = begun(zone, new_page())
    page.locator("[name=body]").fill("最后补的一句")
    page.goto(zone.desk.url + "/track")
    page.goto(zone.desk.url)
    page.get_by_role("link", name="接着填").first.click()
    expect(page.locator("[name=body]")).to_have_value("最后补的一句")


def test_a_draft_that_is_not_wanted_is_gone(zone: Zone, new_page: Callable[..., Page]) -> None:
    page = begun(zone, new_page())
    page.goto(zone.desk.url)
    page.get_by_role("link", name="发到邮箱、删除").first.click()
    page.get_by_role("button", name="删除草稿").click()
    expect(page.get_by_text("草稿已删除")).to_be_visible()
    page.goto(zone.desk.url + "/requests/power-capacity")
    expect(page.get_by_text("您有没提交的草稿")).to_have_count(0)
    file_request(page, POWER)
