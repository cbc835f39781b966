"""`make screenshots`: photograph the running demo zone for the README, always the same day.

A fresh demo zone is made in a temporary folder and served on the loopback address, its clock standing at `MOMENT`, so
that pictures change only when the pages do.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from service_desk.demo.people import PASSWORD
from service_desk.domain.zone_time import SHANGHAI
from tests.support.browser import FLAGS, find_chromium
from tests.support.portal import POWER
from tests.support.post_office import free_port
from tests.support.walking import fill_in

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MOMENT = datetime(2026, 6, 2, 10, 20, tzinfo=SHANGHAI)
"""A Tuesday of a year whose calendar is loaded."""
START_LIMIT_SECONDS = 300
LONGEST = 1200
"""Pictures of long pages end after so many pixels."""

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 760},
    "device_scale_factor": 1.5,
    "is_mobile": True,
    "has_touch": True,
}
Take = Callable[[str, Page], None]


@contextmanager
def demo_zone(folder: Path) -> Iterator[str]:
    """Serve a fresh demo zone while the context lasts; yields its address."""
    port = free_port()
    environment = os.environ | {
        "DESK_INSTANCE_FOLDER": str(folder / "instance"),
        "DESK_CLOCK_AT": MOMENT.isoformat(),
        "DESK_CONTACT_PHONE": "0000-12345",
        "DESK_RATE_SIGN_IN": "1000 per minute",
        "DESK_MAIL_SECONDS": "0.5",
    }
    command = [
        sys.executable,
        "-m",
        "service_desk.cli",
        "serve",
        "--demo",
        "--workers",
        "1",
        "--port",
        str(port),
    ]
    told = folder / "serve.log"
    with told.open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url + "/healthz", server, told)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def photograph(url: str, browser: Browser, take: Take) -> None:
    """Walk through the zone and take every picture."""

    def visitor(login: str | None = None, **wishes: Any) -> Page:
        page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **wishes).new_page()
        if login is not None:
            page.goto(url + "/sign-in")
            page.locator("#login").fill(login)
            page.locator("#password").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button").click()
            expect(page.get_by_role("main").locator("#password")).to_have_count(0)
        return page

    _enterprise(url, visitor(**PHONE), take)
    _power_utility(url, visitor, take)
    _zone_offices(url, visitor, take)


def _enterprise(url: str, phone: Page, take: Take) -> None:
    phone.goto(url)
    take("home-phone", phone)
    phone.goto(url + "/requests/power-capacity")
    fill_in(phone, POWER | {"est_load_kw": "950", "equipment_list": "注塑机, 55, 12, 0.7"})
    _scroll_to(phone, phone.get_by_role("heading", name="容量与负荷"))
    take("form-phone", phone)
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    take("receipt-phone", phone)
    phone.get_by_role("link", name="看进度").click()
    take("tracking-phone", phone)


def _power_utility(url: str, visitor: Callable[..., Page], take: Take) -> None:
    for name, wishes in (("desktop", DESKTOP), ("phone", PHONE)):
        handler = visitor("gongdian", **wishes)
        handler.goto(url + "/desk?tab=our-in_progress")
        if name == "desktop":
            take("queue-desktop", handler)
            handler.emulate_media(color_scheme="dark")
            take("queue-dark", handler)
            handler.emulate_media(color_scheme="light")
        handler.get_by_role("table").get_by_role("link").first.click()
        take(f"ticket-{name}", handler)


def _zone_offices(url: str, visitor: Callable[..., Page], take: Take) -> None:
    dispatcher = visitor("shouli", **DESKTOP)
    dispatcher.goto(url + "/desk?tab=submitted")
    dispatcher.get_by_role("table").get_by_role("link").nth(1).click()
    expect(dispatcher.get_by_role("button", name="受理并派单")).to_be_visible()
    take("dispatch-desktop", dispatcher)
    dispatcher.goto(url + "/desk/search?q=变压器 类别:要素保障")
    take("search-desktop", dispatcher)
    caller = visitor("huifang", **PHONE)
    caller.goto(url + "/desk/cards/callbacks")
    _scroll_to(caller, caller.get_by_role("heading", name="记录回访"))
    take("callback-card-phone", caller)

    leader = visitor("lingdao", **DESKTOP)
    leader.goto(url + "/reports/weekly")
    leader.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    expect(leader.locator(".five")).to_be_visible()
    take("weekly-report", leader)

    administrator = visitor("guanli", **DESKTOP)
    _wait_until_letters_have_left(url, administrator)
    administrator.goto(url + "/admin")
    take("admin-overview", administrator)
    administrator.goto(f"{url}/admin/calendar/{MOMENT.year}")
    take("calendar", administrator)
    administrator.goto(url + "/admin/mail?notice=weekly_zone")
    administrator.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    letter = administrator.locator("iframe.letter").get_attribute("src")
    mail = visitor("guanli", viewport={"width": 760, "height": LONGEST})
    mail.goto(url + (letter or ""))
    take("weekly-mail", mail)


def _wait_until_letters_have_left(url: str, administrator: Page) -> None:
    """Wait for the scheduler to lay the letters of the first start down; the zone is photographed at rest."""
    limit = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < limit:
        administrator.goto(url + "/admin/mail?status=waiting")
        if not administrator.get_by_role("main").get_by_role("table").count():
            return
        administrator.wait_for_timeout(500)
    raise RuntimeError("letters still wait in the outbox")


def _scroll_to(page: Page, target: Any) -> None:
    target.evaluate(
        "heading => window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 20)"
    )


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], told: Path) -> None:
    limit = time.monotonic() + START_LIMIT_SECONDS
    while server.poll() is None and time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the demo zone did not start:\n{told.read_text()}")


def main(folder: Path = FOLDER) -> None:
    """Take the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)

    def take(name: str, page: Page) -> None:
        page.evaluate("document.fonts.ready")
        path = folder / f"{name}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
        print(f"{path.name:<24}{path.stat().st_size // 1024:>5} KB")

    with (
        tempfile.TemporaryDirectory() as temporary,
        demo_zone(Path(temporary)) as url,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        photograph(url, browser, take)
        browser.close()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
