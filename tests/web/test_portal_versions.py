"""A page keeps the version of the form it was opened with, whatever is published meanwhile."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from tests.support.application import StandingClock
from tests.support.forms import edited, publish, with_floor_height
from tests.support.portal import GENERAL, number_on, open_form
from tests.support.samples import paper
from tests.support.visitor import Visitor

SLUG = "construction-permit"


def published(app: Flask, clock: StandingClock, text: str | None = None) -> None:
    with app.app_context():
        publish("general", text or with_floor_height(), clock())


def stored(app: Flask) -> Ticket:
    with app.app_context():
        return db.session.scalars(db.select(Ticket)).one()


def test_new_pages_have_the_version_in_force_and_tickets_say_which(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    published(app, clock)
    page = open_form(visitor, SLUG)
    assert page.value("form_version") == "2"
    review = visitor.submit(page, GENERAL | {"floor_height": "6.5"})
    assert "6.5 m" in review
    receipt = visitor.submit(review, button="step=submit")
    ticket = stored(app)
    assert (ticket.form_version, ticket.form_data) == (2, {"floor_height": "6.5"})
    assert "层高" in visitor.get(f"/track/{number_on(receipt)}")


def test_a_page_opened_before_a_publication_still_works_in_its_version(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    page = open_form(visitor, SLUG)
    published(app, clock, edited("general", ('name = "document_no"', 'name = "paper_no"')))
    wrong = visitor.submit(page, GENERAL | {"document_no": "12 号", "body": ""}, status=422)
    assert wrong.value("form_version") == "1"
    review = visitor.submit(wrong, {"body": "请安排。"})
    assert "12 号" in review
    visitor.submit(review, button="step=submit")
    ticket = stored(app)
    assert (ticket.form_version, ticket.form_data) == (1, {"document_no": "12 号"})


def test_a_draft_kept_by_the_browser_opens_in_its_version(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    published(app, clock)
    assert "层高" not in visitor.get(f"/requests/{SLUG}?form_version=1")
    assert "层高" in visitor.get(f"/requests/{SLUG}?form_version=99")


@pytest.mark.parametrize("version", ["99", "0", "-1", "x", str(2**40), "１"])
@pytest.mark.parametrize("step", ["review", "submit"])
def test_a_version_that_was_never_published_shows_the_form_in_force_filled(
    step: str, version: str, app: Flask, visitor: Visitor
) -> None:
    page = visitor.submit(
        open_form(visitor, SLUG), GENERAL | {"form_version": version}, button=f"step={step}", status=409
    )
    assert "这张表单的版本不存在" in page
    assert page.value("body") == GENERAL["body"]
    assert page.value("form_version") == "1"
    assert visitor.submit(page).heading == "请核对后提交"
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Ticket)) == 0


def test_a_paper_that_the_administrator_asks_for_has_its_name_on_the_ticket(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    slot = '[[slot]]\ncode = "lease"\nzh = "厂房租赁合同"\nen = "Lease of the plant"\n\n'
    published(app, clock, edited("general", ("[[slot]]", f"{slot}[[slot]]")))
    review = visitor.submit(
        open_form(visitor, SLUG),
        GENERAL | {"files_lease": (io.BytesIO(paper()), "合同.pdf")},
        action=f"/requests/{SLUG}",
    )
    receipt = visitor.submit(review, button="step=submit")
    track = visitor.get(f"/track/{number_on(receipt)}")
    assert "合同.pdf" in track
    assert "厂房租赁合同" in track
