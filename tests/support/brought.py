"""Tickets that many tests bring along the same way: brought once in a test process, then copied into a test's own database.

Only a database that holds nothing but an office just opened is copied over, so a test finds what it would have made itself.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, NamedTuple

from service_desk.persistence.database import db

AT_MOST = 100
"""So many databases are kept, a megabyte each; the one that was not wanted for the longest time goes."""

_fresh: dict[str, Hashable] = {}


def is_fresh(path: Path) -> None:
    """Note that this file is a copy of the empty tables, and no other is."""
    _fresh.clear()
    _fresh[str(path)] = _marks(path)


def untouched() -> Hashable | None:
    """Return what every commit to the present database changes; None inside a transaction, or where it is no SQLite file."""
    path, is_file = db.engine.url.database, db.engine.dialect.name == "sqlite"
    session = db.session()
    is_between = session.bind is None and not session.in_transaction()  # bound: all goes into one commit
    return _marks(Path(path)) if path and is_file and is_between else None


def holds_nothing() -> bool:
    """Tell whether the present database is a fresh one that nobody has written to."""
    path = db.engine.url.database or ""
    return path in _fresh and _fresh[path] == untouched()


def _marks(path: Path) -> Hashable:
    """A write lengthens the log; whatever shortens it writes to the file."""
    file, log = path.stat(), path.with_name(path.name + "-wal")
    return (file.st_ino, file.st_size, file.st_mtime_ns, log.stat().st_size if log.exists() else 0)


class Kept(NamedTuple):
    """A database as it was after a way, and what there was to tell of it."""

    content: sqlite3.Connection
    told: tuple[Any, ...]


_kept: OrderedDict[Hashable, Kept] = OrderedDict()


def keep(way: Hashable, *told: Any) -> None:
    """Keep the present database as the one after a way."""
    content = sqlite3.connect(":memory:")
    _copy(lambda file: file.backup(content, progress=_never_waits))
    _kept[way] = Kept(content, told)
    if len(_kept) > AT_MOST:
        _kept.popitem(last=False)[1].content.close()


def is_kept(way: Hashable) -> bool:
    """Tell whether a way has been gone before."""
    return way in _kept


def restore(way: Hashable) -> tuple[Any, ...]:
    """Make the present database what it was after the way; return what was told of it."""
    _kept.move_to_end(way)
    kept = _kept[way]
    _copy(lambda file: kept.content.backup(file, progress=_never_waits))
    return kept.told


def _never_waits(status: int, _left: int, _pages: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RuntimeError("somebody else is writing to the database that is copied")


def _copy(between: Callable[[sqlite3.Connection], None]) -> None:
    pooled = db.engine.raw_connection()
    try:
        between(pooled.driver_connection)  # type: ignore[arg-type]
    finally:
        pooled.close()
