"""The search index on both databases: it finds exactly what LIKE finds, after any number of changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_desk.domain.actions import Action
from service_desk.domain.searching import compared
from service_desk.persistence import search_facets, search_fts, search_gin, search_sample
from service_desk.persistence.database import db, transaction
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_facets import facet_words, facets_of
from service_desk.persistence.search_fts import fts_query
from service_desk.persistence.search_gin import gin_query
from service_desk.persistence.search_wanted import ALL
from service_desk.persistence.search_writing import Searchable, keep_searchable
from service_desk.persistence.searching import Wanted, found_ids, found_page
from service_desk.persistence.tables import SearchText, Ticket
from service_desk.usecases.intake.submit_ticket import submit_ticket
from tests.usecases.deeds import ACCEPTED, CLOSED, FIRM, MORNING, ON_SITE, REQUEST, RESULT, WORKING, A
from tests.usecases.office import Office

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


def test_what_is_not_asked_of_the_index_is_compared_with_the_texts(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few parts of the words the index is asked for."""
    for module in (search_fts, search_gin):
        monkeypatch.setattr(module, "worth_asking", lambda _sample, words, _facets: words[-1:])

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(LETTERS, LETTERS), min_size=4, max_size=4), WORDS, WORDS, st.booleans())
    def check(texts: list[tuple[str, str]], one: str, other: str, in_contacts: bool) -> None:
        with transaction() as session:
            for ticket_id, (words, contact) in zip(numbered, texts, strict=True):
                keep_searchable(session, Searchable(ticket_id, lines(words), lines(contact)))
        both = by_like(one, in_contacts) & by_like(other, in_contacts)
        assert set(found_ids(db.session(), Wanted((one, other), in_contacts=in_contacts), None, 9)) == both

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
        for narrowed in several(db.session.query(Ticket).all()):
            truth = mine & set(db.session.scalars(narrowed_query(sa.select(Ticket.id), narrowed)))
            assert set(found(Wanted((), narrowed=narrowed, department=department))) == truth, narrowed


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


def test_usual_facets_are_looked_for_in_the_texts_where_words_are_rare(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_sample, "_sampled", {})
    with transaction() as session:
        for ticket_id, park in zip(numbered, ("东区", "西区", "东区", "东区"), strict=True):
            ticket = session.get_one(Ticket, ticket_id)
            ticket.park = park
            keep_searchable(session, Searchable(ticket_id, "增容", "", " ".join(facets_of(ticket))))
    sample, east = (
        search_sample.sample_of(db.session()),
        Wanted(("变压器",), narrowed=QueueFilter(park="东区")),
    )
    assert search_sample.facets_worth_asking(sample, ["变压"], east.facets, in_contacts=False) == []
    assert search_sample.facets_worth_asking(sample, ["增容"], east.facets, in_contacts=False) == east.facets
    with transaction() as session:
        for ticket_id in numbered[:3]:  # what the sample cannot know yet
            kept = session.get_one(SearchText, ticket_id)
            keep_searchable(session, Searchable(ticket_id, "变压器", "", kept.facets))
    assert found(east) == [numbered[2], numbered[0]]


def several(tickets: list[Ticket]) -> Iterator[QueueFilter]:
    """Yield lists narrowed by several conditions at once, as one ticket or another fits them."""
    for ticket in tickets:
        states, park, lead = (ticket.state_now,), ticket.park, ticket.lead_department
        yield QueueFilter(states=states, park=park)
        yield QueueFilter(states=states, lead=lead, category=ticket.category, level="complex")
        yield QueueFilter(park=park, lead=lead, request_type=ticket.request_type, is_open=True)
    yield QueueFilter(states=(tickets[0].state_now, tickets[-1].state_now), lead="PW")


def test_gin_is_asked_block_after_block_and_misses_nothing(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_facets, "BLOCKS", (0, 1, 2))
    monkeypatch.setattr(search_gin, "NEWEST", 1)
    monkeypatch.setattr(search_gin, "_SPARE", 0.1)
    monkeypatch.setattr(search_sample, "_sampled", {})
    with transaction() as session:
        for ticket_id, words in zip(numbered, ("变压器", "增容", "变压器", "增容"), strict=True):
            keep_searchable(session, Searchable(ticket_id, words, ""))
    one, _two, three, _four = numbered
    assert found_ids(db.session(), Wanted(("变压",)), None, 9) == [three, one]
    assert found_ids(db.session(), Wanted(("变压器",)), None, 1) == [three]
    asked, really = list[Any](), search_gin.gin_query
    monkeypatch.setattr(search_gin, "gin_query", lambda *given: asked.append(given[3]) or really(*given))
    assert found_ids(db.session(), Wanted(("变压器",)), three, 9) == [one]
    assert all(asked), "the first tickets are asked for by their blocks, not among all"
    assert found_ids(db.session(), Wanted(("无此",)), None, 9) == []
    newer = [submit_ticket(REQUEST, FIRM, MORNING + timedelta(days=1, minutes=n)).id for n in range(2)]
    with transaction() as session:  # in a block that was not there when the newest ticket was asked for
        for ticket_id in newer:
            keep_searchable(session, Searchable(ticket_id, "变压器", ""))
    assert found_ids(db.session(), Wanted(("变压器",)), None, 9) == [*newer[::-1], three, one]
    assert found_ids(db.session(), Wanted(("变压器",)), newer[1], 1) == [newer[0]]


def test_the_index_is_asked_and_no_table_is_read_from_end_to_end(database: SQLAlchemy) -> None:
    dialect = db.engine.dialect.name
    wanted = Wanted(("变压器",), in_contacts=True, department="PW")
    connection = db.session.connection()
    if dialect == "sqlite":
        for ids in (ALL, range(7), range(3, 7)):
            plan = _plan(connection, fts_query(db.session(), wanted, ids, 21), "explain query plan ")
            assert "VIRTUAL TABLE INDEX" in plan
            assert "SCAN ticket" not in plan
            assert "TEMP B-TREE" not in plan
        return
    # Few rows are sooner read than looked up; with both other ways closed the index is what is left.
    connection.exec_driver_sql("set enable_seqscan = off")
    connection.exec_driver_sql("set enable_indexscan = off")
    plan = _plan(connection, gin_query(wanted, {"变压", "压器"}, 9_000, ["y02"], 21), "explain ")
    assert "ix_search_index_words" in plan
    assert "ix_search_index_contact" in plan


def _plan(connection: sa.Connection, asked: tuple[sa.Select[int], dict[str, Any]], explain: str) -> str:
    statement, given = asked
    text = str(statement.params(given).compile(db.engine, compile_kwargs={"literal_binds": True}))
    return "\n".join(str(row) for row in connection.exec_driver_sql(explain + text))


def test_common_words_are_left_out_where_the_others_are_rare(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_sample, "_sampled", {})
    texts = ("变压器增容", "增容", "增容", "增容借用")
    with transaction() as session:
        for ticket_id, words in zip(numbered, texts, strict=True):
            keep_searchable(session, Searchable(ticket_id, words, "13800138000", "zopen"))
    sample = search_sample.sample_of(db.session())
    assert search_sample.sample_of(db.session()) is sample
    monkeypatch.setattr(search_sample, "RARE", 1 / 4)
    ask = partial(search_sample.worth_asking, sample)
    assert ask(["增容", "变压"], []) == ["变压"]
    assert ask(["增容", "7777"], []) == ["7777"]
    assert ask(["增容"], []) == ["增容"]
    assert ask(["增容"], ["zclosed"]) == []
    monkeypatch.setattr(search_sample, "RARE", 1 / 8)
    assert ask(["增容", "变压"], []) == ["增容", "变压"]
    assert sample.share(sample.holding(["增容"])) == 1
    assert sample.share(sample.holding(["8001"])) == 0
    assert sample.share(sample.holding(["8001", "借用"], facet_words(["zopen"]), in_contacts=True)) == 1 / 4


def test_a_sample_that_tells_of_other_tickets_changes_nothing(
    numbered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All texts have changed since it was read."""
    monkeypatch.setattr(search_sample, "_sampled", {})
    for texts in (("增容", "增容", "借用", "借用"), ("借用增容", "变压器", "变压器", "增容")):
        with transaction() as session:
            for ticket_id, words in zip(numbered, texts, strict=True):
                keep_searchable(session, Searchable(ticket_id, words, "", ""))
        for words in ("增容", "借用", "变压", "变压器", "借用增容", "无此"):
            assert set(found_ids(db.session(), Wanted((words,)), None, 9)) == by_like(words, False)


def test_every_ticket_has_its_text(numbered: list[int]) -> None:
    count = sa.select(sa.func.count())
    assert db.session.scalar(count.select_from(SearchText)) == db.session.scalar(count.select_from(Ticket))
