"""A zone of any size, written in bulk: tickets as the desk would have projected them, most of them struck off."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from bench.counted import facts_of
from service_desk.domain.actions import Action
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.events import GENESIS, Event, event_hash
from service_desk.domain.roles import Role
from service_desk.domain.searching import compared
from service_desk.domain.states import ENDED_STATES, HANDLING_STATES, State
from service_desk.persistence.database import db
from service_desk.persistence.search_facets import facets_of
from service_desk.persistence.search_writing import Searchable, keep_many_new
from service_desk.persistence.tables import CountedFact, Enterprise, QueueCount, Ticket, TicketEvent
from service_desk.usecases.reporting.sum_days import sum_finished_days

CHUNK = 5_000
START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
A_DAYS_TICKETS = 2160
OPEN_SHARE = 0.15
POWER_SHARE = 0.2
"""So many requests are about power that the measured department's list fills its page at every size."""

PARKS = ("智能制造产业园", "东区", "生物产业园", "新材料产业园")
FACETED = (
    "category", "request_type", "park", "source", "level", "urgency", "state", "lead_department", "first_department",
)  # fmt: skip
OPEN_MIX = (
    State.SUBMITTED, State.ACCEPTED, State.DISPATCHED, State.IN_PROGRESS, State.IN_PROGRESS, State.IN_PROGRESS,
    State.RESULT_REVIEW, State.CALLBACK,
)  # fmt: skip


def fill(size: int) -> None:
    """Write a zone of `size` tickets and its kept counts into the present database."""
    chance, counts = random.Random(13710), Counter[tuple[str, str]]()
    with db.engine.connect().execution_options(write=True) as connection:
        connection.execute(sa.insert(Enterprise), _enterprises())
        for first in range(0, size, CHUNK):
            tickets = [_ticket(n, chance) for n in range(first, min(first + CHUNK, size))]
            counts.update((ticket["queue_department"], ticket["state"]) for ticket in tickets)
            connection.execute(sa.insert(Ticket), tickets)
            connection.execute(sa.insert(TicketEvent), [_event(ticket) for ticket in tickets])
            _make_findable(connection, tickets)
            coordinator = load_catalogue().coordinator
            facts = [fact for ticket in tickets for fact in facts_of(ticket, coordinator)]
            connection.execute(sa.insert(CountedFact), facts)
            connection.commit()  # a journal of the whole would be as large as the zone
        rows = [{"department": d, "state": s, "tickets": n} for (d, s), n in counts.items()]
        connection.execute(sa.insert(QueueCount), rows)
        if connection.dialect.name == "postgresql":
            _set_counters(connection)
        connection.commit()
        _analyze(connection)
        sum_finished_days(datetime.now(UTC))
        _analyze(connection)


def _set_counters(connection: Connection) -> None:
    """Move PostgreSQL's counters on: rows with ids of their own leave them where they were."""
    for table in ("enterprise", "ticket"):
        highest = f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"
        connection.execute(sa.text(highest))


def _analyze(connection: Connection) -> None:
    connection.execute(sa.text("analyze"))
    connection.commit()


def _make_findable(connection: Connection, tickets: list[dict[str, Any]]) -> None:
    """Index what is written in bulk: number, title, text and enterprise, as the desk would have."""
    rows = []
    for ticket in tickets:
        texts = (
            ticket["ticket_no"],
            ticket["title"],
            ticket["body"],
            ticket["enterprise_name"],
            ticket["park"],
        )
        facets = " ".join(facets_of(Ticket(**{name: ticket[name] for name in FACETED})))
        rows.append(
            Searchable(ticket["id"], "\n".join(map(compared, texts)), ticket["contact_mobile"], facets)
        )
    with Session(connection) as session:
        keep_many_new(session, rows)
        session.flush()


def _enterprises() -> list[dict[str, Any]]:
    return [{"id": n, "uscc": None, "name": f"基准企业{n:04d}", "created_at": START} for n in range(1, 1001)]


def _ticket(n: int, chance: random.Random) -> dict[str, Any]:
    catalogue = load_catalogue()
    kinds = catalogue.request_types
    kind = kinds["power_capacity"] if chance.random() < POWER_SHARE else chance.choice(list(kinds.values()))
    state = chance.choice(OPEN_MIX) if chance.random() < OPEN_SHARE else State.CLOSED
    ended, led = state in ENDED_STATES, state not in (State.SUBMITTED, State.ACCEPTED)
    at = START + timedelta(days=1) / A_DAYS_TICKETS * n
    due = None if ended or state in (State.SUBMITTED, State.CALLBACK) else at + timedelta(days=7)
    department = kind.lead if led else catalogue.coordinator
    ticket: dict[str, Any] = {
        "id": n + 1, "ticket_no": f"QY{at:%Y%m%d}-{n % A_DAYS_TICKETS:04d}", "query_code": "CFHJKM", "version": 1,
        "state": state.value, "source": "web", "kind": "help", "language": "zh",
        "clock": "finished" if ended or state is State.CALLBACK else ("running" if due else "not_started"),
        "category": kind.category.value, "request_type": kind.code, "level": kind.level.value,
        "urgency": chance.choice((0, 0, 0, 0, 1, 2)), "policy": "13710-natural@2026.1", "suggestion": {},
        "title": f"基准诉求{n}：{kind.name.zh[:20]}", "body": "用来量速度的正文。" * 20, "form": "general", "form_data": {},
        "date_precision": "exact", "is_publishable": False, "enterprise_id": n % 1000 + 1,
        "enterprise_name": f"基准企业{n % 1000 + 1:04d}", "park": chance.choice(PARKS), "contact_name": "联系人",
        "contact_mobile": "13800138000", "queue_department": department,
        "responsible_department": kind.lead if state in HANDLING_STATES else catalogue.coordinator,
        "lead_department": kind.lead if led else None, "first_department": kind.lead if led else None,
        "milestones": _milestones(at, due, ended), "milestone": None if ended else "M7",
        "next_due_at": due, "rank_at": due or at, "submitted_at": at,
        "accepted_at": at if state is not State.SUBMITTED else None, "ended_at": at + timedelta(days=5) if ended else None,
        "last_event_at": at, "last_seq": 1, "last_hash": GENESIS, "redo_count": 0, "return_count": 0,
        "return_is_final": False,
    }  # fmt: skip
    ticket["last_hash"] = event_hash(ticket["ticket_no"], _submitted(at), GENESIS)
    return ticket


def _milestones(at: datetime, due: datetime | None, ended: bool) -> list[dict[str, Any]]:
    met = at.isoformat() if ended else None
    dates = (("M1", at), ("M3", at + timedelta(days=3)), ("M7", due), ("M30", None), ("M0", None))
    return [
        {"key": key, "applies": key != "M30", "due": date.isoformat() if date else None, "met": met, "stopped": None,
         "provisional": False}
        for key, date in dates
    ]  # fmt: skip


def _submitted(at: datetime) -> Event:
    facts = {"source": "web", "request_type": "power_capacity"}
    return Event(
        1,
        at,
        Action.SUBMIT,
        State.DRAFT,
        State.SUBMITTED,
        None,
        "联系人",
        Role.ENTERPRISE,
        is_public=True,
        data=facts,
    )


def _event(ticket: dict[str, Any]) -> dict[str, Any]:
    event = _submitted(ticket["submitted_at"])
    return {
        "ticket_id": ticket["id"], "seq": 1, "at": event.at, "action": event.action.value,
        "from_state": event.source.value, "to_state": event.target.value, "actor_name": event.actor_name,
        "actor_role": event.actor_role.value, "is_public": True, "data": dict(event.data), "hash": ticket["last_hash"],
    }  # fmt: skip
