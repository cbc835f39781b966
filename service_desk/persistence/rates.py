"""Counters that forget: how often something was tried within a window, shared by all workers through the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Mapped, mapped_column

from service_desk.persistence.database import Base


class RateCounter(Base):
    """How often `key` was counted; from the moment `expires_at` (seconds since 1970) on it counts from zero again."""

    __tablename__ = "rate_counter"

    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    amount: Mapped[int]
    expires_at: Mapped[float] = mapped_column(sa.Double, index=True)


_BUMP = sa.text(
    "insert into rate_counter (key, amount, expires_at) values (:key, :amount, :until) on conflict (key) do update set "
    "amount = case when rate_counter.expires_at <= :now then :amount else rate_counter.amount + :amount end, "
    "expires_at = case when rate_counter.expires_at <= :now then :until else rate_counter.expires_at end "
    "returning amount"
)


def bump(connection: Connection, key: str, now: float, seconds: float, amount: int = 1) -> int:
    """Count once more and return the count of the running window; the first count opens a window of `seconds`."""
    parameters = {"key": key[:200], "amount": amount, "now": now, "until": now + seconds}
    return int(connection.execute(_BUMP, parameters).scalar_one())


def reading(connection: Connection, key: str, now: float) -> tuple[int, float]:
    """Return the count of the running window and when it ends; (0, now) when none runs."""
    row = connection.execute(
        sa.select(RateCounter.amount, RateCounter.expires_at).where(RateCounter.key == key[:200])
    ).first()
    return (row.amount, row.expires_at) if row is not None and row.expires_at > now else (0, now)


def forget(connection: Connection, key: str) -> None:
    """Let a counter begin again."""
    connection.execute(sa.delete(RateCounter).where(RateCounter.key == key[:200]))


def forget_expired(connection: Connection, now: float) -> int:
    """Delete the counters whose window has ended and return how many there were; the timetable calls this."""
    return connection.execute(sa.delete(RateCounter).where(RateCounter.expires_at <= now)).rowcount


class SqlStorage(Storage):
    """The rate limiter's storage on our database: exact with any number of workers, no further service needed.

    `engine` returns the engine when first needed and `clock` the seconds since 1970.
    """

    STORAGE_SCHEME = ["sql"]

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, *, engine: Callable[[], Engine],
        clock: Callable[[], float] = time.time, **_: Any,
    ) -> None:  # fmt: skip
        super().__init__(uri, wrap_exceptions)
        self._engine = engine
        self._clock = clock

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the database raises."""
        return sa.exc.SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count and return the count."""
        with self._engine().connect().execution_options(write=True) as connection, connection.begin():
            return bump(connection, key, self._clock(), expiry, amount)

    def get(self, key: str) -> int:
        """Return the count."""
        with self._engine().connect() as connection:
            return reading(connection, key, self._clock())[0]

    def get_expiry(self, key: str) -> float:
        """Return when the window ends."""
        with self._engine().connect() as connection:
            return reading(connection, key, self._clock())[1]

    def check(self) -> bool:
        """Tell whether the database answers."""
        with self._engine().connect() as connection:
            return bool(connection.execute(sa.text("select 1")).scalar())

    def reset(self) -> int | None:
        """Forget every counter."""
        with self._engine().connect().execution_options(write=True) as connection, connection.begin():
            return connection.execute(sa.delete(RateCounter)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._engine().connect().execution_options(write=True) as connection, connection.begin():
            forget(connection, key)
