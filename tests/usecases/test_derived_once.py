"""A filling derives what tickets are found by and count for once, and it is what every act would have kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import db
from service_desk.persistence.filling import one_commit
from service_desk.persistence.tables import CountedFact, SearchText
from service_desk.usecases.acting.derived import derived_later
from tests.usecases.office import Office
from tests.usecases.test_random_walks import WorkingDay

Kept = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


def what_is_kept() -> Kept:
    """Return the search index's texts and the counted facts, whatever number a fact has."""
    texts = sa.select(SearchText.ticket_id, SearchText.words, SearchText.contact, SearchText.facets)
    facts = sa.select(*(column for column in CountedFact.__table__.columns if column.name != "no"))
    return tuple(sorted(map(tuple, db.session().execute(each)), key=repr) for each in (texts, facts))  # type: ignore[return-value]


def act_by_act() -> Kept:
    """Walk through two months with every act kept in step, and undo them all."""
    kept: list[Kept] = []
    with contextlib.suppress(ZeroDivisionError), one_commit():
        walk()
        kept.append(what_is_kept())
        raise ZeroDivisionError
    return kept[0]


def walk(now_and_then: Callable[[], None] = lambda: None) -> WorkingDay:
    """Let people do what comes, the same each time."""
    day = WorkingDay(Office(), 5)
    for number in range(50):
        day.step()
        if number == 20:
            now_and_then()
    return day


def test_two_months_derived_at_the_end_are_what_every_act_would_have_kept(database: SQLAlchemy) -> None:
    expected = act_by_act()
    assert what_is_kept() == ([], [])
    with one_commit() as session, derived_later(session) as catch_up:
        day = walk(catch_up)
    day.check()
    assert what_is_kept() == expected


def test_nothing_is_found_before_it_is_derived_and_everything_afterwards(database: SQLAlchemy) -> None:
    with one_commit() as session, derived_later(session) as catch_up:
        Office().submit()
        assert what_is_kept() == ([], [])
        catch_up()
        texts, facts = what_is_kept()
        assert len(texts) == 1
        assert facts
        catch_up()
        assert what_is_kept() == (texts, facts)


def test_a_filling_that_fails_leaves_acts_to_keep_in_step_again(office: Office) -> None:
    with contextlib.suppress(ZeroDivisionError), one_commit() as session, derived_later(session):
        office.submit()
        raise ZeroDivisionError
    assert what_is_kept() == ([], [])
    office.submit()
    texts, facts = what_is_kept()
    assert len(texts) == 1
    assert facts
