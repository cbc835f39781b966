"""Submitting: one ticket however often the button is pressed, stored whole, with a receipt only its sender can see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from service_desk.config import Settings
from service_desk.domain.requests import Kind
from service_desk.persistence.database import db
from service_desk.persistence.tables import DepartmentRow, OutboxMail, Ticket
from tests.support.application import StandingClock
from tests.support.portal import FORMS, POWER, code_on, file, number_on, open_form, review
from tests.support.visitor import Visitor


def stored(app: Flask) -> list[Ticket]:
    with app.app_context():
        return list(db.session.scalars(db.select(Ticket).order_by(Ticket.id)))


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_every_form_becomes_a_ticket_with_number_code_and_strip(
    slug: str, app: Flask, visitor: Visitor
) -> None:
    receipt = file(visitor, slug)
    assert receipt.heading == "诉求已提交"
    assert number_on(receipt) == "QY20260310-0001"
    assert len(code_on(receipt)) == 6
    assert "园区企业服务局" in receipt
    assert "已收到，等待受理" in receipt
    assert "当天研判交办" in receipt
    (ticket,) = stored(app)
    assert ticket.body == FORMS[slug]["body"]
    assert ticket.query_code == code_on(receipt)
    assert ticket.language == "zh"


def test_a_power_request_is_stored_under_the_names_of_its_table(app: Flask, visitor: Visitor) -> None:
    file(visitor, "power-capacity", uscc=" 9199 0000 ma0te5t088 ", contact_mobile="+86 138-0013-8000")
    (ticket,) = stored(app)
    assert ticket.form == "power"
    assert ticket.form_data["add_kva"] == "500"
    assert ticket.form_data["total_kva"] == "1130"
    assert ticket.form_data["needed_by"] == "2026-09-01"
    assert ticket.form_data["load_nature"] == ["normal"]
    assert not {"body", "title", "enterprise_name", "lender_name"} & set(ticket.form_data)
    assert (ticket.uscc, ticket.contact_mobile) == ("91990000MA0TE5T088", "13800138000")
    assert (ticket.title, ticket.park) == ("增容 500 kVA（合计 1,130 kVA）", "智能制造产业园")


def test_an_energy_account_is_stored_with_the_factors_it_was_reckoned_with(
    app: Flask, visitor: Visitor
) -> None:
    file(visitor, "energy-list")
    (ticket,) = stored(app)
    newest = ticket.form_data["years"][0]
    assert newest["rows"][0] == {
        "code": "electricity", "unit": "wan_kwh", "bought": "3200", "kgce": "0.1229", "source": "GB/T 2589-2020",
    }  # fmt: skip
    assert (newest["tce_equivalent"], newest["tce_equal_value"]) == ("5528.80", "11276.00")
    assert newest["electricity_factor"] == "0.3025"


def test_the_nature_of_a_request_is_proposed_by_its_type_and_chosen_by_the_enterprise(
    app: Flask, visitor: Visitor
) -> None:
    assert open_form(visitor, "enquiry-praise").value("kind") == "consult"
    assert open_form(visitor, "conduct-inspection").value("kind") == "complaint"
    file(visitor, kind="suggestion", urgency="1", is_publishable="y")
    (ticket,) = stored(app)
    assert (ticket.kind, ticket.urgency, ticket.is_publishable) == (Kind.SUGGESTION, 1, True)


def test_pressing_twice_and_reloading_make_one_ticket(app: Flask, visitor: Visitor) -> None:
    page = review(visitor, "construction-permit")
    first = visitor.submit(page, button="step=submit")
    second = visitor.submit(page, button="step=submit")
    assert number_on(first) == number_on(second)
    assert "先前已经提交" not in second
    assert len(stored(app)) == 1


def test_a_form_sent_again_with_other_words_says_that_they_were_not_taken_in(
    app: Flask, clock: StandingClock, visitor: Visitor
) -> None:
    page = review(visitor, "construction-permit")
    visitor.submit(page, button="step=submit")
    clock.forward(minutes=5)
    again = visitor.submit(page, {"body": "改过的说明"}, button="step=submit")
    assert "先前已经提交" in again
    (ticket,) = stored(app)
    assert ticket.body == FORMS["construction-permit"]["body"]


def test_nobody_reaches_anothers_ticket_by_knowing_the_key_of_the_form(
    app: Flask, visitor: Visitor, new_visitor: Callable[..., Visitor]
) -> None:
    page = review(visitor, "construction-permit")
    mine = visitor.submit(page, button="step=submit")
    other = new_visitor()
    forged = other.submit(
        review(other, "construction-permit"),
        {"submission_key": page.value("submission_key")},
        button="step=submit",
    )
    assert number_on(forged) != number_on(mine)
    assert len(stored(app)) == 2


def test_a_ticket_without_its_token_is_never_made(app: Flask, visitor: Visitor) -> None:
    visitor.send("/requests/power-capacity", {**POWER, "step": "submit"}, status=400)
    assert stored(app) == []


def test_forged_fields_change_nothing_but_what_the_form_asks(app: Flask, visitor: Visitor) -> None:
    page = review(visitor, "construction-permit")
    data = {
        **FORMS["construction-permit"],
        "csrf_token": page.value("csrf_token"),
        "kind": "help",
        "urgency": "0",
    }
    forged = {
        "step": "submit",
        "state": "closed",
        "category": "OM",
        "level": "simple",
        "source": "leader",
        "rating": "5",
    }
    visitor.send(page.path, data | forged)
    (ticket,) = stored(app)
    assert (ticket.state, ticket.category, ticket.level, ticket.source, ticket.rating) == (
        "submitted", "AA", "general", "web", None,
    )  # fmt: skip


def test_a_receipt_is_mailed_to_whoever_gave_an_address(app: Flask, visitor: Visitor) -> None:
    assert "回执和进展会发到 firm@example.com" in file(visitor)
    assert "回执和进展会发到" not in file(visitor, contact_email="")
    with app.app_context():
        assert [mail.recipient for mail in db.session.scalars(db.select(OutboxMail))] == ["firm@example.com"]


def test_the_receipt_names_the_telephone_of_who_has_it_now(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        db.session.add(
            DepartmentRow(code="ES", zh="园区企业服务局", en="ES", short="企服局", phone="0716-8123456")
        )
        db.session.commit()
    assert "园区企业服务局 0716-8123456" in file(visitor)


def test_the_qr_code_leads_to_the_tracking_page_without_the_code(visitor: Visitor) -> None:
    receipt = file(visitor)
    (picture,) = receipt.tree.all("img")
    assert picture.get("src").startswith("data:image/svg+xml")
    assert f"http://localhost/track?number={number_on(receipt)}" in receipt
    assert code_on(receipt) not in "".join(receipt.links)


def test_a_receipt_is_not_kept_by_the_browser_and_not_shown_to_others(
    visitor: Visitor, new_visitor: Callable[..., Visitor]
) -> None:
    receipt = file(visitor)
    assert receipt.response.headers["Cache-Control"] == "no-store"
    for path in (receipt.path, "/receipts/QY20260310-9999"):
        stranger = new_visitor().get(path)
        assert stranger.path == "/track"
        assert stranger.value("number") == path.rsplit("/", 1)[1]


class TestWithFewSubmissionsAllowed:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"rate_submit": "1 per hour"})

    def test_one_address_cannot_flood_the_desk(self, app: Flask, visitor: Visitor) -> None:
        file(visitor)
        page = visitor.submit(review(visitor, "construction-permit"), button="step=submit", status=429)
        assert "操作太频繁" in page
        assert len(stored(app)) == 1
