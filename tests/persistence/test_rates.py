"""Counters that forget, the same on every database."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from service_desk.persistence.database import db
from service_desk.persistence.rates import SqlStorage, bump, forget, forget_expired, reading


@pytest.mark.every_database
def test_a_window_opens_with_the_first_count_and_ends_on_time(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        assert [bump(connection, "k", 100.0 + n, 60) for n in range(3)] == [1, 2, 3]
        assert reading(connection, "k", 159.9) == (3, 160.0)
        assert reading(connection, "k", 160.0) == (0, 160.0)
        assert bump(connection, "k", 160.0, 60) == 1
        assert reading(connection, "unknown", 5.0) == (0, 5.0)


@pytest.mark.every_database
def test_counters_are_forgotten_when_told_or_when_their_time_is_over(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for key, begun in (("old", 0.0), ("new", 100.0), ("told", 100.0)):
            bump(connection, key, begun, 60)
        forget(connection, "told")
        assert forget_expired(connection, 101.0) == 1
        assert reading(connection, "new", 101.0)[0] == 1
        assert reading(connection, "told", 101.0)[0] == 0


@pytest.mark.every_database
def test_the_limiters_storage_counts_exactly_with_many_at_once(app: Flask) -> None:
    with app.app_context():
        engine = db.engine
    storage = SqlStorage("sql://", engine=lambda: engine, clock=lambda: 1000.0)
    counts: list[int] = []
    threads = [
        threading.Thread(target=lambda: counts.extend(storage.incr("k", 60) for _ in range(10)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 41))
    assert storage.get("k") == 40
    assert storage.get_expiry("k") == 1060.0
    assert storage.check()
    storage.clear("k")
    assert storage.get("k") == 0
    storage.incr("k", 60)
    assert storage.reset() == 1
