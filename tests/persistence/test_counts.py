"""The kept counts of the queues: moved by each act, never counted again, and equal to a count afresh."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.persistence.database import IntegrityError, db, transaction
from service_desk.persistence.tickets import count_in_queue, kept_counts, recorded_counts
from tests.usecases.at_once import together
from tests.usecases.deeds import ACCEPTED, CLOSED, DISPATCHED, WORKING
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database


def kept(department: str | None = None) -> dict[str, int]:
    return {state: n for state, n in kept_counts(db.session(), department).items() if n}


def test_tickets_are_counted_where_they_lie_and_co_tasks_beside_them(database: SQLAlchemy) -> None:
    office = Office()
    for path in ((Action.SUBMIT,), ACCEPTED, DISPATCHED, WORKING, CLOSED):
        office.bring(*path)
    assert kept("ES") == {"submitted": 1, "accepted": 1}
    assert kept("PW") == {"dispatched": 1, "in_progress": 1, "closed": 1}
    assert kept("CB") == {"co_task": 2}
    assert kept() == {
        "submitted": 1, "accepted": 1, "dispatched": 1, "in_progress": 1, "closed": 1, "co_task": 2,
    }  # fmt: skip
    assert recorded_counts(db.session()) == {
        ("ES", "submitted"): 1, ("ES", "accepted"): 1, ("PW", "dispatched"): 1, ("PW", "in_progress"): 1,
        ("PW", "closed"): 1, ("CB", "co_task"): 2,
    }  # fmt: skip


def test_a_ticket_that_goes_back_is_counted_where_it_went(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*DISPATCHED, Action.RETURN)
    assert (kept("PW"), kept("ES"), kept("CB")) == ({"return_review": 1}, {}, {"co_task": 1})
    office.act(Action.UPHOLD_RETURN, number)
    assert (kept("PW"), kept("ES"), kept("CB")) == ({}, {"accepted": 1}, {})


def test_an_act_that_moves_nothing_changes_no_count(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*WORKING)
    before = kept()
    office.act(Action.PROGRESS, number)
    assert kept() == before


def test_an_empty_house_has_no_counts(database: SQLAlchemy) -> None:
    assert kept() == {}
    assert recorded_counts(db.session()) == {}


def test_a_count_cannot_fall_below_nothing(database: SQLAlchemy) -> None:
    with transaction() as session:
        count_in_queue(session, "PW", "in_progress", 1)
    with pytest.raises(IntegrityError), transaction() as session:
        count_in_queue(session, "PW", "in_progress", -2)
    assert kept("PW") == {"in_progress": 1}


def test_counts_that_begin_at_the_same_moment_add_up(database: SQLAlchemy, database_url: str) -> None:
    def add() -> None:
        with transaction() as session:
            count_in_queue(session, "PW", "in_progress", 1)

    _, failures = together(database_url, [add] * 5)
    assert failures == []
    assert kept("PW") == {"in_progress": 5}
