"""Figures of any period, asked of the counted facts; the lists behind them (`period_lists`) have the same conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.reporting.counting import STANDING
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import LISTED, WHOLE_ZONE, Age, Scope
from service_desk.domain.states import State
from service_desk.persistence.tables import CountedFact, Ticket
from service_desk.persistence.tables.counted import FOREVER, STANDING_ROWS

HAPPENED = tuple(figure for figure in LISTED if figure not in (*STANDING, Figure.OPENING))
_STANDS = sa.literal_column(f"({STANDING_ROWS})", sa.Boolean)
"""Says nothing new: it lets the database see that the index of what stands will do."""

_Fact = CountedFact
Statement = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Asked:
    """What is asked for: figures from `begin` up to, not including, `cut_off`, of a part of the zone."""

    begin: datetime
    cut_off: datetime
    scope: Scope = WHOLE_ZONE
    age: Age | None = None


@dataclass(frozen=True)
class Group:
    """How many facts of a figure a department has in a category."""

    figure: Figure
    department: str
    category: str
    count: int


@dataclass(frozen=True)
class TypeCount:
    """How many facts a request type has (in a park), and from how many enterprises."""

    request_type: str
    park: str | None
    count: int
    firms: int


@dataclass(frozen=True)
class Load:
    """How many tickets a handler (None: nobody yet) has in hand at present, and how many of them are late."""

    owner_id: int | None
    owner_name: str | None
    count: int
    late: int


def conditions(figure: Figure, asked: Asked) -> list[sa.ColumnElement[bool]]:
    """Return what makes a fact count for a figure: the domain's rule (`figures_at`), as the database is asked."""
    cut_off = sa.literal(asked.cut_off, _Fact.at.type)
    begin = sa.literal(asked.begin, _Fact.at.type)
    holds = [_Fact.since < cut_off, _Fact.until >= cut_off]
    found: list[sa.ColumnElement[bool]]
    if figure is Figure.OPENING:
        found = [_Fact.figure == Figure.CLOSING.value, _Fact.at < begin, _Fact.ended >= begin, _STANDS]
    elif figure in STANDING:
        found = [_Fact.figure == figure.value, _Fact.ended == FOREVER, _STANDS]
    else:
        found = [_Fact.figure == figure.value, _Fact.at >= begin, _Fact.at < cut_off]
    return [*found, *holds, *_narrowed(asked.scope), *_transfers(figure, asked.scope)]


def _narrowed(scope: Scope) -> Iterator[sa.ColumnElement[bool]]:
    for column, value in (
        (_Fact.department, scope.department),
        (_Fact.park, scope.park),
        (_Fact.category, scope.category.value if scope.category else None),
        (_Fact.request_type, scope.request_type),
    ):
        if value is not None:
            yield column == value


def _transfers(figure: Figure, scope: Scope) -> Iterator[sa.ColumnElement[bool]]:
    if scope.is_zone and figure in (Figure.MOVED_IN, Figure.MOVED_OUT):
        yield sa.false()  # for the zone a change of hands is no flow


def grouped(session: Session, asked: Asked) -> list[Group]:
    """Return every figure of a period by department and category."""
    parts = [
        _grouping(sa.literal(figure.value), conditions(figure, asked))
        for figure in (*STANDING, Figure.OPENING)
    ]
    happened = conditions(Figure.NEW, asked)[1:]
    wanted = [figure.value for figure in HAPPENED if asked.scope.department or figure not in _MOVES]
    parts.append(_grouping(_Fact.figure, [_Fact.figure.in_(wanted), *happened]))
    rows = (row for part in parts for row in session.execute(part))
    return [Group(Figure(what), department, category, count) for what, department, category, count in rows]


_MOVES = (Figure.MOVED_IN, Figure.MOVED_OUT)


def _grouping(figure: Any, where: Sequence[sa.ColumnElement[bool]]) -> Statement:
    count = sa.func.count()
    return (
        sa.select(figure.label("what"), _Fact.department, _Fact.category, count)
        .where(*where)
        .group_by("what", _Fact.department, _Fact.category)
    )


def by_type(session: Session, asked: Asked, limit: int | None = None) -> list[TypeCount]:
    """Return the request types of what is new in a period, the commonest first."""
    count, firms = sa.func.count(), sa.func.count(sa.distinct(_Fact.enterprise_id))
    query = sa.select(_Fact.request_type, count, firms).where(*conditions(asked.scope.fresh, asked))
    query = query.group_by(_Fact.request_type).order_by(count.desc(), _Fact.request_type).limit(limit)
    return [
        TypeCount(kind, None, number, enterprises) for kind, number, enterprises in session.execute(query)
    ]


def by_type_and_park(session: Session, asked: Asked, least_firms: int) -> list[TypeCount]:
    """Return what at least so many enterprises of one park asked about, the most enterprises first."""
    count, firms = sa.func.count(), sa.func.count(sa.distinct(_Fact.enterprise_id))
    query = (
        sa.select(_Fact.request_type, _Fact.park, count, firms)
        .where(*conditions(asked.scope.fresh, asked), _Fact.park.is_not(None))
        .group_by(_Fact.request_type, _Fact.park)
        .having(firms >= least_firms)
        .order_by(firms.desc(), count.desc(), _Fact.request_type, _Fact.park)
    )
    return [TypeCount(*row) for row in session.execute(query)]


def handling_days(session: Session, asked: Asked) -> list[tuple[int, int]]:
    """Return how many tickets were finished after so many working days, the fewest days first."""
    query = sa.select(_Fact.days, sa.func.count()).where(*conditions(Figure.FINISHED, asked))
    return [
        (days, count)
        for days, count in session.execute(query.group_by(_Fact.days).order_by(_Fact.days))
        if days is not None
    ]


def ages(session: Session, asked: Asked, groups: Sequence[Age]) -> list[int]:
    """Return how many of the tickets open at the end of a period are how old."""
    columns = [
        sa.func.coalesce(sa.func.sum(sa.case((of_age(group, asked.cut_off), 1), else_=0)), 0)
        for group in groups
    ]
    query = sa.select(*columns).select_from(_Fact).join(Ticket, Ticket.id == _Fact.ticket_id)
    return [int(count) for count in session.execute(query.where(*conditions(Figure.CLOSING, asked))).one()]


def of_age(group: Age, cut_off: datetime) -> sa.ColumnElement[bool]:
    """Return what makes a ticket belong to a group of ages at a cut-off."""
    found = Ticket.submitted_at <= cut_off - group.at_least
    if group.younger_than is None:
        return found
    return sa.and_(found, Ticket.submitted_at > cut_off - group.younger_than)


def flows_of(session: Session, figures: Sequence[Figure], asked: Asked) -> dict[Figure, int]:
    """Return figures of what happened in a period, in one statement."""
    wanted = [figure.value for figure in figures if not (asked.scope.is_zone and figure in _MOVES)]
    happened = conditions(Figure.NEW, asked)[1:]
    query = sa.select(_Fact.figure, sa.func.count()).where(_Fact.figure.in_(wanted), *happened)
    found = {row[0]: row[1] for row in session.execute(query.group_by(_Fact.figure))}
    return {figure: found.get(figure.value, 0) for figure in figures}


def count_of(session: Session, figures: Sequence[Figure], asked: Asked) -> int:
    """Return how long a list is."""
    total = 0
    for figure in figures:
        query = sa.select(sa.func.count()).select_from(_Fact).where(*conditions(figure, asked))
        if asked.age is not None:
            query = query.join(Ticket, Ticket.id == _Fact.ticket_id).where(of_age(asked.age, asked.cut_off))
        total += session.scalar(query) or 0
    return total


def loads(session: Session, department: str, now: datetime) -> list[Load]:
    """Return what each handler of a department has in hand, the most first: the list 办理中, narrowed to the handler."""
    late = sa.func.sum(sa.case((Ticket.next_due_at < now, 1), else_=0))
    count = sa.func.count()
    query = (
        sa.select(Ticket.owner_id, Ticket.owner_name, count, late)
        .where(Ticket.queue_department == department, Ticket.state == State.IN_PROGRESS.value)
        .group_by(Ticket.owner_id, Ticket.owner_name)
        .order_by(count.desc(), Ticket.owner_id)
    )
    return [Load(*row) for row in session.execute(query)]
