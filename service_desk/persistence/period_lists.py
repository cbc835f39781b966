"""The lists behind the figures of a period: the same conditions on the counted facts, a page at a time, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.reporting.ledger import Figure
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.fact_sums import FRESH
from service_desk.persistence.period_figures import Statement, conditions, of_age
from service_desk.persistence.tables import CountedFact, Ticket

PAGE = 25

_Fact = CountedFact
_FRESH = (Figure.NEW, Figure.RECEIVED)


class Place(NamedTuple):
    """Where a page of a list begins: the moment, the ticket and the number of the fact before it."""

    at: datetime
    ticket_id: int
    no: int


class Line(NamedTuple):
    """One line of a list: the ticket, and the fact by which it stands there; `firm` is the id of the enterprise then."""

    ticket: Ticket
    figure: Figure
    department: str
    at: datetime
    place: Place
    firm: int


def page_query(
    figure: Figure, asked: Asked, after: Place | None = None, size: int | None = PAGE
) -> Statement:
    """Return the statement that reads a page of one figure's list, the latest first, and one line more."""
    columns = (_Fact.at, _Fact.ticket_id, _Fact.no, _Fact.department, _Fact.enterprise_id)
    query = sa.select(*columns).where(*conditions(figure, asked))
    if asked.scope.request_type is not None and figure in _FRESH:
        query = query.where(FRESH)  # along the type's own facts
    if asked.age is not None:
        query = query.join(Ticket, Ticket.id == _Fact.ticket_id).where(of_age(asked.age, asked.cut_off))
    if after is not None:
        here = sa.tuple_(_Fact.at, _Fact.ticket_id, _Fact.no)
        edge = sa.tuple_(
            sa.literal(after.at, _Fact.at.type), sa.literal(after.ticket_id), sa.literal(after.no)
        )
        query = query.where(here < edge)
    query = query.order_by(_Fact.at.desc(), _Fact.ticket_id.desc(), _Fact.no.desc())
    return query.limit(size + 1) if size is not None else query


def page(
    session: Session,
    figures: Sequence[Figure],
    asked: Asked,
    after: Place | None = None,
    size: int = PAGE,
    total: int | None = None,
) -> tuple[list[Line], Place | None]:
    """Return a page of a list, the latest first, and the place where the next one begins (None: there is none).

    Where it is known how many there are in `total`, nobody looks further once they are found: of what is rare in a long
    period that spares what lies before the first of them, and of what is not there everything.
    """
    at_most = size if total is None else min(size, total - 1)
    found = [
        (Place(at, ticket_id, no), figure, department, firm)
        for figure in figures
        if at_most >= 0
        for at, ticket_id, no, department, firm in session.execute(page_query(figure, asked, after, at_most))
    ]
    found.sort(reverse=True)
    has_more, found = len(found) > size, found[:size]
    tickets = _tickets(session, [place.ticket_id for place, *_ in found])
    lines = [
        Line(tickets[place.ticket_id], figure, department, place.at, place, firm)
        for place, figure, department, firm in found
    ]
    return lines, lines[-1].place if has_more else None


def latest_by_firm(
    session: Session, figures: Sequence[Figure], asked: Asked, at_most: int
) -> tuple[list[list[Ticket]], bool]:
    """Return the latest `at_most` tickets of a list, each enterprise's together, those that ask most first; and if there are more.

    They are read as the list is, along its index, so that a long period costs no more than a short one.
    """
    lines, after = page(session, figures, asked, size=at_most)
    firms: dict[int, dict[int, Ticket]] = {}
    for line in lines:
        firms.setdefault(line.firm, {})[line.ticket.id] = line.ticket
    groups = [list(tickets.values()) for tickets in firms.values()]
    return sorted(groups, key=len, reverse=True), after is not None


def _tickets(session: Session, ids: Sequence[int]) -> dict[int, Ticket]:
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(sa.select(Ticket).where(Ticket.id.in_(ids)))}


def pages(session: Session, figures: Sequence[Figure], asked: Asked, size: int = 500) -> Iterator[list[Line]]:
    """Yield a whole list page by page, so that only one page is ever in memory."""
    after: Place | None = None
    while True:
        lines, after = page(session, figures, asked, after, size)
        if lines:
            yield lines
        for ticket in {line.ticket.id: line.ticket for line in lines}.values():
            session.expunge(ticket)
        if after is None:
            return
