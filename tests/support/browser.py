"""A real Chromium for journeys, that tolerates no broken script, no refused resource and no request to the outside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNSEEN = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess",
)  # fmt: skip
"""Pages that Chromium keeps ready behind a window's address line, and a process in reserve: a third of what it computes."""
LEFT_OFF = (
    "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
    "OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning", "AimEnabled",
)  # fmt: skip
"""What Playwright leaves off by itself; only the last list on the command line counts, so ours says it again."""
FLAGS = (
    "--no-sandbox",  # its sandbox refuses root, and machines that run tests are often entered as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join((*UNSEEN, *LEFT_OFF)),
)
HERE = frozenset({"127.0.0.1", "localhost", ""})


def find_chromium() -> str | None:
    """Return the path of this machine's Chromium or Chrome, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where there is none, all in one line of the summary; where CI is set, fail instead."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        complaint = "no Chromium on this machine (Debian: apt-get install chromium), so no browser journeys"
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(complaint, pytrace=False)
        pytest.skip(complaint)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium, never a downloaded one."""
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read Chinese, live in the zone and want nothing to glide; a test changes this with the marker `browser_context_args`.

    Whoever clicks waits until what he clicks at stands still, and a page that glides there takes a second each time.
    """
    settings = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    return browser_context_args | settings


PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
"""A small phone, as `new_page(**PHONE)` takes it."""


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that is watched: at the end nothing may have been wrong behind what the eye saw."""
    complaints: list[str] = []
    _watch(page, complaints)
    yield page
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def new_page(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Make further watched pages, each a browser of its own: `new_page(java_script_enabled=False)`, `new_page(**PHONE)`."""
    complaints: list[str] = []

    def make(**wishes: Any) -> Page:
        made = new_context(**wishes).new_page()
        _watch(made, complaints)
        return made

    yield make
    assert not complaints, "\n".join(complaints)


def _watch(page: Page, complaints: list[str]) -> None:
    """Write down every broken script, error on the console and request to the outside."""

    def listen(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose, and the browser reports each such page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def look(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            complaints.append(f"outside request: {request.url}")

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", look)
    page.set_default_timeout(10_000)


def fits_its_width(page: Page) -> bool:
    """Tell whether the page can be read without scrolling sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


OF_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules of axe-core that depend on size or colours; the others say the same of a page however it is looked at."""


COLOURS_READ_ONCE = """;(() => {
  const kind = axe.commons.color.Color.prototype, read = kind.parseString, known = new Map()
  kind.parseString = function (text) {
    if (!known.has(text)) {
      const {r, g, b, alpha} = read.call(this, text)
      known.set(text, {r, g, b, alpha})
    }
    return Object.assign(this, known.get(text))
  }
})()"""
"""axe-core reads the same few colours of a page thousands of times, which is a third of its work."""


def accessibility_findings(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds wrong on the page as it stands, one line for each rule; all of its rules are asked or some."""
    from axe_playwright_python.base import AXE_SCRIPT

    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    if page.evaluate("typeof axe === 'undefined'"):
        page.add_init_script(AXE_SCRIPT + COLOURS_READ_ONCE)  # it waits for the next page as well
        page.evaluate(AXE_SCRIPT + COLOURS_READ_ONCE)
    violations = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{v['id']}: {v['help']} — {'; '.join(str(n['target']) for n in v['nodes'])}" for v in violations]
