"""The database handle: naming convention, engine behaviour on SQLite and PostgreSQL, and the one transaction."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

__all__ = [  # Connection, IntegrityError and Session are named here for the floors above, which know no other such words
    "NAMING_CONVENTION", "PREPARED", "Base", "Connection", "IntegrityError", "Session", "UtcDateTime",
    "before_every_commit", "database_name", "db", "install_engine_behaviour", "transaction",
]  # fmt: skip

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of every mapped table; it knows nothing of Flask."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A timezone-aware moment, stored in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the moment into UTC on its way in; SQLite keeps it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


db = SQLAlchemy(metadata=Base.metadata)


def install_engine_behaviour(engine: Engine) -> None:
    """Give SQLite real transactions, foreign keys and write-ahead logging, and PostgreSQL plans for short answers.

    A session that announces a write begins IMMEDIATE, so two officers' acts queue up instead of failing half way
    when a reader turns writer; readers never wait. On PostgreSQL a reader opens no transaction: every statement sees what
    is committed there all the same, two round trips are saved, and statements that were prepared stay so.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "do_execute", _execute_postgresql)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=15000"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


PREPARED = {"prepared": True}
"""Execution options of a statement that PostgreSQL plans once for all values: where any values want the same plan."""

_NEVER_BY_ITSELF = sys.maxsize


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Keep what takes milliseconds from being compiled or handed to workers first, which takes longer; reports still may.

    Nor is a statement prepared because it is asked often: lists are planned for the values they are narrowed to.
    """
    connection.prepare_threshold = _NEVER_BY_ITSELF
    cursor = connection.cursor()
    cursor.execute("set jit = off")
    cursor.execute("set parallel_setup_cost = 100000")
    cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    writes, driver = (
        connection.get_execution_options().get("write", False),
        connection.connection.driver_connection,
    )
    if driver is not None and driver.autocommit is writes:
        driver.autocommit = not writes


def _execute_postgresql(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Prepare a statement that says so; and open the transaction that a cursor kept by the server lives in."""
    if getattr(cursor, "name", None) is not None and cursor.connection.autocommit:
        cursor.connection.autocommit = False
    if not context.execution_options.get("prepared"):
        return False
    cursor.execute(statement, parameters, prepare=True)
    return True


def before_every_commit(check: Callable[[Session], None]) -> None:
    """Have a function called before each commit of the application; what it raises stops the commit.

    Naming the same function again changes nothing.
    """
    if not event.contains(db.session, "before_commit", check):
        event.listen(db.session, "before_commit", check)


def database_name(session: Session) -> str:
    """Return what tells the database of a session from any other this process may use; it holds no password."""
    return _name(session.connection().engine.url)


_name = lru_cache(maxsize=64)(str)


@contextlib.contextmanager
def transaction() -> Iterator[Session]:
    """Open the one write transaction of an act: commit at the end, roll back on any error.

    Whatever the request has read before is dropped first, so the act decides on what is stored now.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={"write": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
