"""A link instead of the query code: asked for, opened by a button, taken back; strangers learn nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from tests.support.application import StandingClock
from tests.support.portal import GENERAL, file, number_on
from tests.support.visitor import Page, Visitor

NewVisitor = Callable[..., Visitor]


def ask(visitor: Visitor, number: str, address: str, status: int = 200) -> Page:
    return visitor.submit(visitor.get("/track/link"), {"number": number, "email": address}, status=status)


def link_address(app: Flask) -> str | None:
    with app.app_context():
        query = (
            db.select(OutboxMail).where(OutboxMail.notice == "tracking_link").order_by(OutboxMail.id.desc())
        )
        letter = db.session.scalars(query).first()
        return f"/track/link/{letter.data['token']}" if letter else None


@pytest.fixture
def number(visitor: Visitor) -> str:
    return number_on(file(visitor))


def opened(app: Flask, phone: Visitor, number: str) -> Page:
    """Ask for a link and open the ticket with it."""
    ask(phone, number, GENERAL["contact_email"])
    return phone.submit(phone.get(link_address(app) or ""))


def test_the_answer_is_the_same_whether_number_and_address_belong_together_or_not(
    app: Flask, new_visitor: NewVisitor, number: str
) -> None:
    address = GENERAL["contact_email"]
    unknown = ask(new_visitor(), "QY20200101-0001", address)
    assert link_address(app) is None
    known = ask(new_visitor(), number, address)
    assert link_address(app) is not None
    assert known.without(number) == unknown.without("QY20200101-0001")


def test_opening_the_link_shows_a_page_and_pressing_its_button_opens_the_ticket(
    app: Flask, new_visitor: NewVisitor, number: str
) -> None:
    ask(new_visitor(), number, GENERAL["contact_email"])
    phone = new_visitor()
    page = phone.get(link_address(app) or "")
    assert GENERAL["title"] not in page
    assert "查进度" in phone.get(f"/track/{number}").heading  # the scanner has opened nothing
    assert phone.submit(page).path == f"/track/{number}"
    assert GENERAL["title"] in phone.get(f"/track/{number}")


def test_a_link_taken_back_opens_nothing_and_closes_what_it_had_opened(
    app: Flask, visitor: Visitor, new_visitor: NewVisitor, number: str
) -> None:
    phone = new_visitor()
    opened(app, phone, number)
    told = visitor.submit(visitor.get(f"/track/{number}"), action="/links/revoke")
    assert "链接已全部收回" in told
    assert "链接已失效" in new_visitor().get(link_address(app) or "", status=410)
    assert phone.get(f"/track/{number}").heading == "查进度"
    assert GENERAL["title"] in visitor.get(f"/track/{number}")


def test_whoever_came_by_a_link_may_take_the_links_back_and_stay(
    app: Flask, new_visitor: NewVisitor, number: str
) -> None:
    phone = new_visitor()
    page = opened(app, phone, number)
    phone.submit(page, action="/links/revoke")
    assert GENERAL["title"] in phone.get(f"/track/{number}")


def test_a_link_can_be_mailed_from_the_tracking_page(app: Flask, visitor: Visitor, number: str) -> None:
    page = visitor.submit(visitor.get(f"/track/{number}"), action="/links/mail")
    assert "链接已发往您登记的邮箱" in page
    assert "有效链接 1 个" in page
    assert link_address(app) is not None


def test_a_stranger_takes_no_links_back_and_mails_none(
    app: Flask, new_visitor: NewVisitor, number: str
) -> None:
    stranger = new_visitor()
    token = stranger.get("/track").value("csrf_token")
    for act in ("mail", "revoke"):
        stranger.send(f"/track/{number}/links/{act}", {"csrf_token": token}, status=403)
    assert link_address(app) is None


def test_asking_is_limited_for_each_ticket_whoever_asks(
    new_visitor: NewVisitor, clock: StandingClock
) -> None:
    for _ in range(10):
        ask(new_visitor(), "QY20200101-0001", "somebody@example.com")
    page = ask(new_visitor(), "QY20200101-0001", "somebody@example.com", status=429)
    assert "次数" in page or "频繁" in page
    clock.forward(hours=1, minutes=1)
    ask(new_visitor(), "QY20200101-0001", "somebody@example.com")


def test_a_form_with_a_stale_token_keeps_its_words(visitor: Visitor) -> None:
    page = visitor.get("/track/link")
    visitor.client.delete_cookie("desk")
    again = visitor.submit(page, {"number": "QY20200101-0001", "email": "a@example.com"}, status=400)
    assert again.value("number") == "QY20200101-0001"
