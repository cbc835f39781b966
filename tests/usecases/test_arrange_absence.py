"""Somebody is away and a colleague stands in: who arranges it, what is refused, what it means while it lasts, how it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.events import STANDS_IN_FOR
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Refusal
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.tables import AbsenceRow, OutboxMail
from service_desk.usecases.accounts.manage_account import deactivate_user
from service_desk.usecases.delivery.letter import StandInFacts
from service_desk.usecases.delivery.read_letter import read_letter
from service_desk.usecases.handling.arrange_absence import arrange_absence, cancel_absence
from service_desk.usecases.handling.assign_handler import HandlerAwayError, assign_handler, assign_handlers
from service_desk.usecases.reading.colleagues import told_colleagues
from service_desk.usecases.reading.queues import view_queue
from service_desk.usecases.supervision.issue_sheets import issue_due_sheets
from tests.usecases.colleagues import one_more
from tests.usecases.deeds import DISPATCHER, HANDLER, HEAD, HELPER, MAILBOXES, MORNING, WORKING
from tests.usecases.office import Office

A = Action
TODAY = MORNING.date()
TOMORROW = TODAY + timedelta(days=1)


def arrange(office: Office, by: Actor = HANDLER, **different: Any) -> AbsenceRow:
    given: dict[str, Any] = {
        "user_id": HANDLER.user_id, "substitute_id": HEAD.user_id, "from_on": TODAY, "until_on": TOMORROW,
    }  # fmt: skip
    return arrange_absence(by, office.now, **{**given, **different})


def mine(office: Office) -> str:
    """Return a ticket whose handler is HANDLER."""
    number = office.bring(*WORKING)
    office.act(A.ASSIGN, number)
    assert office.ticket(number).owner_id == HANDLER.user_id, "whoever signs, handles"
    return number


def tab_keys(office: Office, actor: Actor) -> dict[str, int]:
    view = view_queue(db.session(), actor, office.now)
    return {tab.key: view.counts[tab.key] for tab in view.tabs if tab.key in view.counts}


@pytest.mark.every_database
def test_the_substitute_sees_the_absent_ones_tickets_until_the_last_day_has_passed(
    database: SQLAlchemy,
) -> None:
    office = Office()
    mine(office)
    office.act(A.ASSIGN, office.bring(*WORKING), user_id=HEAD.user_id)
    arrange(office)
    assert tab_keys(office, HEAD)["stand-in"] == 1
    view = view_queue(db.session(), HEAD, office.now, "stand-in")
    assert [ticket.owner_id for ticket in view.page.tickets] == [HANDLER.user_id]
    assert "stand-in" not in tab_keys(office, HANDLER)
    office.now += timedelta(days=1)
    assert "stand-in" in tab_keys(office, HEAD)
    office.now += timedelta(days=1)
    assert "stand-in" not in tab_keys(office, HEAD)


def test_an_absence_to_come_changes_nothing_yet(office: Office) -> None:
    number = mine(office)
    arrange(office, from_on=TOMORROW)
    assert "stand-in" not in tab_keys(office, HEAD)
    office.act(A.PROGRESS, number, by=HEAD)
    assert STANDS_IN_FOR not in office.last(number).data


@pytest.mark.every_database
def test_what_the_substitute_does_is_his_own_and_says_for_whom(database: SQLAlchemy) -> None:
    office = Office()
    number = mine(office)
    arrange(office)
    office.act(A.PROGRESS, number, by=HEAD)
    event = office.last(number)
    assert (event.actor_name, event.data[STANDS_IN_FOR]) == (HEAD.name, HANDLER.name)
    assert broken_link(db.session(), office.ticket(number)) is None
    office.act(A.PROGRESS, number, by=HANDLER)
    assert STANDS_IN_FOR not in office.last(number).data
    office.act(A.NOTE, number, by=DISPATCHER)
    assert STANDS_IN_FOR not in office.last(number).data
    own = office.bring(*WORKING)
    office.act(A.ASSIGN, own, user_id=HEAD.user_id)
    office.act(A.PROGRESS, own, by=HEAD)
    assert STANDS_IN_FOR not in office.last(own).data


def test_assigning_to_somebody_away_names_the_substitute_and_is_done_only_when_wanted_all_the_same(
    office: Office,
) -> None:
    number = office.bring(*WORKING)
    arrange(office)
    version = office.ticket(number).version
    for deed in (
        lambda: assign_handler(number, HEAD, office.now, user_id=11),
        lambda: assign_handlers({number: version}, HEAD, office.now, user_id=11),
    ):
        with pytest.raises(HandlerAwayError) as refused:
            deed()
        assert refused.value.substitute_id == HEAD.user_id
        assert "到3月11日不在岗，由演示-负责人代班" in refused.value.problems["user_id"].zh
    assert office.ticket(number).version == version
    assign_handler(number, HEAD, office.now, user_id=11, despite_absence=True)
    assert office.ticket(number).owner_id == 11
    told = dict(told_colleagues(db.session(), "PW", office.now))
    assert "不在岗，演示-负责人代班" in str(told[11])
    assert told[12] == HEAD.name


@pytest.mark.every_database
def test_letters_about_the_absent_ones_tickets_go_to_both(database: SQLAlchemy) -> None:
    office = Office()
    stand_in = one_more(office, 13, "演示-同事")
    with transaction() as session:
        session.get_one(User, 11).email = "p11@zone.example"
    number = mine(office)
    office.act(A.URGE, number)
    assert [to for _notice, to in office.letters(number)] == ["pw@zone.example"]
    arrange(office, substitute_id=stand_in.user_id)
    office.now += timedelta(hours=9)
    office.act(A.INSTRUCT, number)
    assert {to for notice, to in office.letters(number) if notice == Notice.INSTRUCTED} == {
        "pw@zone.example", "p11@zone.example", "p13@zone.example",
    }  # fmt: skip


def test_due_sheets_of_a_round_go_to_both_with_only_the_absent_ones_tickets(office: Office) -> None:
    stand_in = one_more(office, 13, "演示-同事")
    number = mine(office)
    other = office.bring(*WORKING)
    assign_handler(other, HEAD, office.now, user_id=HEAD.user_id or 0)
    arrange(office, substitute_id=stand_in.user_id, until_on=TODAY + timedelta(days=20))
    assert issue_due_sheets(office.now + timedelta(days=6)) == {"PW": 2}
    letters = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == Notice.SHEETS.value)).all()
    sheets = {mail.recipient: {row["ticket_no"] for row in mail.data["sheets"]} for mail in letters}
    assert sheets["pw@zone.example"] == {number, other}
    assert sheets["p13@zone.example"] == {number}


@pytest.mark.parametrize("by", [HANDLER, HEAD])
def test_the_person_and_the_head_arrange_and_cancel(office: Office, by: Actor) -> None:
    row = arrange(office, by=by, reason="  休假 ")
    assert (row.made_by, row.reason) == (by.name, "休假")
    gone = cancel_absence(row.id, by, office.now)
    assert gone.cancelled_by == by.name
    assert "stand-in" not in tab_keys(office, HEAD)
    with pytest.raises(NotPossible):
        cancel_absence(row.id, by, office.now)
    arrange(office, by=by)


def test_others_arrange_and_cancel_nothing(office: Office) -> None:
    colleague = one_more(office, 13, "演示-同事")
    for stranger in (colleague, HELPER, DISPATCHER):
        with pytest.raises(NotEntitled):
            arrange(office, by=stranger, substitute_id=13)
    row = arrange(office)
    for stranger, refusal in ((colleague, NotEntitled), (HELPER, NotFound)):
        with pytest.raises(refusal):
            cancel_absence(row.id, stranger, office.now)


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"substitute_id": 11}, "substitute_id"), ({"substitute_id": 21}, "substitute_id"),
        ({"substitute_id": 999}, "substitute_id"), ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"from_on": None}, "from_on"), ({"until_on": None}, "until_on"), ({"until_on": date(2026, 3, 9)}, "until_on"),
        ({"reason": "长" * 101}, "reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_arranged_is_told_beside_its_field(
    office: Office, different: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        arrange(office, **different)
    assert field in refused.value.problems
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AbsenceRow)) == 0


def test_overlaps_and_chains_are_refused(office: Office) -> None:
    third = one_more(office, 13, "演示-同事")
    arrange(office)
    clashes: tuple[dict[str, Any], ...] = (
        {"by": HEAD, "from_on": TOMORROW, "until_on": TOMORROW, "substitute_id": 13},
        {"by": third, "user_id": 13, "substitute_id": 11},
        {"by": HEAD, "user_id": 12, "substitute_id": 13},
    )
    for clash in clashes:
        with pytest.raises(Refusal):
            arrange(office, **clash)
    arrange(office, by=third, user_id=13)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AbsenceRow)) == 2


def test_a_substitute_whose_account_is_closed_stands_in_no_longer(office: Office) -> None:
    number = mine(office)
    one_more(office, 13, "演示-同事")
    arrange(office, substitute_id=13)
    with transaction() as session:
        session.get_one(User, 13).active = False
    assign_handler(number, HEAD, office.now, user_id=11)
    assert dict(told_colleagues(db.session(), "PW", office.now))[11] == HANDLER.name


def close(office: Office, number: int) -> None:
    deactivate_user(number, by=SYSTEM, now=office.now)


def gone_letters() -> list[OutboxMail]:
    letters = sa.select(OutboxMail).where(OutboxMail.notice == Notice.SUBSTITUTE_GONE).order_by(OutboxMail.id)
    return list(db.session.scalars(letters))


@pytest.mark.every_database
def test_closing_a_substitutes_account_is_told_to_whom_he_stood_in_for_and_to_the_head(
    database: SQLAlchemy,
) -> None:
    office = Office()
    one_more(office, 13, "演示-同事")
    with transaction() as session:
        session.get_one(User, 11).email = "p11@zone.example"
        head = session.get_one(User, 12)
        head.email, head.language = "p12@zone.example", "en"
    arrange(office, substitute_id=13)
    close(office, 13)
    assert [(mail.recipient, mail.language) for mail in gone_letters()] == [
        ("p11@zone.example", "zh"), ("p12@zone.example", "en"),
    ]  # fmt: skip
    letter = read_letter(db.session(), gone_letters()[0].id)
    assert letter.stand_in == StandInFacts(HANDLER.name, "演示-同事", TODAY, TOMORROW)


def test_an_absence_to_come_is_told_as_well_and_an_ended_or_cancelled_one_is_not(office: Office) -> None:
    one_more(office, 13, "演示-同事")
    arrange(office, substitute_id=13)
    office.now += timedelta(days=2)
    cancelled = arrange(office, substitute_id=13, from_on=office.now.date(), until_on=office.now.date())
    cancel_absence(cancelled.id, HANDLER, office.now)
    later = office.now.date() + timedelta(days=3)
    arrange(office, substitute_id=13, from_on=later, until_on=later)
    close(office, 13)
    assert [mail.data["from_on"] for mail in gone_letters()] == [later.isoformat()]


def test_without_an_address_or_a_head_the_departments_mailbox_is_told_once(office: Office) -> None:
    arrange(office)
    close(office, 12)
    assert [mail.recipient for mail in gone_letters()] == [MAILBOXES["PW"]]


def test_closing_the_account_of_somebody_who_stands_in_for_nobody_writes_no_letter(office: Office) -> None:
    arrange(office)
    close(office, 11)
    assert gone_letters() == []
