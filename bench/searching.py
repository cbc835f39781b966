"""Searching without the page around it: the use case as it is called, for words that are rare, common, narrowed, or a number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import sqlalchemy as sa

from bench.measuring import in_turn
from bench.results import Result
from bench.zone import A_DAYS_TICKETS, START
from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.domain.searching import Query, Vocabulary, parse_query
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.searching.search_tickets import search_tickets

LINES = {
    "few hits": "基准诉求7777",
    "many hits": "用电容量",
    "narrowed": "用电容量 状态:办理中 部门:供电",
    "conditions alone": "状态:办理中 园区:东区",
    "days long past": "提交<=2026-01-06",
    "number": "",
}
"""What is typed; the number is that of a ticket in the middle of the zone."""


def searching(kind: str, tickets: int, runs: int) -> list[Result]:
    """Measure each line inside the application, against reading a page of tickets by their ids."""
    now, officer = datetime.now(UTC), Actor(1, "基准-承办人", frozenset({Role.HANDLER}), "PW")
    words = Vocabulary.of(catalogue_in_force(db.session()), {})
    middle = tickets // 2
    day = START + timedelta(days=1) / A_DAYS_TICKETS * middle
    number = f"QY{day:%Y%m%d}-{middle % A_DAYS_TICKETS:04d}"
    columns = (Ticket.ticket_no, Ticket.title, Ticket.enterprise_name, Ticket.state)
    page = sa.select(*columns).where(Ticket.id.in_(range(middle, middle + 20)))

    def read_page() -> None:
        db.session.execute(page).all()
        db.session.remove()

    def search(query: Query) -> None:
        search_tickets(db.session(), query, officer, now)
        db.session.remove()

    found = []
    for what, typed in LINES.items():
        times, floor = in_turn(partial(search, parse_query(typed or number, words)), read_page, runs)
        found.append(Result(f"search itself, {what}", kind, tickets, times, floor))
    return found
