"""Reading the last decided tickets: newest first, by one index, with the suggestion sealed in their first event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.persistence.database import db, transaction
from service_desk.persistence.decided import accepted_since, last_decided
from service_desk.persistence.tables import TicketEvent
from tests.usecases.deeds import ACCEPTED
from tests.usecases.office import Office


def plan_of(database: SQLAlchemy, read: Callable[[], object]) -> str:
    """Return how SQLite goes about what a function reads."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lower().startswith("select"):
            sent.append((statement, parameters))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    read()
    sa.event.remove(database.engine, "before_cursor_execute", note)
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"explain query plan {sent[0][0]}", sent[0][1]).all()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.every_database
def test_accepted_tickets_come_newest_first_and_others_not_at_all(database: SQLAlchemy) -> None:
    office = Office()
    first, second = office.bring(*ACCEPTED), office.bring(*ACCEPTED)
    office.bring(Action.SUBMIT)
    rows = last_decided(db.session(), 10)
    assert [row.ticket_no for row in rows] == [second, first]
    assert rows[0].suggestion["category"] == "FS"
    assert [row.ticket_no for row in last_decided(db.session(), 1)] == [second]
    assert [row.ticket_no for row in accepted_since(db.session(), office.now - timedelta(days=1), 10)] == [
        second,
        first,
    ]
    assert accepted_since(db.session(), office.now + timedelta(seconds=1), 10) == []


@pytest.mark.every_database
def test_of_older_tickets_the_suggestion_stored_at_the_filing_is_read(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*ACCEPTED)
    with transaction() as session:
        for event in session.scalars(sa.select(TicketEvent)):
            event.data = {key: value for key, value in event.data.items() if key != "suggestion"}
    (row,) = last_decided(db.session(), 10)
    assert row.suggestion == office.ticket(number).suggestion


def test_both_readings_go_along_the_index_of_acceptance(database: SQLAlchemy) -> None:
    office = Office()
    for read in (
        lambda: last_decided(db.session(), 500),
        lambda: accepted_since(db.session(), office.now, 500),
    ):
        plan = plan_of(database, read)
        assert "ix_ticket_accepted" in plan
        assert "SCAN ticket\n" not in plan + "\n"
