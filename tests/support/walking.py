"""How people walk through the site in a browser: sign in, fill in, file, act, show a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.roles import Role
from tests.support.people import PASSWORD
from tests.support.zone import Zone


def sign_in(page: Page, zone: Zone, role: Role, department: str | None = None) -> None:
    """Sign a person of the zone in through the page."""
    page.goto(zone.desk.url + "/sign-in")
    page.locator("#login").fill(zone.login(role, department))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page).not_to_have_url(zone.desk.url + "/sign-in")


def open_ticket(page: Page, zone: Zone, number: str) -> None:
    """Open a ticket's page as the officer who is signed in."""
    page.goto(f"{zone.desk.url}/desk/tickets/{number}")
    expect(page.get_by_role("navigation", name="所在位置")).to_contain_text(number)


def fill_in(page: Page, answers: Mapping[str, Any]) -> None:
    """Fill in the fields of the page by name, whatever their kind; a list ticks several boxes."""
    for name, answer in answers.items():
        control = page.locator(f'main [name="{name}"]')
        if control.first.get_attribute("type") in ("radio", "checkbox"):
            for value in answer if isinstance(answer, list) else [answer]:
                page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(answer)
        else:
            if control.get_attribute("data-columns") and control.is_hidden():
                control.locator("xpath=..").get_by_role("button", name="改为整段粘贴").click()
            control.fill(answer)


def file_request(page: Page, answers: Mapping[str, Any]) -> tuple[str, str]:
    """Fill in the form on the page, look at it once more, submit it; return number and query code of the receipt."""
    fill_in(page, answers)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    return receipt_codes(page)


def receipt_codes(page: Page) -> tuple[str, str]:
    """Return the number and the query code that stand on a receipt."""
    number = page.locator("dt", has_text="诉求编号").locator("xpath=following-sibling::dd").inner_text()
    code = page.locator("dt", has_text="查询码").locator("xpath=following-sibling::dd").inner_text()
    return number.strip(), code.strip()


def track(page: Page, url: str, number: str, code: str) -> None:
    """Open the tracking page with the number and the code of a receipt."""
    page.goto(url + "/track")
    page.get_by_label("诉求编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看").click()


def act(page: Page, action: Action, answers: Mapping[str, Any]) -> None:
    """Perform an act from a ticket's page: with the form that stands there, or by its button and the form behind it."""
    words = ACTION_NAMES[action].zh
    button = page.get_by_role("main").get_by_role("link", name=words, exact=True)
    if button.count():
        button.click()
    fill_in(page, answers)
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()
