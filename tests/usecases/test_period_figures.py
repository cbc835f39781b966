"""Figures of any period come from the database as the weekly report's rules have them, each as long as its list."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.ledger import Figure, counts, gather
from service_desk.domain.reporting.observation import Observation, observe
from service_desk.domain.reporting.scope import AGES, LISTED, Scope
from service_desk.domain.reporting.week import Period
from service_desk.persistence import period_figures, period_lists
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import CountedFact, Ticket
from service_desk.usecases.acting.counted import case_of_ticket, count_what_is_missing, differs
from service_desk.usecases.acting.rules import rules_in_force
from tests.support.staged import Staged
from tests.usecases.office import Office
from tests.usecases.test_random_walks import WorkingDay


def some_weeks() -> WorkingDay:
    """Let people act at random for some weeks."""
    day = WorkingDay(Office(), 5)
    for _ in range(70):
        day.step()
    return day


@pytest.fixture
def lived(staged: Staged) -> WorkingDay:
    """Some weeks of random acts."""
    return staged(some_weeks)


def observed(period: Period) -> list[Observation]:
    session = db.session()
    rules = rules_in_force(session)
    cases = [
        case_of_ticket(ticket, history(session, ticket.id), rules)
        for ticket in session.scalars(sa.select(Ticket)).all()
    ]
    found = [observe(case, period, rules.calendar, rules.catalogue) for case in cases]
    return [each for each in found if each is not None]


def some_periods(day: WorkingDay) -> list[Period]:
    session = db.session()
    first = session.scalar(sa.select(sa.func.min(Ticket.submitted_at)))
    assert isinstance(first, datetime)
    dice, found = random.Random(3), []
    length = day.office.now - first
    for _ in range(8):
        begin = first + length * (dice.random() * 0.9 - 0.1)
        found.append(Period(begin, begin + length * dice.random() + timedelta(hours=1)))
    return [*found, Period(first, day.office.now + timedelta(days=30))]


@pytest.mark.every_database
def test_every_figure_of_a_random_period_is_what_the_rules_say_and_as_long_as_its_list(
    lived: WorkingDay,
) -> None:
    session, seen = db.session(), Counter[Figure]()
    for period in some_periods(lived):
        everything = observed(period)
        for department in (None, "ES", "PW", "CB", "LE"):
            lists = gather(everything, period.cut_off, department)
            wanted = {figure: count for figure, count in counts(lists).items() if figure in LISTED}
            asked = Asked(period.begin, period.cut_off, Scope(department=department))
            found = Counter[Figure]()
            for group in period_figures.grouped(session, asked):
                found[group.figure] += group.count
            assert {figure: found[figure] for figure in LISTED} == wanted
            for figure in LISTED:
                lines = [line for page in period_lists.pages(session, (figure,), asked, 2) for line in page]
                assert Counter(line.ticket.ticket_no for line in lines) == Counter(lists[figure])
                assert period_figures.count_of(session, (figure,), asked) == wanted[figure]
            seen.update(wanted)
    assert len([figure for figure in seen if seen[figure]]) > 12


def test_a_part_of_the_zone_is_counted_by_the_same_rule(lived: WorkingDay) -> None:
    session = db.session()
    period = some_periods(lived)[-1]
    everything = observed(period)
    for category in Category:
        chosen = [one for one in everything if one.category is category]
        wanted = counts(gather(chosen, period.cut_off))
        asked = Asked(period.begin, period.cut_off, Scope(category=category))
        assert [period_figures.count_of(session, (figure,), asked) for figure in LISTED] == [
            wanted[figure] for figure in LISTED
        ]


def test_the_ages_of_what_is_open_add_up_and_have_their_lists(lived: WorkingDay) -> None:
    session = db.session()
    period = some_periods(lived)[-1]
    asked = Asked(period.begin, period.cut_off)
    found = period_figures.ages(session, asked, AGES)
    assert sum(found) == period_figures.count_of(session, (Figure.CLOSING,), asked) > 0
    for group, count in zip(AGES, found, strict=True):
        narrowed = Asked(period.begin, period.cut_off, age=group)
        assert period_figures.count_of(session, (Figure.CLOSING,), narrowed) == count
        lines, _ = period_lists.page(session, (Figure.CLOSING,), narrowed, size=1000)
        assert len(lines) == count


@pytest.mark.every_database
def test_tickets_that_came_in_bulk_are_counted_afterwards_as_if_act_by_act(lived: WorkingDay) -> None:
    session = db.session()
    session.execute(sa.delete(CountedFact))
    session.commit()
    tickets = session.scalar(sa.select(sa.func.count()).select_from(Ticket))
    assert list(count_what_is_missing())[-1] == tickets
    assert list(count_what_is_missing()) == []
    rules = rules_in_force(db.session())
    for ticket in db.session.scalars(sa.select(Ticket)).all():
        assert not differs(db.session(), ticket, history(db.session(), ticket.id), rules)
