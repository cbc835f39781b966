"""How the search index is kept on PostgreSQL: sorted in with every act, so that no search pays for what waits."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_nothing_waits_to_be_sorted_into_gin(database: SQLAlchemy) -> None:
    options = sa.text("select reloptions from pg_class where relname like 'ix_search_index_%'")
    assert [row[0] for row in database.session.execute(options)] == [["fastupdate=off"]] * 2
