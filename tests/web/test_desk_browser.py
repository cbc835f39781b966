"""In a real browser: the desk fits a phone, offends no rule of accessibility, and follows the request type that is chosen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from service_desk.domain.actions import Action
from service_desk.domain.roles import Role
from tests.support.browser import accessibility_findings, fits_its_width
from tests.support.desk import Desk
from tests.support.people import PASSWORD, login_of
from tests.support.served_desk import ServedDesk
from tests.usecases.deeds import WORKING


def sign_in(
    page: Page, served_desk: ServedDesk, desk: Desk, role: Role, department: str | None = None
) -> None:
    page.goto(served_desk.url + "/sign-in")
    page.get_by_label("登录名").fill(login_of(desk.person(role, department)))
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/desk*")


def test_queue_ticket_and_forms_fit_and_are_accessible(
    page: Page, served_desk: ServedDesk, desk: Desk
) -> None:
    number = desk.bring(*WORKING)
    sign_in(page, served_desk, desk, Role.HANDLER, "PW")
    for path in (
        "/desk?tab=our-in_progress&category=FS",
        f"/desk/tickets/{number}",
        f"/desk/tickets/{number}/contact",
    ):
        for width, language in ((1280, "zh"), (375, "zh"), (320, "en")):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{served_desk.url}{path}{'&' if '?' in path else '?'}lang={language}")
            assert fits_its_width(page), (path, width)
            assert accessibility_findings(page) == []


def test_choosing_another_request_type_fills_in_its_route_at_once(
    page: Page, served_desk: ServedDesk, desk: Desk
) -> None:
    number = desk.bring(Action.SUBMIT)
    sign_in(page, served_desk, desk, Role.DISPATCHER)
    page.goto(f"{served_desk.url}/desk/tickets/{number}")
    assert accessibility_findings(page) == []
    page.get_by_label("事项").select_option("noise_sanitation")
    expect(page.get_by_label("主办")).to_have_value("LE")
    expect(page.get_by_role("radio", name="其他")).to_be_checked()
    page.get_by_role("button", name="受理并派单").click()
    expect(page.get_by_role("status")).to_contain_text("已受理并派单")
    ticket = desk.ticket(number)
    assert (ticket.lead_department, [task.department for task in ticket.co_tasks]) == ("LE", ["EE"])
