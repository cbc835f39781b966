"""Links mailed to a ticket's contact: only to him, not to be guessed, ended by time or taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail, TicketLink
from service_desk.persistence.ticket_links import forget_ticket_links
from service_desk.usecases.enterprise.ticket_links import (
    LASTS,
    mail_ticket_link,
    opened_by_link,
    revoke_ticket_links,
)
from tests.usecases.office import Office

ADDRESS = "firm@example.com"


def links_mailed() -> list[str]:
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.notice == "tracking_link"))
    return [str(letter.data["token"]) for letter in letters]


@pytest.fixture
def number(office: Office) -> str:
    return office.bring(Action.SUBMIT, contact_email=ADDRESS)


def test_a_link_goes_to_the_contact_and_opens_the_ticket_and_its_token_is_kept_nowhere_else(
    office: Office, number: str
) -> None:
    mail_ticket_link(f" {number.lower()} ", " FIRM@example.com", office.now)
    (token,) = links_mailed()
    assert opened_by_link(db.session(), token, office.now).ticket.ticket_no == number
    assert token not in {link.token_hash for link in db.session.scalars(select(TicketLink))}


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("QY20200101-0001", ADDRESS),
        ("nonsense", ADDRESS),
        ("", ""),
        ("same", "stranger@example.com"),
        ("same", ""),
    ],
)
def test_what_does_not_fit_mails_nothing_and_costs_a_row_that_opens_nothing(
    office: Office, number: str, typed: str, address: str
) -> None:
    mail_ticket_link(number if typed == "same" else typed, address, office.now)
    assert links_mailed() == []
    (row,) = db.session.scalars(select(TicketLink))
    assert row.ticket_id is None


def test_a_ticket_without_an_address_is_never_written_to(office: Office) -> None:
    mail_ticket_link(office.bring(Action.SUBMIT, contact_email=None), "", office.now)
    assert links_mailed() == []


def test_a_link_ends_after_thirty_days(office: Office, number: str) -> None:
    mail_ticket_link(number, ADDRESS, office.now)
    (token,) = links_mailed()
    opened_by_link(db.session(), token, office.now + LASTS - timedelta(minutes=1))
    with pytest.raises(NotPossible):
        opened_by_link(db.session(), token, office.now + LASTS)


def test_links_are_taken_back_all_at_once_by_whoever_holds_the_ticket(office: Office, number: str) -> None:
    for _ in range(2):
        mail_ticket_link(number, ADDRESS, office.now)
    with pytest.raises(NotFound):
        revoke_ticket_links(number, guest("路人"), office.now)
    assert revoke_ticket_links(number, guest("王经理", number), office.now) == 2
    for token in links_mailed():
        with pytest.raises(NotPossible):
            opened_by_link(db.session(), token, office.now)


def test_ended_links_are_forgotten(office: Office, number: str) -> None:
    mail_ticket_link(number, ADDRESS, office.now)
    mail_ticket_link("nonsense", ADDRESS, office.now)
    forget_ticket_links(db.session(), office.now + timedelta(days=1))
    assert db.session.scalar(select(func.count()).select_from(TicketLink)) == 1
