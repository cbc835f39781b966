"""A dispatcher sorts a pile with single keys: one where the suggestion is sure, one more where another type is taken."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.walking import sign_in
from tests.support.zone import Zone

DAY = 200
"""So many requests a large zone receives in a day."""
PILE = DAY // 5
"""So many of them are sorted here, to the last one; each costs the same keys and the same time."""
THOUGHT = timedelta(seconds=12)
"""So long a dispatcher reads a card before pressing its key."""


def test_a_day_of_two_hundred_requests_takes_less_than_an_hour_of_single_keys(zone: Zone, page: Page) -> None:
    kva = {f"申请增容{n}0 kVA": "power_capacity" for n in range(1, PILE + 1)}
    unclear = set(list(kva)[::10])
    for title, kind in kva.items():
        zone.filed(title=title, request_type="roads_public_works" if title in unclear else kind)
    sign_in(page, zone, Role.DISPATCHER)
    page.goto(zone.desk.url + "/desk/cards/dispatch")
    began, pressed = time.monotonic(), Counter[str]()
    for title in kva:
        card = page.locator("[data-ready]")
        expect(card).to_contain_text(title)
        if title in unclear:  # the firm has chosen something else: what the text says is one key away
            page.keyboard.press("1")
            pressed["1"] += 1
            expect(page.locator("[data-ready] .kinds [aria-current]")).to_have_count(1)
        page.keyboard.press("a")
        pressed["a"] += 1
    expect(page.get_by_role("heading", name="都办完了")).to_be_visible()
    machine = timedelta(seconds=time.monotonic() - began) * (DAY / PILE)
    with zone.inside():
        found = Counter(map(tuple, db.session.execute(sa.select(Ticket.state, Ticket.request_type))))
    assert found == {("dispatched", "power_capacity"): PILE}
    assert pressed == {"a": PILE, "1": len(unclear)}
    assert machine + DAY * THOUGHT < timedelta(hours=1)


def test_another_type_costs_one_more_key_and_skipping_one(zone: Zone, page: Page) -> None:
    first = zone.filed(
        title="路灯不亮", body="厂区门口道路路灯不亮，夜班工人出行不便。", request_type="roads_public_works"
    )
    second = zone.filed(title="又一处路灯不亮", body="北门道路路灯不亮。", request_type="roads_public_works")
    sign_in(page, zone, Role.DISPATCHER)
    page.goto(zone.desk.url + "/desk/cards/dispatch")
    expect(page.locator("[data-ready]")).to_contain_text(first)
    page.keyboard.press("n")
    expect(page.locator("[data-ready]")).to_contain_text(second)
    page.keyboard.press("1")
    expect(page.locator("[data-ready] .kinds [aria-current]")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.locator("[data-ready]")).to_contain_text(first)
    assert zone.ticket(second).state == "dispatched"
    page.get_by_label("派单说明").fill("a1n")
    expect(page.locator("[data-ready]")).to_contain_text(first)
