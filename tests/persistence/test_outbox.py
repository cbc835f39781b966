"""The outbox: each letter queued once, claimed by one, tried again with patience, given to a person in the end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import db, transaction
from service_desk.persistence.outbox import CLAIM_FOR, claim_mail, mark_failed, mark_sent, queue_mail
from service_desk.persistence.tables import OutboxMail
from tests.usecases.at_once import together
from tests.usecases.deeds import FIRM_MAIL, MORNING

pytestmark = pytest.mark.every_database


def queue(*keys: str, at: datetime = MORNING) -> list[bool]:
    with transaction() as session:
        return [queue_mail(session, key, "receipt", FIRM_MAIL, at) for key in keys]


def claim(at: datetime = MORNING, holder: str = "me") -> str | None:
    with transaction() as session:
        mail = claim_mail(session, holder, at)
        return mail.key if mail else None


def letter(key: str) -> OutboxMail:
    db.session.rollback()
    return db.session.scalars(sa.select(OutboxMail).where(OutboxMail.key == key)).one()


def test_a_key_is_queued_once(database: SQLAlchemy) -> None:
    assert queue("a", "b", "a") == [True, True, False]
    assert queue("b") == [False]


def test_two_addresses_too_long_to_be_told_apart_at_a_glance_are_two_letters(database: SQLAlchemy) -> None:
    long = "receipt/QY20260310-0001/1/" + "a" * 200
    assert queue(long + "b", long + "c", long + "b") == [True, True, False]


def test_letters_are_claimed_oldest_first_and_by_one(database: SQLAlchemy) -> None:
    queue("later", at=MORNING + timedelta(minutes=1))
    queue("a", "b")
    moment = MORNING + timedelta(minutes=2)
    assert [claim(moment) for _ in range(4)] == ["a", "b", "later", None]
    assert (letter("a").claimed_by, letter("a").attempts) == ("me", 1)


def test_a_letter_is_not_claimed_before_it_is_due(database: SQLAlchemy) -> None:
    queue("a", at=MORNING + timedelta(minutes=1))
    assert claim() is None


def test_what_a_killed_process_held_is_free_again_after_five_minutes(database: SQLAlchemy) -> None:
    queue("a")
    assert claim(holder="killed") == "a"
    assert claim(MORNING + CLAIM_FOR, holder="next") is None
    assert claim(MORNING + CLAIM_FOR + timedelta(seconds=1), holder="next") == "a"
    assert (letter("a").claimed_by, letter("a").attempts) == ("next", 2)


def test_four_who_deliver_at_once_never_hold_the_same_letter(database: SQLAlchemy, database_url: str) -> None:
    keys = [f"k{n}" for n in range(12)]
    queue(*keys)
    claimed, failures = together(database_url, [lambda: [claim() for _ in range(3)]] * 4)
    assert failures == []
    held = [key for mine in claimed for key in mine if key is not None]
    assert len(held) == len(set(held))
    rest = iter(claim, None)
    assert sorted([*held, *rest]) == sorted(keys)


def test_a_sent_letter_has_left_and_keeps_no_secret(database: SQLAlchemy) -> None:
    with transaction() as session:
        queue_mail(
            session, "link", "account_link", FIRM_MAIL, MORNING, data={"token": "secret", "purpose": "invite"}
        )
    claim()
    with transaction() as session:
        mark_sent(session, letter("link").id, MORNING)
    sent = letter("link")
    assert (sent.status, sent.sent_at, sent.claimed_until) == ("sent", MORNING, None)
    assert sent.data == {"purpose": "invite"}
    assert claim(MORNING + timedelta(days=1)) is None


def test_a_failed_letter_waits_twice_as_long_each_time_and_then_for_a_person(database: SQLAlchemy) -> None:
    queue("a")
    moment, waits = MORNING, []
    for _ in range(7):
        assert claim(moment) == "a"
        with transaction() as session:
            mark_failed(session, letter("a").id, "451 try later " + "x" * 600, moment)
        waits.append(letter("a").due_at - moment)
        assert claim(letter("a").due_at - timedelta(seconds=1)) is None
        moment = letter("a").due_at
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 64)]
    assert claim(moment) == "a"
    with transaction() as session:
        mark_failed(session, letter("a").id, "550 no such user", moment)
    assert (letter("a").status, letter("a").error, letter("a").attempts) == ("failed", "550 no such user", 8)
    assert claim(moment + timedelta(days=30)) is None


def test_a_long_error_is_cut_and_a_letter_that_leaves_at_last_forgets_it(database: SQLAlchemy) -> None:
    queue("a")
    claim()
    with transaction() as session:
        mark_failed(session, letter("a").id, "x" * 600, MORNING)
    assert letter("a").error == "x" * 500
    claim(MORNING + timedelta(hours=1))
    with transaction() as session:
        mark_sent(session, letter("a").id, MORNING + timedelta(hours=1))
    assert (letter("a").status, letter("a").error) == ("sent", None)
