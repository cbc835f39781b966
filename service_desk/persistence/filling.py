"""Filling a database that nobody uses yet: many acts in one commit, on an empty house, without a flood of letters."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from datetime import datetime

import sqlalchemy as sa
from flask_sqlalchemy.session import Session as BoundByTable
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from service_desk.persistence.accounts import User
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail, Ticket


class _Joined(BoundByTable):
    """A session of one connection; its commits end savepoints, the connection's owner commits."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(db, bind=connection, join_transaction_mode="create_savepoint")
        self._connection = connection

    def get_bind(self, *_: object, **__: object) -> Engine | Connection:
        """Return the one connection, whatever table is asked for."""
        return self._connection


@contextlib.contextmanager
def one_commit() -> Iterator[Session]:
    """Have every `transaction()` inside end in a savepoint, and commit them all at the end; an error undoes them all.

    The database is locked for writing meanwhile. Loading a thousand acts waits for the disk once instead of a thousand
    times, and a load that is cut short leaves nothing behind. Inside another one it is a part of that.
    """
    around = db.session.registry() if db.session.registry.has() else None
    if isinstance(around, _Joined):
        yield around
        return
    db.session.remove()
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        session = _Joined(connection)
        db.session.registry.set(session)
        try:
            yield session
        finally:
            db.session.remove()


def holds_anything(session: Session) -> bool:
    """Tell whether anybody has an account here or any ticket is stored; departments alone are an empty database."""
    return any(session.scalar(sa.select(table.id).limit(1)) is not None for table in (User, Ticket))


def drop_letters_before(session: Session, moment: datetime, *, but: Collection[str] = ()) -> None:
    """Take the letters out that were queued before a moment and wait still, except those of the notices in `but`."""
    old = sa.delete(OutboxMail).where(OutboxMail.status == "waiting", OutboxMail.created_at < moment)
    session.execute(old.where(OutboxMail.notice.not_in(but)))


def drop_letters_about(session: Session, tickets: Collection[str]) -> None:
    """Take the letters about some tickets out that wait still."""
    waiting = sa.delete(OutboxMail).where(OutboxMail.status == "waiting")
    session.execute(waiting.where(OutboxMail.ticket_no.in_(tickets)))
