"""How the database adds up a period and reads the list behind a number: along indexes, never the whole archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import AGES, LISTED, Scope
from service_desk.persistence.adding_up import Asked, added_up
from service_desk.persistence.database import db, transaction
from service_desk.persistence.period_figures import ages, by_type, count_of
from service_desk.persistence.period_lists import latest_by_firm, page, page_query
from service_desk.persistence.tables import CountedFact, Ticket
from service_desk.persistence.tables.counted import FOREVER
from service_desk.usecases.reporting.sum_days import sum_finished_days
from tests.support.staged import Staged
from tests.usecases.office import Office

BEGIN = datetime(2026, 1, 4, 16, 0, tzinfo=UTC)
NOW = BEGIN + timedelta(days=100, hours=11)
PER_DAY = 40
YEAR = Asked(BEGIN - timedelta(days=4), NOW)
STRETCH = Asked(
    BEGIN + timedelta(days=20, hours=3), BEGIN + timedelta(days=70, hours=5), Scope(department="PW")
)


@pytest.fixture
def archive(staged: Staged) -> None:
    """A hundred days of facts of one ticket, most of them ended, all but today's summed."""
    staged(a_hundred_days)


def a_hundred_days() -> None:
    """Store a hundred days of facts of one ticket, most of them ended, all but today's summed."""
    office = Office()
    ticket = office.ticket(office.submit())
    rows = [row for number in range(100 * PER_DAY) for row in _facts(number, ticket)]
    with transaction() as session:
        session.execute(sa.insert(CountedFact), rows)
    sum_finished_days(NOW)
    db.session.execute(sa.text("analyze"))
    db.session.commit()


def _facts(number: int, ticket: Ticket) -> Iterator[dict[str, Any]]:
    at = BEGIN + timedelta(days=1) / PER_DAY * number
    ended = at + timedelta(days=3)
    told = (
        (Figure.NEW, at, FOREVER, None), (Figure.CLOSING, at, ended, FOREVER), (Figure.FINISHED, ended, FOREVER, None),
        (Figure.RESPONDED, at, FOREVER, None),
    )  # fmt: skip
    for place, (figure, since, until, end) in enumerate(told):
        later = timedelta(days=1) if figure is Figure.RESPONDED and number % 10 == 0 else timedelta(0)
        yield {
            "figure": figure.value, "at": since, "ticket_id": ticket.id, "no": 1000 + number * 10 + place,
            "department": "PW", "category": "FS", "request_type": "power_capacity", "park": None,
            "enterprise_id": ticket.enterprise_id, "since": since + later, "until": until, "ended": end,
            "days": 3 if figure is Figure.FINISHED else None, "seq": place,
        }  # fmt: skip


@pytest.fixture
def asked_of_the_database(archive: None) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that is sent, with its values."""
    sent: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        sent.append((statement, values))

    engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", hear)


@pytest.mark.parametrize("asked", [YEAR, STRETCH], ids=["year", "stretch of a department"])
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sqlite_adds_up_a_period_along_indexes(
    asked_of_the_database: list[tuple[str, Any]], asked: Asked
) -> None:
    added_up(db.session(), asked, LISTED, "department", "category")
    statements = [each for each in asked_of_the_database if "count(*)" in each[0] or "sum(" in each[0]]
    assert len(statements) > 8
    for statement, values in statements:
        rows = db.session.connection().exec_driver_sql(f"explain query plan {statement}", values)
        plan = [row[3] for row in rows]
        assert not any(step.startswith("SCAN") for step in plan), plan
        narrow = {
            "since > at": "held_later",
            "until < '9999": "no_longer",
            "figure in ('closing'": "standing",
        }
        for words, index in narrow.items():
            if words in statement and "no_longer" not in str(plan):
                assert any(f"ix_counted_fact_{index}" in step for step in plan), (statement, plan)


@pytest.mark.parametrize("asked", [YEAR, STRETCH], ids=["year", "stretch of a department"])
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_postgresql_adds_up_a_period_from_few_rows(
    asked_of_the_database: list[tuple[str, Any]], asked: Asked
) -> None:
    added_up(db.session(), asked, LISTED, "department", "category")
    statements = [each for each in asked_of_the_database if "count(*)" in each[0] or "sum(" in each[0]]
    read = 0
    for statement, values in statements:
        found = db.session.connection().exec_driver_sql(f"explain (analyze, format json) {statement}", values)
        plan = found.scalar_one()
        read += sum(
            _rows_read(node)
            for node in _nodes((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
        )
    facts = db.session.scalar(sa.select(sa.func.count()).select_from(CountedFact))
    assert facts is not None
    assert 0 < read < facts / 4


@pytest.mark.every_database
@pytest.mark.parametrize("figure", [Figure.FINISHED, Figure.NEW])
def test_a_page_of_a_list_behind_a_number_reads_no_more_than_a_page(archive: None, figure: Figure) -> None:
    query = page_query(figure, YEAR).compile(db.engine, compile_kwargs={"render_postcompile": True})
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        values = tuple(query.construct_params()[name] for name in query.positiontup or ())
        values = tuple(
            str(each.replace(tzinfo=None)) if isinstance(each, datetime) else each for each in values
        )
        rows = connection.exec_driver_sql(f"explain query plan {query}", values)
        plan = [row[3] for row in rows]
        assert plan == ["SEARCH counted_fact USING PRIMARY KEY (figure=? AND at>? AND at<?)"]
    else:
        found = connection.exec_driver_sql(
            f"explain (analyze, format json) {query}", query.params
        ).scalar_one()
        nodes = list(_nodes((found if isinstance(found, list) else json.loads(found))[0]["Plan"]))
        assert max(_rows_read(node) for node in nodes) <= 30, nodes


@pytest.mark.every_database
def test_the_enterprises_behind_a_number_are_read_along_the_list_and_no_further(
    asked_of_the_database: list[tuple[str, Any]],
) -> None:
    groups, is_cut = latest_by_firm(db.session(), (Figure.FINISHED,), YEAR, 10)
    assert (len(groups), is_cut) == (1, True)
    [(statement, values)] = [each for each in asked_of_the_database if "counted_fact" in each[0]]
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = [row[3] for row in connection.exec_driver_sql(f"explain query plan {statement}", values)]
        assert plan == ["SEARCH counted_fact USING PRIMARY KEY (figure=? AND at>? AND at<?)"]
    else:
        found = connection.exec_driver_sql(f"explain (analyze, format json) {statement}", values).scalar_one()
        nodes = list(_nodes((found if isinstance(found, list) else json.loads(found))[0]["Plan"]))
        assert max(_rows_read(node) for node in nodes) <= 15, nodes
        assert not any(node["Node Type"] == "Sort" for node in nodes), nodes


RARE = replace(YEAR, scope=Scope(request_type="tax"))


@pytest.mark.every_database
def test_a_list_of_a_rare_request_type_reads_its_own_facts_only(
    asked_of_the_database: list[tuple[str, Any]],
) -> None:
    assert page(db.session(), (Figure.NEW,), RARE) == ([], None)
    [(statement, values)] = [each for each in asked_of_the_database if "counted_fact" in each[0]]
    plan, read = _plan(statement, values)
    assert "ix_counted_fact_fresh" in plan
    assert read == 0


@pytest.mark.every_database
def test_of_what_is_known_to_be_few_no_more_is_looked_for(
    asked_of_the_database: list[tuple[str, Any]],
) -> None:
    assert page(db.session(), (Figure.FINISHED,), RARE, total=0) == ([], None)
    assert not [statement for statement, _values in asked_of_the_database if "counted_fact" in statement]
    lines, after = page(db.session(), (Figure.FINISHED,), YEAR, total=2)
    assert (len(lines), after) == (2, None)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_enterprises_are_told_apart_and_ages_looked_up_in_indexes_that_hold_all_it_takes(
    asked_of_the_database: list[tuple[str, Any]],
) -> None:
    [kind] = by_type(db.session(), YEAR, 10)
    assert (kind.count, kind.firms) == (count_of(db.session(), (Figure.NEW,), YEAR), 1)
    assert sum(ages(db.session(), YEAR, AGES)) == count_of(db.session(), (Figure.CLOSING,), YEAR)
    statements = {
        "ix_counted_fact_fresh": "count(distinct",
        "ix_counted_fact_standing": "join ticket",
    }
    for index, words in statements.items():
        [(statement, values)] = [each for each in asked_of_the_database if words in each[0].lower()]
        assert f"COVERING INDEX {index}" in _plan(statement, values)[0]


@pytest.mark.parametrize(
    "scope",
    [
        Scope(department="PW"),
        Scope(category=Category.FACTORS),
        Scope(request_type="power_capacity"),
        Scope(park="东区"),
    ],
    ids=["department", "category", "request type", "park"],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_ages_of_a_part_of_the_zone_are_looked_up_in_an_index_that_holds_the_part(
    asked_of_the_database: list[tuple[str, Any]], scope: Scope
) -> None:
    asked = replace(STRETCH, scope=scope)
    assert sum(ages(db.session(), asked, AGES)) == count_of(db.session(), (Figure.CLOSING,), asked)
    [(statement, values)] = [each for each in asked_of_the_database if "join ticket" in each[0].lower()]
    assert "COVERING INDEX ix_counted_fact_standing" in _plan(statement, values)[0]


def _plan(statement: str, values: Any) -> tuple[str, int]:
    """Return how a statement is answered, in words, and on PostgreSQL how many rows of tables are looked at."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        return str(
            [row[3] for row in connection.exec_driver_sql(f"explain query plan {statement}", values)]
        ), 0
    found = connection.exec_driver_sql(f"explain (analyze, format json) {statement}", values).scalar_one()
    nodes = list(_nodes((found if isinstance(found, list) else json.loads(found))[0]["Plan"]))
    return str(nodes), sum(_rows_read(node) for node in nodes)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _rows_read(node: dict[str, Any]) -> int:
    """Return how many rows of a table a step looked at."""
    if "Relation Name" not in node:
        return 0
    return int((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])
