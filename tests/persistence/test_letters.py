"""The outbox as an administrator reads it, the same on every database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence import letters
from service_desk.persistence.database import transaction
from service_desk.persistence.letters import (
    LetterFilter,
    failed_letter_ids,
    letter_counts,
    letter_page,
    oldest_waiting_since,
    wait_again,
)
from service_desk.persistence.outbox import claim_mail, mark_failed, mark_sent, queue_mail
from service_desk.persistence.tables import OutboxMail

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)


def queued(database: SQLAlchemy, key: str, **columns: object) -> int:
    facts = {"notice": "receipt", "recipient": f"{key}@zone.example"} | columns
    with transaction() as session:
        queue_mail(session, key, str(facts.pop("notice")), str(facts.pop("recipient")), NOW)
        row = session.query(OutboxMail).filter_by(key=key).one()
        for name, value in facts.items():
            setattr(row, name, value)
        return row.id


@pytest.mark.every_database
def test_pages_are_turned_by_number_newest_first_in_both_directions(database: SQLAlchemy) -> None:
    a, b, c, d, e = (queued(database, key) for key in "abcde")
    session, everything = database.session(), LetterFilter()

    def numbers(**cursor: int | None) -> tuple[list[int], int | None, int | None]:
        page = letter_page(session, everything, size=2, **cursor)
        return [mail.id for mail in page.letters], page.newer, page.older

    assert numbers() == ([e, d], None, d)
    assert numbers(older_than=d) == ([c, b], c, b)
    assert numbers(older_than=b) == ([a], a, None)
    assert numbers(newer_than=a) == ([c, b], c, b)
    assert numbers(newer_than=c) == ([e, d], None, d)
    assert numbers(older_than=a) == ([], None, None)


@pytest.mark.every_database
def test_letters_are_narrowed_by_status_kind_and_words(database: SQLAlchemy) -> None:
    queued(database, "a", ticket_no="QY20260310-0001", recipient_name="演示联系人")
    queued(database, "b", notice="result", status="failed")
    session = database.session()
    for narrowed, keys in (
        (LetterFilter(status="failed"), "b"),
        (LetterFilter(notice="receipt"), "a"),
        (LetterFilter(words="A@ZONE"), "a"),
        (LetterFilter(words="联系"), "a"),
        (LetterFilter(words="qy20260310-0001"), "a"),
        (LetterFilter(words="%"), ""),
        (LetterFilter(status="sent"), ""),
    ):
        assert "".join(mail.key for mail in letter_page(session, narrowed, size=9).letters) == keys


@pytest.mark.every_database
def test_counts_stop_where_nobody_counts_any_more(
    database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in "abc":
        queued(database, key)
    assert letter_counts(database.session()) == {"waiting": 3, "sent": 0, "failed": 0}
    monkeypatch.setattr(letters, "COUNT_LIMIT", 2)
    assert letter_counts(database.session())["waiting"] == 2


@pytest.mark.every_database
def test_the_longest_wait_is_that_of_a_letter_that_is_due(database: SQLAlchemy) -> None:
    assert oldest_waiting_since(database.session(), NOW) is None
    queued(database, "later", due_at=NOW + timedelta(hours=1))
    assert oldest_waiting_since(database.session(), NOW) is None
    queued(database, "due")
    queued(database, "sent", status="sent", sent_at=NOW, due_at=NOW - timedelta(hours=1))
    assert oldest_waiting_since(database.session(), NOW + timedelta(minutes=5)) == NOW


@pytest.mark.every_database
def test_only_a_letter_given_up_on_waits_again_and_is_then_delivered(database: SQLAlchemy) -> None:
    mail_id = queued(database, "a", attempts=8, status="failed")
    other = queued(database, "b")
    later = NOW + timedelta(hours=3)
    with transaction() as session:
        assert failed_letter_ids(session, 9) == [mail_id]
        assert wait_again(session, mail_id, later)
        assert not wait_again(session, mail_id, later)
        assert not wait_again(session, other, later)
        assert not wait_again(session, 4711, later)
    with transaction() as session:
        claimed = [claim_mail(session, "me", later) for _ in range(3)]
        assert {mail.id for mail in claimed if mail} == {mail_id, other}
    with transaction() as session:
        mark_failed(session, mail_id, "451 later", later)
        assert session.get_one(OutboxMail, mail_id).status == "waiting"


@pytest.mark.every_database
def test_a_letter_that_has_left_forgets_the_link_that_was_in_it(database: SQLAlchemy) -> None:
    mail_id = queued(database, "a", notice="account_link", data={"token": "secret", "login": "li.si"})
    with transaction() as session:
        mark_sent(session, mail_id, NOW)
    assert database.session.get_one(OutboxMail, mail_id).data == {"login": "li.si"}
