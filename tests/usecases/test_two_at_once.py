"""Two officers at once, in two threads with a connection each: one act is stored, the other is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.refusals import NotPossible, Stale
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.tables import QueueCount
from service_desk.persistence.tickets import recorded_counts
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.withdraw_ticket import lapse_unanswered
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from tests.usecases.at_once import together
from tests.usecases.deeds import ACCEPTANCE, ACCEPTED, DISPATCHER
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database


def assert_books_agree() -> None:
    kept = {(row.department, row.state): row.tickets for row in db.session.query(QueueCount) if row.tickets}
    assert kept == recorded_counts(db.session())


@pytest.mark.parametrize(
    ("seen", "refusal"), [(1, Stale), (None, NotPossible)], ids=["with a page", "without"]
)
def test_of_two_who_accept_at_once_one_is_told(
    database: SQLAlchemy, database_url: str, seen: int | None, refusal: type[Exception]
) -> None:
    office = Office()
    number = office.submit()

    def accept() -> None:
        accept_ticket(number, DISPATCHER, office.now, **ACCEPTANCE, seen_version=seen)

    accepted, refused = together(database_url, [accept, accept])
    assert (len(accepted), [type(failure) for failure in refused]) == (1, [refusal])
    assert [event.action for event in office.events(number)] == [Action.SUBMIT, Action.ACCEPT]
    assert broken_link(db.session(), office.ticket(number)) is None
    assert_books_agree()


def test_dispatches_to_the_same_helpers_in_different_order_do_not_block_each_other(
    database: SQLAlchemy, database_url: str
) -> None:
    office = Office()
    numbers = [office.bring(*ACCEPTED) for _ in range(12)]
    now = office.now

    def dispatch(mine: list[str], helpers: list[str]) -> None:
        for number in mine:
            dispatch_ticket(number, DISPATCHER, now, lead="PW", co_departments=helpers)

    _, failures = together(
        database_url,
        [
            lambda: dispatch(numbers[:6], ["CB", "LE", "GO"]),
            lambda: dispatch(numbers[6:], ["GO", "LE", "CB"]),
        ],
    )
    assert failures == []
    assert_books_agree()


def test_two_sweeps_at_once_let_a_request_lapse_once(database: SQLAlchemy, database_url: str) -> None:
    office = Office()
    number = office.bring(Action.SUBMIT, Action.REQUEST_INFO)
    later = office.now + timedelta(days=20)
    lapsed, failures = together(database_url, [lambda: lapse_unanswered(later)] * 2)
    assert (sorted(lapsed), failures) == ([[], [number]], [])
    assert office.ticket(number).state == State.WITHDRAWN
    assert [event.action for event in office.events(number)].count(Action.LAPSE) == 1
    assert_books_agree()
