"""Reports add up days that were summed once; they say what the facts themselves say, however far the days are summed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import LISTED, Scope
from service_desk.domain.zone_time import local_date, start_of_day
from service_desk.persistence.adding_up import Asked, added_up
from service_desk.persistence.database import db, transaction
from service_desk.persistence.fact_sums import summed_through
from service_desk.persistence.tables import FactSum, SummedThrough, Ticket
from service_desk.usecases.acting.counted import recount_tickets
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.reporting.sum_days import sum_finished_days
from tests.support.staged import Staged
from tests.usecases.office import Office
from tests.usecases.test_random_walks import WorkingDay

SCOPES = (
    Scope(),
    Scope(department="PW"),
    Scope(category=Category.FACTORS),
    Scope(department="CB", park="东区"),
)
BY = (("department", "category"), ("request_type",), ("days",), ())

Answers = list[Counter[tuple[Any, ...]]]


@pytest.fixture
def lived(staged: Staged) -> WorkingDay:
    """Two months of random acts, with the days summed every now and then as the nights pass."""
    return staged(two_months)


def two_months() -> WorkingDay:
    """Let people act at random for two months."""
    day = WorkingDay(Office(), 35)
    for number in range(60):
        day.step()
        if number % 9 == 8:
            sum_finished_days(day.office.now)
    return day


def questions(day: WorkingDay, many: int = 12) -> list[Asked]:
    """Return questions about whole days and months, and about stretches that begin and end at any moment."""
    first = db.session().scalar(sa.select(sa.func.min(Ticket.submitted_at)))
    assert isinstance(first, datetime)
    dice, length, found = random.Random(7), day.office.now - first, []
    for number in range(many):
        begin = first + length * (dice.random() * 0.9 - 0.1)
        cut_off = begin + (day.office.now - begin) * dice.random() + timedelta(hours=1)
        if number % 3 == 0:
            begin, cut_off = start_of_day(local_date(begin)), start_of_day(local_date(cut_off))
        if number % 3 == 1:
            begin = start_of_day(local_date(begin).replace(day=1))
        found.append(Asked(begin, max(begin, cut_off), SCOPES[number % len(SCOPES)]))
    return [*found, Asked(start_of_day(local_date(first).replace(day=1)), day.office.now)]


def answers(asked: list[Asked]) -> Answers:
    return [added_up(db.session(), each, LISTED, *columns) for each in asked for columns in BY]


def forget_sums() -> None:
    with transaction() as session:
        session.execute(sa.delete(FactSum))
        session.execute(sa.delete(SummedThrough))


@pytest.mark.every_database
def test_what_is_added_up_is_the_same_with_sums_and_without_them(lived: WorkingDay) -> None:
    asked = questions(lived)
    some_summed = answers(asked)
    assert sum_finished_days(lived.office.now) > 0
    all_summed = answers(asked)
    months = db.session().scalar(sa.select(sa.func.count()).where(FactSum.booked < 1_000_000))
    forget_sums()
    from_the_facts = answers(asked)
    assert some_summed == from_the_facts
    assert all_summed == from_the_facts
    assert months
    seen = {key[0] for answer in from_the_facts for key in answer}
    assert {Figure.OPENING, Figure.CLOSING, Figure.OVERDUE, Figure.FINISHED, Figure.NOT_RESPONDED} <= seen


def test_a_day_is_summed_when_it_has_ended_and_not_twice(lived: WorkingDay) -> None:
    sum_finished_days(lived.office.now)
    assert summed_through(db.session()) == local_date(lived.office.now) - timedelta(days=1)
    assert sum_finished_days(lived.office.now) == 0
    assert sum_finished_days(lived.office.now + timedelta(days=2)) == 2


def test_nothing_is_summed_while_there_is_nothing_to_count(database: SQLAlchemy) -> None:
    assert sum_finished_days(Office().now) == 0
    assert summed_through(db.session()) is None


def test_an_act_on_a_summed_day_and_a_recount_drop_the_sums_they_make_wrong(lived: WorkingDay) -> None:
    ahead = lived.office.now + timedelta(days=3)
    sum_finished_days(ahead)
    number = lived.office.submit()
    assert summed_through(db.session()) == local_date(lived.office.now) - timedelta(days=1)
    asked = [Asked(lived.office.now - timedelta(days=20), ahead)]
    before = answers(asked)
    sum_finished_days(ahead)
    assert answers(asked) == before
    ticket = lived.office.ticket(lived.numbers[0])
    with transaction() as session:
        recount_tickets(session, [(ticket, lived.office.events(ticket.ticket_no))], rules_in_force(session))
    through = summed_through(db.session())
    assert through is not None
    assert through < local_date(ticket.submitted_at)
    assert answers(asked) == before
    assert sum_finished_days(ahead) > 3
    assert answers(asked) == before
    assert number
