"""Two ways of doing what a page asks for: with the keys of a keyboard alone, and with a finger on a phone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect

HERE_NOW = """target => {
    const here = document.activeElement;
    const marked = (one) => one !== null && getComputedStyle(one).outlineStyle !== 'none';
    return {
        there: here === target,
        seen: here === document.body || marked(here) || marked(here.closest('label')),
        on: here.outerHTML.slice(0, 200),
    };
}"""


class Hands(Protocol):
    """How somebody works a page."""

    page: Page

    def press(self, target: Locator) -> None:
        """Press a button, follow a link, choose an option, open what is folded."""

    def write(self, target: Locator, words: str) -> None:
        """Write into a field."""

    def attach(self, target: Locator, file: Path) -> None:
        """Choose a file."""

    def pick(self, numbers: Sequence[str]) -> None:
        """Tick tickets of a list, given in its order."""


def tab_to(page: Page, target: Locator, at_most: int = 150) -> None:
    """Press Tab until the target has the focus; each place on the way shows that it has it."""
    target.wait_for()
    passed = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        now = target.evaluate(HERE_NOW)
        assert now["seen"], f"the focus is not to be seen on {now['on']}"
        if now["there"]:
            return
        passed.append(now["on"])
    pytest.fail("\n".join([f"{target} was not reached with {at_most} steps of Tab", *passed]))


@contextlib.contextmanager
def chosen(page: Page, file: Path) -> Iterator[None]:
    """Choose a file in the chooser that opens meanwhile."""
    with page.expect_file_chooser() as chooser:
        page.evaluate("document.hasFocus()")  # once it answers, the browser knows that it is listened to
        yield
    chooser.value.set_files(file)


class Keys:
    """Somebody who has no mouse: Tab goes from place to place, single keys work the queue."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        """Go there and press Enter; the space bar ticks a box, and arrows lead from the first of several choices to another."""
        kind = target.evaluate("one => one.type")
        if kind == "radio":
            self._choose(target)
            return
        tab_to(self.page, target)
        self.page.keyboard.press("Space" if kind == "checkbox" else "Enter")

    def _choose(self, target: Locator) -> None:
        name = target.get_attribute("name")
        offered = self.page.locator(f'main input[type="radio"][name="{name}"]')
        tab_to(self.page, offered.first)
        self.page.keyboard.press("Space")
        for _ in range(offered.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(target).to_be_checked()

    def write(self, target: Locator, words: str) -> None:
        """Go there and type."""
        tab_to(self.page, target)
        self.page.keyboard.type(words)

    def attach(self, target: Locator, file: Path) -> None:
        """Open the machine's own chooser with Enter; what is chosen there is not the page's."""
        tab_to(self.page, target)
        with chosen(self.page, file):
            self.page.keyboard.press("Enter")

    def pick(self, numbers: Sequence[str]) -> None:
        """Walk down the list with j and tick with x."""
        wanted = set(numbers)
        for row in self.page.locator("tbody tr[data-number]").all():
            self.page.keyboard.press("j")
            expect(row).to_have_class("selected")
            if row.get_attribute("data-number") in wanted:
                self.page.keyboard.press("x")


class Finger:
    """Somebody with a phone: everything is tapped."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        """Tap."""
        target.tap()

    def write(self, target: Locator, words: str) -> None:
        """Tap the field and type."""
        target.tap()
        target.press_sequentially(words)

    def attach(self, target: Locator, file: Path) -> None:
        """Tap the field; what is chosen in the phone's own chooser is not the page's."""
        with chosen(self.page, file):
            target.tap()

    def pick(self, numbers: Sequence[str]) -> None:
        """Tap the boxes."""
        for number in numbers:
            self.page.get_by_label(f"选择 {number}").tap()
