"""Duties held by one process at a time, and work done once per slot."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import IntegrityError, db, transaction
from service_desk.persistence.leases import (
    claim_slot,
    is_done,
    newest_slot,
    record_done,
    release_lease,
    take_lease,
)
from service_desk.persistence.tables import Lease
from tests.usecases.at_once import together
from tests.usecases.deeds import MORNING

pytestmark = pytest.mark.every_database

MINUTE = timedelta(minutes=1)


def take(holder: str, after: timedelta = timedelta(0), name: str = "scheduler") -> bool:
    with transaction() as session:
        return take_lease(session, name, holder, MORNING + after, MINUTE)


def test_a_duty_is_held_by_one_until_its_lease_runs_out(database: SQLAlchemy) -> None:
    assert take("first")
    assert not take("second")
    assert not take("second", MINUTE)
    assert take("second", MINUTE + timedelta(seconds=1))
    assert not take("first", MINUTE + timedelta(seconds=2))


def test_whoever_holds_it_renews_it(database: SQLAlchemy) -> None:
    assert take("first")
    assert take("first", timedelta(seconds=50))
    assert not take("second", timedelta(seconds=100))
    assert db.session.scalars(sa.select(Lease.expires_at)).all() == [MORNING + timedelta(seconds=110)]


def test_duties_are_independent_and_can_be_given_back(database: SQLAlchemy) -> None:
    assert take("first")
    assert take("second", name="mail")
    with transaction() as session:
        release_lease(session, "scheduler", "second")
    assert not take("second")
    with transaction() as session:
        release_lease(session, "scheduler", "first")
    assert take("second")


def test_of_four_who_reach_for_a_duty_at_once_one_has_it(database: SQLAlchemy, database_url: str) -> None:
    taken, failures = together(database_url, [lambda name=name: take(name) for name in "abcd"])  # type: ignore[misc]
    assert (sorted(taken), failures) == ([False, False, False, True], [])


def test_a_slot_is_done_once(database: SQLAlchemy) -> None:
    with transaction() as session:
        assert not is_done(session, "weekly", "2026-W11")
        record_done(session, "weekly", "2026-W11", MORNING)
    assert is_done(db.session(), "weekly", "2026-W11")
    assert not is_done(db.session(), "weekly", "2026-W12")
    db.session.remove()
    with pytest.raises(IntegrityError), transaction() as session:
        record_done(session, "weekly", "2026-W11", MORNING)


def test_a_claimed_slot_is_refused_to_the_next_and_the_newest_is_known(database: SQLAlchemy) -> None:
    for slot, free in (("2026-W11", True), ("2026-W11", False), ("2026-W12", True)):
        with transaction() as session:
            assert claim_slot(session, "weekly", slot, MORNING) is free
    assert newest_slot(db.session(), "weekly") == "2026-W12"
    assert newest_slot(db.session(), "nightly") is None


def test_a_slot_claimed_by_two_at_once_is_claimed_by_one(database: SQLAlchemy, database_url: str) -> None:
    def claim() -> bool:
        with transaction() as session:
            return claim_slot(session, "weekly", "2026-W11", MORNING)

    claimed, failures = together(database_url, [claim, claim])
    assert (sorted(claimed), failures) == ([False, True], [])
