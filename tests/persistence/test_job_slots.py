"""Slots are claimed once and leases given back, on both databases, also by processes that meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import db, transaction
from service_desk.persistence.leases import (
    claim_slot,
    is_done,
    newest_slot,
    record_done,
    release_lease,
    take_lease,
)
from service_desk.persistence.outbox import KEY_LENGTH, stored_key
from tests.support.databases import bare_application
from tests.support.histories import at

NOW, LONG = at(26), timedelta(seconds=40)


@pytest.mark.every_database
def test_a_slot_is_claimed_once_and_the_rest_of_the_transaction_stands(database: SQLAlchemy) -> None:
    with transaction() as session:
        assert claim_slot(session, "weekly", "2021-W21", NOW)
    with transaction() as session:
        record_done(session, "other", "2021-W21", NOW)
        assert not claim_slot(session, "weekly", "2021-W21", NOW)
    assert is_done(database.session(), "other", "2021-W21")


@pytest.mark.every_database
def test_of_many_that_claim_at_once_one_wins(database: SQLAlchemy, database_url: str) -> None:
    app = bare_application(database_url)

    def claim(_number: int) -> bool:
        with app.app_context(), transaction() as session:
            return claim_slot(session, "weekly", "2021-W21", NOW)

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(claim, range(6)))
    assert sorted(won) == [False] * 5 + [True]
    with app.app_context():
        db.engine.dispose()


def test_a_slot_whose_work_failed_is_free_again(database: SQLAlchemy) -> None:
    def fail() -> None:
        with transaction() as session:
            claim_slot(session, "weekly", "2021-W21", NOW)
            raise ValueError("work")

    with pytest.raises(ValueError, match="work"):
        fail()
    assert not is_done(database.session(), "weekly", "2021-W21")


def test_the_newest_slot_is_the_latest_by_name(database: SQLAlchemy) -> None:
    assert newest_slot(database.session(), "weekly") is None
    for slot in ("2021-W09", "2020-W53", "2021-W10"):
        with transaction() as session:
            claim_slot(session, "weekly", slot, NOW)
    assert newest_slot(database.session(), "weekly") == "2021-W10"


@pytest.mark.every_database
def test_a_lease_given_back_is_free_and_anothers_is_not_given_away(database: SQLAlchemy) -> None:
    with transaction() as session:
        assert take_lease(session, "scheduler", "first", NOW, LONG)
        assert not take_lease(session, "scheduler", "second", NOW, LONG)
        release_lease(session, "scheduler", "second")
        assert not take_lease(session, "scheduler", "second", NOW, LONG)
        release_lease(session, "scheduler", "first")
        assert take_lease(session, "scheduler", "second", NOW, LONG)


def test_a_key_too_long_for_its_column_keeps_its_beginning_and_stays_unique() -> None:
    short, first, second = "x" * KEY_LENGTH, "weekly/" + "a" * 200 + "1", "weekly/" + "a" * 200 + "2"
    assert stored_key(short) == short
    assert len({stored_key(first), stored_key(second)}) == 2
    assert stored_key(first).startswith("weekly/")
    assert len(stored_key(first)) == KEY_LENGTH
