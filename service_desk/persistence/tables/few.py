"""Indexes of only the few rows they are for, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa


def index_of_few(name: str, *columns: str, where: str) -> sa.Index:
    """Return an index of the rows that meet a condition; a query uses it that states the condition in the same words."""
    condition = sa.text(where)
    return sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)
