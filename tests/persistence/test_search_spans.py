"""Conditions the search index does not know: spans of days, dates due, lights, helpers, tags, sheets, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.milestones import Lamp
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence import search_days, search_sides, searching
from service_desk.persistence.database import db, transaction
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_days import filed_within
from service_desk.persistence.search_sides import few_query, few_that_fit
from service_desk.persistence.search_wanted import ALL
from service_desk.persistence.searching import Wanted, found_page
from service_desk.persistence.tables import FiledOn, Ticket
from service_desk.usecases.handling.tag_tickets import tag_ticket
from tests.usecases.deeds import HANDLER, WORKING
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database

DAYS = (3, 9, 1, 6, 3)
"""On which days of May tickets are filed, in the order of their ids: not in that of time."""


@pytest.fixture
def filed(database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Tickets that are a block each, so that spans of few tickets are told apart."""
    monkeypatch.setattr(search_days, "DAYS_BLOCK", 1)
    office = Office()
    for day in DAYS:
        office.now = datetime(2026, 5, day, 9, tzinfo=UTC)
        office.bring(Action.SUBMIT)
    return office


def test_a_span_of_days_finds_what_was_filed_in_it_in_whatever_order(filed: Office) -> None:
    for first in (None, 1, 2, 3, 6, 10):
        for last in (None, 1, 3, 5, 9):
            span = QueueFilter(
                submitted_from=first and datetime(2026, 5, first, tzinfo=UTC),
                submitted_before=last and datetime(2026, 5, last + 1, tzinfo=UTC),
            )
            fits = [day for day in DAYS if (first or 0) <= day <= (last or 31)]
            for wanted in (
                Wanted((), narrowed=span),
                Wanted(("变压器",), narrowed=span),
                Wanted((), narrowed=span, department="ES"),
            ):
                page, total = found_page(db.session(), wanted)
                expected = [] if wanted.department else sorted(fits)
                assert sorted(line.submitted_at.day for line in page) == expected, (span, wanted)
                assert total == len(expected)


def test_no_further_tickets_are_looked_at_than_those_of_the_days(filed: Office) -> None:
    with transaction() as session:
        session.execute(sa.delete(FiledOn))
        session.add_all(
            FiledOn(day=date(2026, 5, day), block=block) for day, block in ((3, 7), (4, 5), (9, 9))
        )
    assert filed_within(db.session(), span(3, 4)) == range(5, 8)
    assert filed_within(db.session(), span(4, 4)) == range(5, 6)
    assert filed_within(db.session(), span(5, 8)) == range(0)
    assert filed_within(
        db.session(), QueueFilter(submitted_from=datetime(2026, 5, 5, tzinfo=SHANGHAI))
    ) == range(9, 10)
    assert filed_within(db.session(), QueueFilter(due_before=datetime(2026, 5, 5, tzinfo=SHANGHAI))) == range(
        5, 8
    )
    assert filed_within(db.session(), QueueFilter()) == ALL


def span(first: int, last: int) -> QueueFilter:
    return QueueFilter(
        submitted_from=datetime(2026, 5, first, tzinfo=SHANGHAI),
        submitted_before=datetime(2026, 5, last, 23, 59, tzinfo=SHANGHAI),
    )


def test_from_the_side_of_the_few_the_same_is_found_as_from_that_of_the_index(
    database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every state a walk comes by, at moments when dates are green, yellow and past."""
    office = walked()
    for narrowed in conditions(office.now):
        truth = set(db.session.scalars(narrowed_query(sa.select(Ticket.id), narrowed)))
        for department in (None, "PW", "GS"):
            for words in ((), ("变压器",)):
                wanted, found = Wanted(words, narrowed=narrowed, department=department), []
                for few in (-1, 5_000):
                    monkeypatch.setattr(search_sides, "FEW", few)
                    found.append([line.id for line in found_page(db.session(), wanted)[0]])
                assert found[0] == found[1], wanted
                assert set(found[1]) == truth or (department and set(found[1]) < truth), wanted


def walked() -> Office:
    office = Office()
    for actions in (
        (Action.SUBMIT,),
        WORKING,
        (*WORKING, Action.ASK_ENTERPRISE),
        (*WORKING, Action.ISSUE_SHEET),
    ):
        office.bring(*actions)
    tag_ticket(office.bring(*WORKING), HANDLER, office.now, tags="停产风险")
    return office


def conditions(now: datetime) -> Iterator[QueueFilter]:
    for later in (timedelta(0), timedelta(days=2), timedelta(days=90)):
        yield QueueFilter(due_before=now + later)
        for light in Lamp:
            yield QueueFilter(is_open=True, lamp=(light, now + later))
            yield QueueFilter(is_open=True, lamp=(light, now + later), co_department="CB")
    yield QueueFilter(is_supervised=True)
    yield QueueFilter(co_department="CB", is_open=True)
    yield QueueFilter(tags=(1,))


def test_nothing_is_due_before_it_was_filed(database: SQLAlchemy) -> None:
    walked()
    for ticket in db.session.query(Ticket):
        dates = (ticket.next_due_at, *(part.due_at for part in ticket.co_tasks))
        assert all(due > ticket.submitted_at for due in dates if due)


def test_few_are_read_by_their_own_index_and_no_table_from_end_to_end(database: SQLAlchemy) -> None:
    now, connection = datetime.now(UTC), db.session.connection()
    is_sqlite = db.engine.dialect.name == "sqlite"
    if not is_sqlite:  # few rows are sooner read than looked up
        connection.exec_driver_sql("set enable_seqscan = off")
    for narrowed, index in (
        (QueueFilter(due_before=now, park="东区"), "ix_ticket_next_due"),
        (QueueFilter(is_open=True, lamp=(Lamp.YELLOW, now)), "ix_ticket_next_due"),
        (QueueFilter(is_open=True, lamp=(Lamp.STOPPED, now)), "ix_ticket_stopped"),
        (QueueFilter(is_supervised=True), "ix_ticket_supervised"),
        (QueueFilter(tags=(1,)), "ix_ticket_tag_tag"),
        (QueueFilter(co_department="CB", is_open=True), "ix_co_task_department"),
    ):
        few = few_that_fit(db.session(), narrowed)
        assert few is not None
        plan = _plan(
            connection, few_query(Wanted(("变压器",), narrowed=narrowed, department="PW"), few, ALL, 21)
        )
        assert index in plan, plan
        assert "SCAN ticket\n" not in plan
        assert "Seq Scan" not in plan


def test_an_old_span_is_not_walked_to_from_the_newest_ticket(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection, asked = db.session.connection(), []
    sa.event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    assert len(searching.found_ids(db.session(), Wanted((), narrowed=span(1, 1)), None, 9)) == 1
    plan = _plan(connection, *asked[-1])
    assert "rowid>? AND rowid<?" in plan or ("id >= 3" in plan and "id < 4" in plan), plan


def _plan(connection: sa.Connection, statement: sa.Select[Any] | str, given: Any = ()) -> str:
    explain = "explain query plan " if db.engine.dialect.name == "sqlite" else "explain "
    if not isinstance(statement, str):
        statement = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    return "\n".join(f"{row[-1]}" for row in connection.exec_driver_sql(explain + statement, given)) + "\n"
