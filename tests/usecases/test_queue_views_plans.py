"""How the database reads a page of each list: along an index in the list's own order, never the whole table, unsorted."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.persistence.database import db
from service_desk.persistence.queues import Cursor, QueueFilter, count_query, page_query
from service_desk.persistence.tables import CoTask, Ticket
from service_desk.persistence.tickets import firm_query
from service_desk.persistence.work_lists import OPEN_CHILDREN
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import STAND_IN, Tab, tabs_of
from tests.usecases.deeds import CALLER, DISPATCHER, HANDLER, LEADER, MORNING

EVERY_LIST = [
    (actor, tab.key) for actor in (HANDLER, DISPATCHER, CALLER, LEADER) for tab in tabs_of(actor, MORNING)
]
LISTS = pytest.mark.parametrize(
    ("actor", "key"),
    dict.fromkeys(EVERY_LIST),
    ids=[f"{next(iter(actor.roles))}-{key}" for actor, key in dict.fromkeys(EVERY_LIST)],
)


def tab_of(actor: Actor, key: str) -> Tab:
    return next(tab for tab in tabs_of(actor, MORNING) if tab.key == key)


def statements(narrowed: QueueFilter) -> list[sa.Select[Any]]:
    later = Cursor(MORNING, 7)
    return [
        page_query(narrowed),
        page_query(narrowed, later),
        page_query(narrowed, Cursor(MORNING, 7, backwards=True)),
        count_query(narrowed),
    ]


def pretend_to_be_large() -> None:
    """Tell SQLite's planner of 100,000 tickets in twenty departments, few in any partial index, as its ANALYZE would."""
    rows_per_value = {
        "queue_department": 5000, "department": 5000, "state": 500, "status": 500, "enterprise_id": 100,
    }  # fmt: skip
    db.session.execute(sa.text("analyze"))
    db.session.execute(sa.text("delete from sqlite_stat1"))
    for table in (Ticket.__table__, CoTask.__table__):
        for index in table.indexes:
            held = 500 if index.dialect_kwargs.get("sqlite_where") is not None else 100_000
            found, spread = [held], held
            for column in index.columns:
                spread = min(spread, rows_per_value.get(column.name, 1))
                found.append(spread)
            stat = {"table": table.name, "index": index.name, "stat": " ".join(map(str, found))}
            db.session.execute(sa.text("insert into sqlite_stat1 values (:table, :index, :stat)"), stat)
    db.session.execute(sa.text("analyze sqlite_schema"))


def sqlite_plan(statement: sa.Select[Any]) -> list[str]:
    compiled = statement.compile(db.engine, compile_kwargs={"render_postcompile": True})
    rows = db.session.connection().exec_driver_sql(
        f"explain query plan {compiled}",
        tuple(compiled.construct_params()[name] for name in compiled.positiontup or ()),
    )
    return [row[3] for row in rows]


def is_scan(step: str) -> bool:
    """Tell whether a whole table is read; an index of the few rows a list is made of is read whole by right."""
    few = ("ix_ticket_application", "ix_ticket_supervised")
    return step.startswith(("SCAN ticket", "SCAN co_task")) and not step.endswith(few)


def postgresql_plan(statement: sa.Select[Any]) -> list[dict[str, Any]]:
    for way in ("seqscan", "bitmapscan", "sort"):  # what a planner takes for a handful of rows
        db.session.execute(sa.text(f"set enable_{way} = off"))
    compiled = statement.compile(db.engine, compile_kwargs={"render_postcompile": True})
    rows = db.session.connection().exec_driver_sql(f"explain (format json) {compiled}", compiled.params)
    found = rows.scalar_one()
    plan = found if isinstance(found, list) else json.loads(found)
    return list(_nodes(plan[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> Any:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


@LISTS
def test_sqlite_reads_a_list_along_an_index_in_its_order(
    database: SQLAlchemy, actor: Actor, key: str
) -> None:
    pretend_to_be_large()
    for statement in statements(tab_of(actor, key).narrowed):
        plan = sqlite_plan(statement)
        assert any(re.search(r"USING (COVERING )?INDEX ix_(ticket|co_task)_", step) for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan
        assert not [step for step in plan if is_scan(step)], plan


@LISTS
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_postgresql_reads_a_list_along_an_index_in_its_order(
    database: SQLAlchemy, actor: Actor, key: str
) -> None:
    for statement in statements(tab_of(actor, key).narrowed):
        nodes = postgresql_plan(statement)
        kinds = {node["Node Type"] for node in nodes}
        assert not kinds & {"Sort", "Incremental Sort", "Seq Scan"}, kinds
        assert any(
            str(node.get("Index Name", "")).startswith(("ix_ticket", "ix_co_task")) for node in nodes
        ), kinds


@pytest.mark.parametrize(
    "narrowing",
    [
        Narrowing(category="FS"),
        Narrowing(enterprise="演示"),
        Narrowing(owner_id=1, urgency=2, park="东区"),
        Narrowing(since=date(2026, 1, 1), until=date(2026, 3, 1)),
        Narrowing(lamp="green"),
        Narrowing(tags=(3, 7)),
        Narrowing(parts="open", state="in_progress"),
        Narrowing(owner_id=0, source="web"),
        Narrowing(
            lamp="red", tags=(3,), parts="open", park="东区", source="visit", enterprise="演示", owner_id=4
        ),
    ],
    ids=["category", "enterprise", "several", "dates", "lamp", "tags", "co-handling", "nobody's", "all"],
)
def test_a_narrowed_list_still_follows_the_index_of_its_order(
    database: SQLAlchemy, narrowing: Narrowing
) -> None:
    pretend_to_be_large()
    for key in ("our-in_progress", "our-due", "our-helping", "our-open"):
        for statement in statements(narrowing.within(tab_of(HANDLER, key), MORNING)):
            plan = sqlite_plan(statement)
            assert not any("TEMP B-TREE" in step for step in plan), plan
            assert not any(is_scan(step) for step in plan), plan


@pytest.mark.parametrize("key", ["our-open", STAND_IN])
def test_what_is_in_hand_is_read_along_an_index_that_holds_nothing_else(
    database: SQLAlchemy, key: str
) -> None:
    pretend_to_be_large()
    tab = next(tab for tab in tabs_of(HANDLER, MORNING, (4, 5)) if tab.key == key)
    plan = sqlite_plan(page_query(tab.narrowed))
    assert any("ix_ticket_open" in step or "ix_ticket_owner" in step for step in plan), plan
    assert not [step for step in plan if is_scan(step)], plan


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_postgresql_reads_a_narrowed_list_along_an_index_too(database: SQLAlchemy) -> None:
    narrowing = Narrowing(lamp="yellow", tags=(3,), parts="open", owner_id=4, source="web")
    for key in ("our-in_progress", "our-due", "our-helping", "our-open"):
        for statement in statements(narrowing.within(tab_of(HANDLER, key), MORNING)):
            kinds = {node["Node Type"] for node in postgresql_plan(statement)}
            assert "Seq Scan" not in kinds, kinds


def test_what_lies_under_an_umbrella_is_read_along_an_index_of_nothing_else(database: SQLAlchemy) -> None:
    pretend_to_be_large()
    plan = sqlite_plan(OPEN_CHILDREN.params(ticket_no="QY20260310-0001"))
    assert any("ix_ticket_parent" in step for step in plan), plan


def test_a_firms_tickets_are_read_along_the_index_of_firms(database: SQLAlchemy) -> None:
    pretend_to_be_large()
    plan = sqlite_plan(firm_query(7, but=8, limit=5))
    assert any("ix_ticket_enterprise" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan
