"""Every main screen suits a screen reader and fits: on a phone and at twice the size, on white and on black."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from service_desk.domain.callbacks import ResultType
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.usecases.accounts.manage_account import Person, invite_user
from service_desk.usecases.handling.review_result import approve_result
from service_desk.usecases.handling.submit_result import submit_result
from service_desk.usecases.intake.request_information import request_information
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from tests.support.browser import accessibility_findings, fits_its_width
from tests.support.people import ADMINISTRATOR
from tests.support.portal import ENERGY, GENERAL, JOINT, POWER
from tests.support.walking import fill_in, sign_in, track
from tests.support.zone import Zone

PHONE = {"width": 375, "height": 760}
TWICE_THE_SIZE = {"width": 640, "height": 400}
"""What is left of a window of 1280 × 800 pixels at 200 %."""
LOOKS = ((PHONE, "light"), (TWICE_THE_SIZE, "dark"), (PHONE, "dark"), (TWICE_THE_SIZE, "light"))
AXE_LOOKS = LOOKS[:2]
"""Findings depend on the width or on the colours, not on both together, so two looks show them all."""


def inspect(page: Page) -> None:
    """Look at the page as it stands in every way."""
    for size, scheme in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert fits_its_width(page), f"{page.url} is {wide} pixels wide on {size['width']}"
        if (size, scheme) in AXE_LOOKS:
            findings = accessibility_findings(page)
            assert findings == [], f"{page.url} at {size['width']}, {scheme}:\n" + "\n".join(findings)


class Shown(NamedTuple):
    """What there is to see: tickets by state, and a person and a letter of the zone."""

    zone: Zone
    tickets: dict[str, str]
    user_id: int


@pytest.fixture(scope="session")
def shown(shared_zone: Zone) -> Shown:
    """The zone with a ticket in every state a screen depends on, and a frozen week."""
    zone = shared_zone
    last_week = zone.desk.moment - timedelta(days=6)
    dispatcher, handler = zone.person(Role.DISPATCHER), zone.person(Role.HANDLER, "PW")
    mail = {"contact_email": "firm@firm.example"}
    answered = zone.at_work("PW", now=last_week, **mail)
    zone.does(submit_result, answered, handler, result_type=ResultType.SOLVED, answer="已送电。")
    zone.does(approve_result, answered, zone.person(Role.HEAD, "PW"))
    asked = zone.filed(**mail)
    zone.does(request_information, asked, dispatcher, note="请补充变压器铭牌上的容量。")
    tickets = {
        "submitted": zone.filed(**mail),
        "asked": asked,
        "dispatched": zone.dispatched("PW", now=last_week, **mail),
        "at_work": zone.at_work("PW", now=last_week, **mail),
        "answered": answered,
    }
    with zone.inside():
        compile_weekly_report(Week(2026, 10), zone.desk.moment)
        db.session.commit()
        invited = invite_user(
            Person("somebody-invited", "演示-被邀请的人", frozenset({Role.CALLBACK})),
            by=ADMINISTRATOR,
            now=zone.desk.moment,
        )
    return Shown(zone, tickets, invited.user_id)


States = Callable[[Role, str | None], StorageState]


@pytest.fixture(scope="session")
def signed_in(browser: Browser, shared_zone: Zone) -> States:
    """Sign each person in once; the cookies serve every screen."""
    kept: dict[tuple[Role, str | None], StorageState] = {}

    def state(role: Role, department: str | None) -> StorageState:
        if (role, department) not in kept:
            context = browser.new_context(locale="zh-CN")
            sign_in(context.new_page(), shared_zone, role, department)
            kept[role, department] = context.storage_state()
            context.close()
        return kept[role, department]

    return state


@pytest.mark.parametrize(
    "path",
    [
        "/", "/ask", "/kinds", "/kinds/permits", "/requests/power-capacity", "/requests/energy-list",
        "/requests/joint-utilities", "/requests/labour-talent", "/track", "/sign-in", "/about", "/privacy",
        "/accessibility", "/nowhere",
    ],
)  # fmt: skip
def test_a_public_page(path: str, page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + path)
    inspect(page)


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        ("power-capacity", POWER), ("energy-list", ENERGY), ("joint-utilities", JOINT),
        ("construction-permit", GENERAL),
    ],
)  # fmt: skip
def test_a_form_with_errors_its_review_and_its_receipt(
    slug: str, answers: dict[str, Any], page: Page, shown: Shown
) -> None:
    page.goto(f"{shown.zone.desk.url}/requests/{slug}")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspect(page)
    fill_in(page, answers)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对后提交")
    inspect(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("诉求已提交")
    inspect(page)


def test_the_suggested_request_types(page: Page, shown: Shown) -> None:
    page.goto(shown.zone.desk.url + "/ask")
    page.get_by_label("说说您遇到的问题").fill("车间要加两台设备，电不够用")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".offer.best")).to_be_visible()
    inspect(page)


@pytest.mark.parametrize(
    ("state", "page_of"),
    [
        ("submitted", ""), ("asked", ""), ("at_work", ""), ("answered", ""), ("submitted", "/supplement"),
        ("submitted", "/withdraw"), ("answered", "/rate"),
    ],
)  # fmt: skip
def test_a_request_as_the_enterprise_follows_it(state: str, page_of: str, page: Page, shown: Shown) -> None:
    number = shown.tickets[state]
    track(page, shown.zone.desk.url, number, shown.zone.ticket(number).query_code)
    expect(page.get_by_role("heading", name="办理过程")).to_be_visible()
    page.goto(f"{shown.zone.desk.url}/track/{number}{page_of}")
    inspect(page)


@pytest.mark.parametrize(
    ("role", "department", "path"),
    [
        (Role.HANDLER, "PW", "/desk?tab=our-in_progress"),
        (Role.HANDLER, "PW", "/desk?tab=our-on_hold"),
        (Role.HANDLER, "PW", "/desk/tickets/{dispatched}"),
        (Role.HANDLER, "PW", "/desk/tickets/{at_work}"),
        (Role.HANDLER, "PW", "/desk/tickets/{at_work}/submit-result"),
        (Role.HEAD, "PW", "/desk/tickets/{at_work}/assign"),
        (Role.HEAD, "PW", "/desk/bulk/assign?t={at_work}&t={submitted}"),
        (Role.HEAD, "PW", "/desk/bulk/assign/done?t={at_work}"),
        (Role.HEAD, "PW", "/reports/weekly/2026-W10/PW"),
        (Role.HEAD, "PW", "/desk/tickets/{at_work}/apply-hold"),
        (Role.HANDLER, "PW", "/desk/tickets/{at_work}/apply-extension"),
        (Role.HANDLER, "PW", "/desk/tickets/{at_work}/verify-on-site"),
        (Role.SUPERVISOR, None, "/desk?tab=supervised"),
        (Role.SUPERVISOR, None, "/desk/tickets/{at_work}/issue-sheet"),
        (Role.LEADER, None, "/desk?tab=to-decide"),
        (Role.LEADER, None, "/desk/tickets/{at_work}/instruct"),
        (Role.DISPATCHER, None, "/desk?tab=submitted&category=FS"),
        (Role.DISPATCHER, None, "/desk/tickets/{submitted}"),
        (Role.DISPATCHER, None, "/desk/tickets/{submitted}/decline"),
        (Role.DISPATCHER, None, "/desk/tickets/{submitted}/merge"),
        (Role.DISPATCHER, None, "/lists"),
        (Role.CALLBACK, None, "/desk?tab=callback"),
        (Role.CALLBACK, None, "/desk/tickets/{answered}"),
        (Role.LEADER, None, "/desk"),
        (Role.DISPATCHER, None, "/desk/cards/dispatch"),
        (Role.CALLBACK, None, "/desk/cards/callbacks"),
        (Role.DISPATCHER, None, "/desk/search?q=%E5%A2%9E%E5%AE%B9"),
        (Role.DISPATCHER, None, "/desk/search?q=%E7%94%B5"),
        (Role.HEAD, "PW", "/desk/phrases"),
        (Role.HANDLER, "PW", "/desk/tickets/{at_work}/paper?internal=1"),
        (Role.LEADER, None, "/reports/weekly"),
        (Role.LEADER, None, "/reports/weekly/2026-W10/zone"),
        (Role.LEADER, None, "/reports/period?period=2026"),
        (Role.LEADER, None, "/reports/period?period=days"),
        (Role.LEADER, None, "/reports/period/list/new?period=2026"),
        (Role.LEADER, None, "/reports/export/new?period=2026"),
        (Role.LEADER, None, "/reports/exports"),
        (Role.HEAD, "PW", "/reports/period?period=2026&department=PW"),
        (Role.LEADER, None, "/account"),
        (Role.ADMINISTRATOR, None, "/admin"),
        (Role.ADMINISTRATOR, None, "/admin/users"),
        (Role.ADMINISTRATOR, None, "/admin/users/invite"),
        (Role.ADMINISTRATOR, None, "/admin/users/{user}"),
        (Role.ADMINISTRATOR, None, "/admin/users/{user}/edit"),
        (Role.ADMINISTRATOR, None, "/admin/departments"),
        (Role.ADMINISTRATOR, None, "/admin/departments/PW"),
        (Role.ADMINISTRATOR, None, "/admin/rules"),
        (Role.ADMINISTRATOR, None, "/admin/rules/word"),
        (Role.ADMINISTRATOR, None, "/figures"),
        (Role.ADMINISTRATOR, None, "/admin/calendar/2026"),
        (Role.ADMINISTRATOR, None, "/admin/calendar/day/2026-05-01"),
        (Role.ADMINISTRATOR, None, "/admin/calendar/import"),
        (Role.ADMINISTRATOR, None, "/admin/mail"),
        (Role.ADMINISTRATOR, None, "/admin/mail/1"),
    ],
    ids=str,
)
def test_a_page_of_the_zones_people(
    role: Role,
    department: str | None,
    path: str,
    shown: Shown,
    signed_in: States,
    new_page: Callable[..., Page],
) -> None:
    page = new_page(storage_state=signed_in(role, department))
    where = path.format(**shown.tickets, user=shown.user_id)
    answer = page.goto(shown.zone.desk.url + where)
    assert answer is not None
    assert answer.status == 200, f"{where} answered {answer.status}"
    assert page.url.endswith(Path(where).name), f"{where} led to {page.url}"
    inspect(page)
