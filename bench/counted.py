"""What the tickets of a zone written in bulk count for: the facts a finished request usually leaves, without its log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.states import State
from service_desk.persistence.tables.counted import FOREVER

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def facts_of(ticket: dict[str, Any], coordinator: str) -> list[dict[str, Any]]:
    """Return some fifteen facts of a ticket that is finished, a few of one that is not."""
    return [
        {
            "figure": figure.value, "at": at, "ticket_id": ticket["id"], "no": number, "department": department,
            "category": ticket["category"], "request_type": ticket["request_type"], "park": ticket["park"],
            "enterprise_id": ticket["enterprise_id"], "since": since, "until": until, "ended": ended, "days": days,
            "seq": number,
        }
        for number, (figure, department, at, since, until, ended, days) in enumerate(_told(ticket, coordinator), 1)
    ]  # fmt: skip


_Told = tuple[Figure, str, datetime, datetime, datetime, datetime | None, int | None]


def _told(ticket: dict[str, Any], coordinator: str) -> Iterator[_Told]:
    at, lead = ticket["submitted_at"], ticket["lead_department"]
    n = ticket["id"]
    finished, ended = at + (1 + n % 9) * _DAY, ticket["ended_at"]

    def happened(figure: Figure, department: str, moment: datetime, days: int | None = None) -> _Told:
        return figure, department, moment, moment, FOREVER, None, days

    yield happened(Figure.NEW, coordinator, at)
    if lead is None:
        yield Figure.CLOSING, coordinator, at, at, FOREVER, FOREVER, None
        return
    handed = at + _HOUR
    yield Figure.CLOSING, coordinator, at, at, handed, FOREVER, None
    yield Figure.CLOSING, coordinator, at, handed, FOREVER, handed, None
    yield happened(Figure.MOVED_OUT, coordinator, handed)
    yield happened(Figure.MOVED_IN, lead, handed)
    yield happened(Figure.RECEIVED, lead, handed)
    yield happened(Figure.RESPONDED if n % 20 else Figure.NOT_RESPONDED, lead, handed)
    if ended is None:
        yield Figure.CLOSING, lead, handed, handed, FOREVER, FOREVER, None
        if ticket["state"] != State.CALLBACK:
            yield Figure.IN_HAND, lead, handed, handed, FOREVER, FOREVER, None
            yield Figure.OVERDUE, lead, at + 7 * _DAY, at + 7 * _DAY, FOREVER, FOREVER, None
        return
    yield Figure.CLOSING, lead, handed, handed, ended, FOREVER, None
    yield Figure.CLOSING, lead, handed, ended, FOREVER, ended, None
    yield Figure.IN_HAND, lead, handed, handed, min(finished, ended), FOREVER, None
    yield happened(Figure.FINISHED, lead, finished, n % 9)
    if n % 9 < 6:
        yield happened(Figure.ON_TIME, lead, finished, n % 9)
    yield happened(Figure.ASKED, lead, finished)
    yield happened(Figure.SOLVED if n % 30 else Figure.NOT_SOLVED, lead, finished)
    yield happened(Figure.SATISFIED if n % 25 else Figure.DISSATISFIED, lead, finished)
    yield happened(Figure.STRUCK_OFF, lead, ended)
