"""How PostgreSQL is kept and asked for the search: nothing waits to be sorted in, the newest blocks come first."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.search_facets import BLOCKS_AT_ONCE, blocks_below, blocks_of


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_nothing_waits_to_be_sorted_into_gin(database: SQLAlchemy) -> None:
    options = sa.text("select reloptions from pg_class where relname like 'ix_search_index_%'")
    assert [row[0] for row in database.session.execute(options)] == [["fastupdate=off"]] * 2


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_short_answers_are_neither_compiled_nor_handed_to_workers(database: SQLAlchemy) -> None:
    assert database.session.scalar(sa.text("show jit")) == "off"
    assert database.session.scalar(sa.text("show parallel_setup_cost")) == "100000"


def test_blocks_cover_what_is_asked_for_with_few_words() -> None:
    for below, span in (
        (1, 1),
        (4_097, 4_097),
        (1_000_001, 4_097),
        (1_000_001, 90_000),
        (9_000_000, 1_500_000),
    ):
        blocks, first = blocks_below(below, span)
        assert 1 <= len(blocks) <= BLOCKS_AT_ONCE
        assert first <= max(0, below - span)
        for ticket_id in (first, (first + below) // 2, below - 1):
            assert set(blocks_of(ticket_id)) & set(blocks)
        assert first == 0 or not set(blocks_of(first - 1)) & set(blocks)


def test_no_more_than_some_of_the_largest_blocks_are_asked_at_once() -> None:
    blocks, first = blocks_below(9_000_000, 9_000_000)
    assert len(blocks) == BLOCKS_AT_ONCE
    assert first > 0
