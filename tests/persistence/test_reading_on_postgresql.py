"""Reading from PostgreSQL: no transaction is opened, what was prepared stays prepared, writing is one transaction still."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import TransactionStatus

from service_desk.persistence.database import PREPARED, transaction
from service_desk.persistence.queues import QueueFilter, queue_rows
from service_desk.persistence.tables import DepartmentRow
from tests.usecases.deeds import WORKING
from tests.usecases.office import Office

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)

HOW_OFTEN = sa.text("select sum(generic_plans + custom_plans) from pg_prepared_statements")


def status(database: SQLAlchemy) -> TransactionStatus:
    driver = database.session.connection().connection.driver_connection
    assert driver is not None
    return TransactionStatus(driver.info.transaction_status)


def test_reading_opens_no_transaction(database: SQLAlchemy) -> None:
    assert database.session.scalar(sa.text("select 1")) == 1
    assert status(database) is TransactionStatus.IDLE


def test_writing_is_one_transaction_and_undone_as_one(database: SQLAlchemy) -> None:
    Office()
    count = sa.select(sa.func.count()).select_from(DepartmentRow)
    before = database.session.scalar(count)
    with pytest.raises(RuntimeError):
        half_done(database)
    assert database.session.scalar(count) == before
    assert status(database) is TransactionStatus.IDLE


def half_done(database: SQLAlchemy) -> None:
    with transaction() as session:
        session.execute(sa.delete(DepartmentRow).where(DepartmentRow.code == "PW"))
        assert status(database) is TransactionStatus.INTRANS
        raise RuntimeError


def test_what_was_prepared_stays_prepared_and_nothing_else_is(database: SQLAlchemy) -> None:
    prepared, other = sa.text("select 1").execution_options(**PREPARED), sa.text("select 2")
    for _ in range(10):
        database.session.execute(prepared)
        database.session.execute(other)
        database.session.remove()
    assert database.session.scalar(HOW_OFTEN) == 10


def test_rows_are_fetched_part_by_part_all_the_same(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*WORKING)
    database.session.remove()
    assert database.session.scalar(sa.text("select 1")) == 1
    assert [row.ticket_no for row in queue_rows(database.session(), QueueFilter(is_open=True), 9)] == [number]
