"""Delivery: every letter leaves, failures wait longer each time, a closed post office costs nobody else an attempt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.notices import Notice
from service_desk.persistence.database import transaction
from service_desk.persistence.outbox import CLAIM_FOR, MAX_ATTEMPTS, claim_mail, queue_mail
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.delivery.deliver_mail import PostOfficeClosedError, deliver_mail
from service_desk.usecases.delivery.letter import Letter
from tests.support.application import StandingClock
from tests.support.histories import at


class Postman:
    """Words letters in the plainest way and carries them nowhere; refuses while told to."""

    def __init__(self) -> None:
        self.carried: list[str] = []
        self.refuses: Callable[[str], Exception | None] = lambda recipient: None

    def compose(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["To"] = letter.recipient
        return message

    def send(self, message: EmailMessage) -> None:
        refusal = self.refuses(str(message["To"]))
        if refusal is not None:
            raise refusal
        self.carried.append(str(message["To"]))


@pytest.fixture
def standing() -> StandingClock:
    return StandingClock(at(26))


@pytest.fixture
def postman() -> Postman:
    return Postman()


def queue(*recipients: str, now: datetime | None = None) -> None:
    with transaction() as session:
        for recipient in recipients:
            data = {"purpose": "invite", "token": "t", "login": "demo", "expires_at": at(28).isoformat()}
            queue_mail(session, recipient, Notice.ACCOUNT_LINK, recipient, now or at(26), data=data)


def stored(database: SQLAlchemy, key: str) -> OutboxMail:
    database.session.rollback()
    return database.session.query(OutboxMail).filter_by(key=key).one()


@pytest.mark.every_database
def test_letters_leave_oldest_first_and_once(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("b@example.com", now=at(25))
    queue("a@example.com", now=at(24))
    done = deliver_mail(postman.compose, postman.send, "me", standing)
    assert (done.sent, done.failures) == (2, [])
    assert postman.carried == ["a@example.com", "b@example.com"]
    assert deliver_mail(postman.compose, postman.send, "me", standing).sent == 0
    sent = stored(database, "a@example.com")
    assert (sent.status, sent.sent_at, sent.attempts) == ("sent", at(26), 1)
    assert "token" not in sent.data


def test_a_run_ends_at_its_limit(database: SQLAlchemy, postman: Postman, standing: StandingClock) -> None:
    queue("a@example.com", "b@example.com", "c@example.com")
    assert deliver_mail(postman.compose, postman.send, "me", standing, limit=2).sent == 2
    assert deliver_mail(postman.compose, postman.send, "me", standing, limit=2).sent == 1


def test_one_letter_that_fails_does_not_hold_up_the_others(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("bad@example.com", "good@example.com")
    postman.refuses = lambda recipient: ValueError("no such address") if "bad" in recipient else None
    done = deliver_mail(postman.compose, postman.send, "me", standing)
    assert (done.sent, done.failures) == (1, [("bad@example.com", "ValueError: no such address")])
    failed = stored(database, "bad@example.com")
    assert (failed.status, failed.error) == ("waiting", "ValueError: no such address")
    assert failed.due_at == at(26) + timedelta(minutes=1)


def test_a_letter_is_tried_eight_times_ever_more_slowly_and_then_given_up(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("bad@example.com")
    postman.refuses = lambda recipient: ValueError("no")
    waits = []
    for _ in range(MAX_ATTEMPTS):
        assert len(deliver_mail(postman.compose, postman.send, "me", standing).failures) == 1
        waits.append((stored(database, "bad@example.com").due_at - standing()) // timedelta(minutes=1))
        assert deliver_mail(postman.compose, postman.send, "me", standing).failures == []
        standing.forward(hours=3)
    assert waits[:-1] == [1, 2, 4, 8, 16, 32, 64]
    assert stored(database, "bad@example.com").status == "failed"
    assert deliver_mail(postman.compose, postman.send, "me", standing).failures == []


def test_a_closed_post_office_ends_the_run_and_costs_the_others_no_attempt(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("a@example.com", "b@example.com")
    postman.refuses = lambda recipient: PostOfficeClosedError("mail.example.com:587: refused")
    done = deliver_mail(postman.compose, postman.send, "me", standing)
    assert len(done.failures) == 1
    assert (stored(database, "a@example.com").attempts, stored(database, "b@example.com").attempts) == (1, 0)


def test_what_cannot_be_worded_fails_like_what_cannot_be_sent(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    with transaction() as session:
        queue_mail(session, "empty", Notice.ACCOUNT_LINK, "a@example.com", at(26))
    done = deliver_mail(postman.compose, postman.send, "me", standing)
    assert done.failures[0][1].startswith("NothingToTellError: ")
    assert stored(database, "empty").error is not None


@pytest.mark.every_database
def test_a_letter_claimed_by_a_process_that_died_is_sent_by_the_next_when_the_claim_lapses(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("a@example.com")
    with transaction() as session:
        assert claim_mail(session, "dead", standing()) is not None
    assert deliver_mail(postman.compose, postman.send, "me", standing).sent == 0
    standing.moment += CLAIM_FOR + timedelta(seconds=1)
    assert deliver_mail(postman.compose, postman.send, "me", standing).sent == 1


def test_the_database_is_let_go_while_a_letter_is_on_its_way(
    database: SQLAlchemy, postman: Postman, standing: StandingClock
) -> None:
    queue("a@example.com")
    busy: list[bool] = []

    def compose(letter: Letter) -> EmailMessage:
        busy.append(database.session().in_transaction())
        return postman.compose(letter)

    deliver_mail(compose, postman.send, "me", standing)
    assert busy == [False]
