"""How every screen is looked at: on a phone and at twice the size, in the light and in the dark, by eye and by axe-core."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support.browser import OF_LOOKS, accessibility_findings, fits_its_width

PHONE = {"width": 375, "height": 760}
TWICE_THE_SIZE = {"width": 640, "height": 400}
"""What is left of a window of 1280 × 800 pixels at 200 %."""
LOOKS = ((PHONE, "light", ()), (TWICE_THE_SIZE, "dark", OF_LOOKS))
"""The size, the colours and which of axe-core's rules are asked (all where none is named).

The dark changes colours alone (`test_contrast` says so), so widths and colours need not be looked at in every combination.
"""


def complaints_about(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, looked at in every way."""
    found: list[str] = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        where = f"{page.url} at {size['width']}, {scheme}"
        if not fits_its_width(page):
            wide = page.evaluate("document.documentElement.scrollWidth")
            found.append(f"{where}: {wide} pixels wide")
        found += [f"{where}: {finding}" for finding in accessibility_findings(page, *rules)]
    return found


def inspect(page: Page) -> None:
    """Demand that nothing is wrong with the page as it stands, looked at in every way."""
    complaints = complaints_about(page)
    assert not complaints, "\n".join(complaints)
