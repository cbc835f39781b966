"""Letters in the outbox: who is written to, in which language, and each letter once."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.notices import Audience
from service_desk.domain.requests import Source
from service_desk.domain.roles import Role
from service_desk.domain.transitions import find_transition
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import DepartmentRow, OutboxMail
from tests.usecases.deeds import DEEDS, DISPATCHED, FIRM_MAIL, MAILBOXES, MORNING, REQUEST, WORKING
from tests.usecases.office import Office

LEADER_MAIL = "leader@zone.example"
SILENT = {Action.UNDO}
"""A dispatch whose letters could be recalled is told to nobody (see test_transfer_and_undo)."""


def mailbox(audience: Audience, lead: str | None) -> str:
    """Return where a letter to an audience should go, by the plain rule: without a lead the coordinator reads it."""
    return {
        Audience.ENTERPRISE: FIRM_MAIL,
        Audience.LEAD_DEPARTMENT: MAILBOXES[lead or "ES"],
        Audience.COORDINATOR: MAILBOXES["ES"],
        Audience.CO_DEPARTMENTS: MAILBOXES["CB"],
        Audience.NAMED_DEPARTMENT: MAILBOXES["LE"],
        Audience.LEADERS: LEADER_MAIL,
    }[audience]


@pytest.fixture
def leader(office: Office) -> None:
    with transaction() as session:
        user = User(login="leader", display_name="演示-区领导", email=LEADER_MAIL, created_at=office.now)
        user.hold({Role.LEADER})
        session.add(user)


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize(
    "action", [each for each in DEEDS if each not in SILENT], ids=lambda action: action.value
)
def test_each_act_writes_to_exactly_the_audiences_of_its_row(office: Office, action: Action) -> None:
    number = office.before(action)
    before = office.ticket(number)
    row = find_transition(before.state_now, action)
    office.act(action, number)
    assert row is not None
    lead = office.ticket(number).lead_department
    assert office.letters(number) == [
        (notice.value, mailbox(audience, lead)) for notice, audience in row.notices
    ]


def test_a_letter_carries_what_its_composer_needs(office: Office) -> None:
    number = office.submit(replace(REQUEST, language="en"))
    mail = db.session.scalars(sa.select(OutboxMail)).one()
    assert (mail.recipient_name, mail.language, mail.ticket_no) == ("演示联系人", "en", number)
    assert mail.data == {"seq": 1, "audience": "enterprise"}
    assert mail.key == f"receipt/{number}/1/{FIRM_MAIL}"
    assert (mail.status, mail.attempts, mail.due_at, mail.sent_at) == ("waiting", 0, office.now, None)


def test_departments_are_written_to_in_chinese_whatever_the_enterprise_speaks(office: Office) -> None:
    number = office.bring(*DISPATCHED, language="en")
    office.act(Action.ADD_FACTS, number)
    languages = {mail.recipient: mail.language for mail in db.session.scalars(sa.select(OutboxMail))}
    assert languages == {FIRM_MAIL: "en", MAILBOXES["PW"]: "zh", MAILBOXES["CB"]: "zh"}


def test_a_firm_without_a_contacts_name_is_addressed_by_its_own(office: Office) -> None:
    mails = sa.select(OutboxMail.recipient_name)
    office.bring(Action.RECORD_ON_SITE, source=Source.VISIT, contact_name=None)
    assert db.session.scalars(mails).all() == [REQUEST.enterprise_name]


def test_a_letter_of_the_same_key_is_queued_once(office: Office) -> None:
    with transaction() as session:
        assert queue_mail(session, "k", "receipt", FIRM_MAIL, MORNING)
        assert not queue_mail(session, "k", "receipt", FIRM_MAIL, MORNING)
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) == 1


@pytest.mark.every_database
def test_the_longest_addresses_and_names_stop_no_act(database: SQLAlchemy) -> None:
    office = Office()
    longest = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 61}"
    with transaction() as session:
        department = session.get_one(DepartmentRow, "PW")
        department.mailbox, department.zh = longest[1:], "局" * 60
    officer = replace(DEEDS[Action.SIGN].person, name="名" * 80)
    number = office.bring(*DISPATCHED, contact_email=longest, enterprise_name="企" * 100)
    office.act(Action.SIGN, number, by=officer)
    assert office.letters(number) == [("signed", longest)]
    assert office.ticket(number).owner_name == "名" * 80


def test_no_two_letters_of_a_long_life_share_a_key(office: Office) -> None:
    number = office.bring(
        *WORKING, Action.PROGRESS, Action.PROGRESS, Action.ASK_ENTERPRISE, Action.SUPPLEMENT
    )
    keys = db.session.scalars(sa.select(OutboxMail.key).where(OutboxMail.ticket_no == number)).all()
    assert len(keys) == len(set(keys)) == 8
