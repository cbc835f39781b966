"""Sending queues one letter per recipient and ISO week, catches up after downtime and starts no earlier than Monday."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.refusals import NotPossible
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import transaction
from service_desk.persistence.leases import claim_slot
from service_desk.persistence.outbox import KEY_LENGTH
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.reporting.send_weekly_report import (
    JOB,
    due_weeks,
    send_due_reports,
    send_weekly_report,
)
from tests.support import acted_out
from tests.support.histories import at

WEEK = Week(2021, 21)
MONDAY = at(31, 8, 30)


def weekly_letters(database: SQLAlchemy) -> list[OutboxMail]:
    query = database.select(OutboxMail).where(OutboxMail.notice.startswith("weekly")).order_by(OutboxMail.id)
    return list(database.session.scalars(query))


@pytest.fixture
def readers(database: SQLAlchemy) -> None:
    acted_out.add_leader("演示-区领导", "leader@example.com", at(1))
    acted_out.add_leader("demo-leader", "leader2@example.com", at(1), language="en")
    acted_out.add_leader("没有邮箱", None, at(1))
    acted_out.add_department("PW", "pw@example.com", "供电局")
    acted_out.add_department("CB", None)
    acted_out.add_department("WT", "wt@example.com", is_active=False)


@pytest.mark.every_database
@pytest.mark.usefixtures("readers")
def test_each_leader_and_each_mailbox_gets_one_letter(database: SQLAlchemy) -> None:
    acted_out.at_work(at(25))
    assert send_due_reports(MONDAY) == {WEEK: 3}
    letters = weekly_letters(database)
    assert [(each.recipient, each.notice, each.language, each.key) for each in letters] == [
        ("leader@example.com", "weekly_zone", "zh", "weekly/2021-W21/zone/leader@example.com"),
        ("leader2@example.com", "weekly_zone", "en", "weekly/2021-W21/zone/leader2@example.com"),
        ("pw@example.com", "weekly_department", "zh", "weekly/2021-W21/PW/pw@example.com"),
    ]
    assert letters[2].data == {"week": "2021-W21", "scope": "PW"}
    assert letters[2].recipient_name == "供电局"


@pytest.mark.every_database
@pytest.mark.usefixtures("readers")
def test_a_week_is_sent_once_however_often_it_is_asked_for(database: SQLAlchemy) -> None:
    acted_out.at_work(at(25))
    assert send_due_reports(MONDAY) == {WEEK: 3}
    assert send_due_reports(MONDAY + timedelta(hours=1)) == {}
    assert send_weekly_report(WEEK, MONDAY) == 0
    assert len(weekly_letters(database)) == 3


@pytest.mark.usefixtures("readers")
def test_even_with_its_slot_lost_a_letter_is_not_queued_twice(database: SQLAlchemy) -> None:
    acted_out.at_work(at(25))
    send_due_reports(MONDAY)
    database.session.execute(database.text("delete from job_run"))
    database.session.commit()
    assert send_weekly_report(WEEK, MONDAY) == 0
    assert len(weekly_letters(database)) == 3


def test_a_report_that_is_not_frozen_is_not_sent(database: SQLAlchemy) -> None:
    with pytest.raises(NotPossible, match="没有定稿"):
        send_weekly_report(WEEK, MONDAY)


def test_nothing_is_due_before_half_past_eight_on_monday(database: SQLAlchemy) -> None:
    acted_out.submitted(at(25))
    assert due_weeks(MONDAY - timedelta(seconds=1)) == []
    assert due_weeks(MONDAY) == [WEEK]


def test_nothing_is_due_in_a_zone_without_tickets(database: SQLAlchemy) -> None:
    assert due_weeks(MONDAY) == []
    acted_out.submitted(MONDAY)
    assert due_weeks(MONDAY) == []


def test_a_desk_that_never_sent_one_begins_with_the_last_week(database: SQLAlchemy) -> None:
    acted_out.submitted(at(3))
    assert due_weeks(MONDAY) == [WEEK]


def sent_before(week: Week) -> None:
    with transaction() as session:
        claim_slot(session, JOB, str(week), at(3))


def test_after_downtime_the_missed_weeks_follow_oldest_first(database: SQLAlchemy) -> None:
    acted_out.submitted(at(3))
    sent_before(Week(2021, 18))
    assert due_weeks(MONDAY) == [Week(2021, 19), Week(2021, 20), WEEK]


def test_after_long_downtime_four_weeks_are_caught_up(database: SQLAlchemy) -> None:
    acted_out.submitted(at(1, month=2))
    sent_before(Week(2021, 9))
    assert due_weeks(MONDAY) == [Week(2021, n) for n in (18, 19, 20, 21)]


def test_catching_up_crosses_the_year(database: SQLAlchemy) -> None:
    acted_out.submitted(at(1, month=12, year=2020))
    sent_before(Week(2020, 52))
    assert due_weeks(at(11, 9, month=1)) == [Week(2020, 53), Week(2021, 1)]


@pytest.mark.usefixtures("readers")
def test_catching_up_sends_each_missed_week_once(database: SQLAlchemy) -> None:
    acted_out.at_work(at(10))
    sent_before(Week(2021, 19))
    assert send_due_reports(MONDAY) == {Week(2021, 20): 3, WEEK: 3}
    assert send_due_reports(MONDAY) == {}


@pytest.mark.usefixtures("readers")
def test_a_department_unknown_when_the_week_was_frozen_gets_no_letter(database: SQLAlchemy) -> None:
    acted_out.at_work(at(25))
    compile_weekly_report(WEEK, MONDAY)
    acted_out.add_department("XX", "xx@example.com")
    send_weekly_report(WEEK, MONDAY)
    assert "xx@example.com" not in [each.recipient for each in weekly_letters(database)]


@pytest.mark.every_database
def test_a_very_long_address_gets_its_letter_too(database: SQLAlchemy) -> None:
    addresses = ["a" * 60 + "@" + ("b" * 60 + ".") * 2 + ending for ending in ("cn", "com")]
    for place, address in enumerate(addresses):
        acted_out.add_leader(f"leader-{place}", address, at(1))
    acted_out.submitted(at(25))
    assert send_due_reports(MONDAY) == {WEEK: 2}
    assert [each.recipient for each in weekly_letters(database)] == addresses
    assert all(len(each.key) <= KEY_LENGTH for each in weekly_letters(database))
