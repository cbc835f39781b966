"""A zone is filled with the same on each database, or not at all."""

from __future__ import annotations

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.zone import fill_zone
from service_desk.domain.states import STORED_STATES
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from service_desk.persistence.tables import Enterprise, Ticket
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.application import A_TUESDAY_MORNING
from tests.support.databases import bare_application

A_SMALL_ZONE = 140


def test_a_smaller_zone_has_the_same_numbers_and_states_on_every_database(
    sqlite_url: str, postgres_url: str
) -> None:
    on_sqlite, on_postgresql = a_small_zone(sqlite_url), a_small_zone(postgres_url)
    assert len(on_sqlite) == A_SMALL_ZONE
    assert {state for _, state, _, _ in on_sqlite} == set(STORED_STATES)
    assert on_sqlite == on_postgresql


def a_small_zone(url: str) -> list[tuple[str, str, str, int | None]]:
    """Fill a database with fewer tickets, look whether its books agree, and return what can be compared."""
    with bare_application(url).app_context():
        seed_departments()
        for _share in fill_zone(A_TUESDAY_MORNING, tickets=A_SMALL_ZONE):
            pass
        found = [
            (t.ticket_no, t.state, t.title, t.rating)
            for t in db.session.scalars(sa.select(Ticket).order_by(Ticket.ticket_no))
        ]
        assert list(check_records()) == []
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_load_that_is_cut_short_leaves_nothing(database: SQLAlchemy) -> None:
    seed_departments()
    filling = fill_zone(A_TUESDAY_MORNING, tickets=A_SMALL_ZONE)
    for _ in range(40):
        next(filling)
    filling.close()
    assert database.session.scalars(sa.select(Ticket)).all() == []
    assert database.session.scalars(sa.select(User)).all() == []
    assert database.session.scalars(sa.select(Enterprise)).all() == []
