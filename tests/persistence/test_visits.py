"""How lists of visits and firms are read: along an index in their own order, however many there are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.database import db
from service_desk.persistence.firm_lookup import keys_query
from service_desk.persistence.visits import VisitPlace, VisitView, page_query

TODAY = date(2026, 3, 10)
PLACES = (None, VisitPlace(7, TODAY))


def sqlite_plan(statement: sa.Select[Any]) -> str:
    compiled = statement.compile(db.engine, compile_kwargs={"literal_binds": True})
    rows = db.session.connection().exec_driver_sql(f"explain query plan {compiled}")
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize("place", PLACES, ids=["first", "further"])
@pytest.mark.parametrize(
    ("view", "index"),
    [
        (VisitView.ALL, "ix_visit_campaign"),
        (VisitView.SILENT, "ix_visit_silent"),
        (VisitView.UNDELIVERED, "ix_visit_undelivered"),
        (VisitView.DUE, "ix_visit_follow_up"),
    ],
)
def test_each_list_of_a_campaign_is_read_along_its_own_index_unsorted(
    database: SQLAlchemy, view: VisitView, index: str, place: VisitPlace | None
) -> None:
    plan = sqlite_plan(page_query(3, view, place, today=TODAY))
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan


def test_the_latest_visits_of_all_are_read_from_the_end(database: SQLAlchemy) -> None:
    plan = sqlite_plan(page_query(None, VisitView.ALL, VisitPlace(7)))
    assert "PRIMARY KEY" in plan
    assert "TEMP B-TREE" not in plan


def test_a_firm_is_looked_up_by_the_beginning_of_a_key(database: SQLAlchemy) -> None:
    plan = sqlite_plan(keys_query("精密"))
    assert "SEARCH firm_key" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.every_database
@pytest.mark.parametrize(
    "broken",
    [
        "update visit set is_placeholder = not is_placeholder",
        "update visit set on_site = asked + 1",
        "update visit set date_precision = 'perhaps'",
        "update campaign set target = 0",
        "update campaign set firms = visits + 1",
        "update campaign set on_site = asked + 1",
    ],
)
def test_the_database_refuses_what_cannot_be(database: SQLAlchemy, broken: str) -> None:
    session = database.session
    session.execute(
        sa.text(
            "insert into campaign (id, version, name, group_name, starts_on, date_precision, departments, policies, target,"
            " is_over, visits, firms, silent, undelivered, asked, on_site, created_at, created_by) values"
            " (1, 1, 'a', 'b', '2026-03-01', 'exact', '[]', '[]', 3, false, 0, 0, 0, 0, 0, 0, '2026-03-01 00:00:00', 'x')"
        )
    )
    session.execute(
        sa.text(
            "insert into visit (visit_no, submission_key, version, campaign_id, firm_name, is_placeholder, visited_on,"
            " date_precision, people, handed, handed_words, is_undelivered, seen, follow_up, followed, asked, on_site,"
            " recorded_at, recorder_name) values ('ZF20260301-0001', 'k', 1, 1, '企业01', true, '2026-03-01', 'approx', 'x',"
            " '[]', '', false, '', '', '[]', 0, 0, '2026-03-01 00:00:00', 'x')"
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text(broken))
    session.rollback()
