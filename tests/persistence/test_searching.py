"""The search index on both databases: it finds exactly what LIKE finds, after any number of changes."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_desk.domain.actions import Action
from service_desk.domain.searching import squeezed
from service_desk.persistence import searching
from service_desk.persistence.database import db, transaction
from service_desk.persistence.searching import Wanted, found_count, found_page, found_query, keep_searchable
from service_desk.persistence.tables import SearchText, Ticket
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database

LETTERS = st.text(alphabet="电力容量ab1𠮷\n 。", max_size=12)
WORDS = st.text(alphabet="电力容量ab1𠮷", min_size=2, max_size=4)


def lines(text: str) -> str:
    return "\n".join(line for each in text.split("\n") if (line := squeezed(each)))


@pytest.fixture
def numbered(database: SQLAlchemy) -> list[int]:
    office = Office()
    return [office.ticket(office.bring(Action.SUBMIT)).id for _ in range(4)]


def by_like(word: str, in_contacts: bool) -> set[int]:
    held = SearchText.words.like(f"%{word}%")
    if in_contacts:
        held = sa.or_(held, SearchText.contact.like(f"%{word}%"))
    return set(db.session.scalars(sa.select(SearchText.ticket_id).where(held)))


def test_it_finds_exactly_what_like_finds(numbered: list[int]) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(LETTERS, LETTERS), min_size=4, max_size=4), WORDS, st.booleans())
    def check(texts: list[tuple[str, str]], word: str, in_contacts: bool) -> None:
        with transaction() as session:
            for ticket_id, (words, contact) in zip(numbered, texts, strict=True):
                keep_searchable(session, ticket_id, lines(words), lines(contact))
        wanted = Wanted((word,), in_contacts=in_contacts)
        found = {ticket.id for ticket in found_page(db.session(), wanted)}
        assert found == by_like(word, in_contacts)
        assert found_count(db.session(), wanted) == len(found)

    check()


def test_all_words_must_be_found_and_none_of_the_unwanted(numbered: list[int]) -> None:
    with transaction() as session:
        for ticket_id, words in zip(
            numbered, ("变压器增容", "变压器借用", "增容", "变压\n器增容"), strict=True
        ):
            keep_searchable(session, ticket_id, words, "")
    one, two, *_rest = numbered
    found = [ticket.id for ticket in found_page(db.session(), Wanted(("变压器",)))]
    assert found == [two, one]
    assert [t.id for t in found_page(db.session(), Wanted(("变压器", "增容")))] == [one]
    assert [t.id for t in found_page(db.session(), Wanted(("变压器",), unwanted=("借用",)))] == [one]


def test_pages_follow_each_other_without_gap_or_repeat(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 2)
    with transaction() as session:
        for ticket_id in numbered:
            keep_searchable(session, ticket_id, "同一件事", "")
    first = found_page(db.session(), Wanted(("同一",)), size=2)
    assert [t.id for t in first] == numbered[:0:-1]
    assert [
        t.id for t in found_page(db.session(), Wanted(("同一",)), before=first[1].id, size=2)
    ] == numbered[1::-1]


def test_without_words_the_conditions_alone_decide(numbered: list[int]) -> None:
    assert [t.id for t in found_page(db.session(), Wanted(()))] == numbered[::-1]


def test_the_index_is_asked_and_no_table_is_read_from_end_to_end(database: SQLAlchemy) -> None:
    dialect = db.engine.dialect.name
    for before in (None, 7):
        query = found_query(dialect, Wanted(("变压器",), in_contacts=True, department="PW"), before).limit(21)
        text = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
        connection = db.session.connection()
        if dialect == "sqlite":
            plan = "\n".join(str(row) for row in connection.exec_driver_sql("explain query plan " + text))
            assert "VIRTUAL TABLE INDEX" in plan
            assert "SCAN ticket" not in plan
            assert "TEMP B-TREE" not in plan
        elif (
            before is None
        ):  # few rows are sooner read than looked up; with both ways closed the index is what is left
            connection.exec_driver_sql("set enable_seqscan = off")
            connection.exec_driver_sql("set enable_indexscan = off")
            plan = str(_rows(connection.exec_driver_sql("explain " + text)))
            assert "ix_search_index_words" in plan
            assert "ix_search_index_contact" in plan


def _rows(result: Any) -> list[Any]:
    return [row[0] for row in result]


def test_every_ticket_has_its_text(numbered: list[int]) -> None:
    count = sa.select(sa.func.count())
    assert db.session.scalar(count.select_from(SearchText)) == db.session.scalar(count.select_from(Ticket))
