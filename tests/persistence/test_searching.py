"""The search index on both databases: it finds exactly what LIKE finds, after any number of changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_desk.domain.actions import Action
from service_desk.domain.searching import compared
from service_desk.persistence import search_facets, searching
from service_desk.persistence.database import db, transaction
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_facets import facets_of
from service_desk.persistence.search_writing import Searchable, keep_searchable
from service_desk.persistence.searching import Wanted, found_ids, found_page, fts_query, gin_query
from service_desk.persistence.tables import SearchText, Ticket
from tests.usecases.office import ACCEPTED, CLOSED, ON_SITE, RESULT, WORKING, A, Office

pytestmark = pytest.mark.every_database

NUMBERS = st.text(alphabet="13", min_size=4, max_size=9)
LETTERS = st.lists(st.text(alphabet="电力容量ab13.𠮷\n 。", max_size=12) | NUMBERS, max_size=2).map("".join)
WORDS = (
    (st.text(alphabet="电力容量ab13.𠮷", min_size=2, max_size=4) | NUMBERS)
    .map(compared)
    .filter(lambda word: len(word) > 1)
)


def lines(text: str) -> str:
    return "\n".join(line for each in text.split("\n") if (line := compared(each)))


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
                keep_searchable(session, Searchable(ticket_id, lines(words), lines(contact)))
        wanted = Wanted((word,), in_contacts=in_contacts)
        page, total = found_page(db.session(), wanted)
        found = {ticket.id for ticket in page}
        assert found == by_like(word, in_contacts)
        assert total == len(found)

    check()


def test_all_words_must_be_found_and_none_of_the_unwanted(numbered: list[int]) -> None:
    with transaction() as session:
        for ticket_id, words in zip(
            numbered, ("变压器增容", "变压器借用", "增容", "变压\n器增容"), strict=True
        ):
            keep_searchable(session, Searchable(ticket_id, words, ""))
    one, two, *_rest = numbered
    assert found(Wanted(("变压器",))) == [two, one]
    assert found(Wanted(("变压器", "增容"))) == [one]
    assert found(Wanted(("变压器",), unwanted=("借用",))) == [one]


def found(wanted: Wanted) -> list[int]:
    return [ticket.id for ticket in found_page(db.session(), wanted)[0]]


def test_pages_follow_each_other_without_gap_or_repeat(numbered: list[int]) -> None:
    with transaction() as session:
        for ticket_id in numbered:
            keep_searchable(session, Searchable(ticket_id, "同一件事", ""))
    first, total = found_page(db.session(), Wanted(("同一",)), size=2)
    assert [ticket.id for ticket in first] == numbered[:0:-1]
    second, still = found_page(db.session(), Wanted(("同一",)), before=first[1].id, size=2)
    assert [ticket.id for ticket in second] == numbered[1::-1]
    assert (total, still) == (4, 4)


def test_without_words_the_conditions_alone_decide(numbered: list[int]) -> None:
    assert found(Wanted(())) == numbered[::-1]


def test_a_facet_that_has_changed_is_found_under_its_new_value_alone(numbered: list[int]) -> None:
    one = numbered[0]
    for park in ("东区", "西区"):
        with transaction() as session:
            ticket = session.get_one(Ticket, one)
            ticket.park = park
            keep_searchable(session, Searchable(one, "变压器", "", " ".join(facets_of(ticket))))
    assert found(Wanted(("变压器",), narrowed=QueueFilter(park="西区"))) == [one]
    assert found(Wanted((), narrowed=QueueFilter(park="西区"))) == [one]
    assert found(Wanted(("变压器",), narrowed=QueueFilter(park="东区"))) == []


def test_every_condition_says_the_same_with_the_index_as_without(database: SQLAlchemy) -> None:
    """Tickets in every state a walk comes by, looked for under every condition, alone and with a word."""
    office = Office()
    for actions in (
        (A.SUBMIT,),
        ACCEPTED,
        WORKING,
        RESULT,
        CLOSED,
        ON_SITE,
        (A.SUBMIT, A.WITHDRAW),
        (A.SUBMIT, A.DECLINE),
    ):
        office.bring(*actions)
    for narrowed in conditions(db.session.query(Ticket).all()):
        truth = set(db.session.scalars(narrowed_query(sa.select(Ticket.id), narrowed)))
        assert set(found(Wanted((), narrowed=narrowed))) == truth, narrowed
        assert set(found(Wanted(("变压器",), narrowed=narrowed))) == truth & by_like("变压器", False), (
            narrowed
        )
    for department in ("PW", "GS", "ES"):
        mine = {
            ticket.id
            for ticket in db.session.query(Ticket)
            if department
            in {ticket.lead_department, ticket.first_department, *(t.department for t in ticket.co_tasks)}
        }
        assert set(found(Wanted((), department=department))) == mine


def conditions(tickets: list[Ticket]) -> Iterator[QueueFilter]:
    """Yield one list for every value that a ticket has of every condition."""
    for name in ("category", "request_type", "park", "source", "level", "urgency", "owner_id"):
        for value in {getattr(ticket, name) for ticket in tickets} - {None}:
            yield QueueFilter(**{name: value})
    for state in {ticket.state_now for ticket in tickets}:
        yield QueueFilter(states=(state,))
    for lead in {ticket.lead_department for ticket in tickets} - {None}:
        yield QueueFilter(lead=lead)
    far = datetime(2099, 1, 1, tzinfo=UTC)
    yield QueueFilter(due_before=far)
    yield QueueFilter(is_open=True)
    yield QueueFilter(submitted_before=far)


def test_gin_is_asked_block_after_block_and_misses_nothing(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "BLOCKS", (0, 1, 2))
    monkeypatch.setattr(search_facets, "BLOCKS", (0, 1, 2))
    with transaction() as session:
        for ticket_id, words in zip(numbered, ("变压器", "增容", "变压器", "增容"), strict=True):
            keep_searchable(session, Searchable(ticket_id, words, ""))
    one, _two, three, _four = numbered
    assert found_ids(db.session(), Wanted(("变压",)), None, 9) == [three, one]
    assert found_ids(db.session(), Wanted(("变压器",)), None, 1) == [three]
    assert found_ids(db.session(), Wanted(("变压器",)), three, 9) == [one]
    assert found_ids(db.session(), Wanted(("无此",)), None, 9) == []


def test_the_index_is_asked_and_no_table_is_read_from_end_to_end(database: SQLAlchemy) -> None:
    dialect = db.engine.dialect.name
    wanted = Wanted(("变压器",), in_contacts=True, department="PW")
    connection = db.session.connection()
    if dialect == "sqlite":
        for before in (None, 7):
            plan = _plan(connection, fts_query(wanted, before).limit(21), "explain query plan ")
            assert "VIRTUAL TABLE INDEX" in plan
            assert "SCAN ticket" not in plan
            assert "TEMP B-TREE" not in plan
        return
    # Few rows are sooner read than looked up; with both other ways closed the index is what is left.
    connection.exec_driver_sql("set enable_seqscan = off")
    connection.exec_driver_sql("set enable_indexscan = off")
    plan = _plan(connection, gin_query(wanted, 9_000, "y02").limit(21), "explain ")
    assert "ix_search_index_words" in plan
    assert "ix_search_index_contact" in plan


def _plan(connection: sa.Connection, query: sa.Select[int], explain: str) -> str:
    text = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
    return "\n".join(str(row) for row in connection.exec_driver_sql(explain + text))


def test_every_ticket_has_its_text(numbered: list[int]) -> None:
    count = sa.select(sa.func.count())
    assert db.session.scalar(count.select_from(SearchText)) == db.session.scalar(count.select_from(Ticket))
