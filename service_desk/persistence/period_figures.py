"""Figures of any period, asked of the counted facts; the lists behind them (`period_lists`) have the same conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.reporting.facts import STANDING
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import LISTED, Age, Scope
from service_desk.domain.states import State
from service_desk.persistence.adding_up import MOVES, Asked, added_up, holding, narrowed
from service_desk.persistence.fact_sums import FRESH, STANDS
from service_desk.persistence.tables import CountedFact, Ticket
from service_desk.persistence.tables.counted import FOREVER
from service_desk.persistence.tables.sums import ANYWHERE, NO_DAYS

_Fact = CountedFact
Statement = sa.Select[*tuple[Any, ...]]


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
    found: list[sa.ColumnElement[bool]]
    if figure is Figure.OPENING:
        found = [_Fact.figure == Figure.CLOSING.value, _Fact.at < begin, _Fact.ended >= begin, STANDS]
    elif figure in STANDING:
        found = [_Fact.figure == figure.value, _Fact.ended == FOREVER, STANDS]
    else:
        found = [_Fact.figure == figure.value, _Fact.at >= begin, _Fact.at < cut_off]
    return [
        *found,
        *holding(asked.cut_off),
        *narrowed(_Fact, asked.scope),
        *_transfers(figure, asked.scope),
    ]


def _transfers(figure: Figure, scope: Scope) -> Iterator[sa.ColumnElement[bool]]:
    if scope.is_zone and figure in MOVES:
        yield sa.false()


def grouped(session: Session, asked: Asked) -> list[Group]:
    """Return every figure of a period by department and category."""
    found = added_up(session, asked, LISTED, "department", "category")
    return [
        Group(figure, department, category, count) for (figure, department, category), count in found.items()
    ]


def counts_by_type(session: Session, asked: Asked) -> dict[tuple[str, str | None], int]:
    """Return how often each request type is new in a period, in each park and (None) anywhere."""
    found = Counter[tuple[str, str | None]]()
    for (_, kind, park), count in added_up(
        session, asked, (asked.scope.fresh,), "request_type", "park"
    ).items():
        found[kind, None] += count
        if park != ANYWHERE:
            found[kind, park] += count
    return found


def by_type(session: Session, asked: Asked, limit: int | None = None) -> list[TypeCount]:
    """Return the request types of what is new in a period, the commonest first.

    They are counted by the sums; only the enterprises of those that are wanted are told apart in the facts, type by type.
    """
    counts = _counts_of_types(session, asked)
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))[:limit]
    query = sa.select(_Fact.request_type, sa.func.count(sa.distinct(_Fact.enterprise_id)))
    query = query.where(FRESH, *conditions(asked.scope.fresh, asked), _Fact.request_type.in_(kinds))
    firms = {row[0]: row[1] for row in session.execute(query.group_by(_Fact.request_type))}
    return [TypeCount(kind, None, counts[kind], firms.get(kind, 0)) for kind in kinds]


def _counts_of_types(session: Session, asked: Asked) -> dict[str, int]:
    found = added_up(session, asked, (asked.scope.fresh,), "request_type")
    return {kind: count for (_, kind), count in found.items()}


def by_type_and_park(session: Session, asked: Asked, least_firms: int) -> list[TypeCount]:
    """Return what at least so many enterprises of one park asked about, the most enterprises first."""
    kinds = sorted(kind for kind, found in _counts_of_types(session, asked).items() if found >= least_firms)
    count, firms = sa.func.count(), sa.func.count(sa.distinct(_Fact.enterprise_id))
    query = (
        sa.select(_Fact.request_type, _Fact.park, count, firms)
        .where(FRESH, *conditions(asked.scope.fresh, asked))
        .where(_Fact.request_type.in_(kinds), _Fact.park.is_not(None))
        .group_by(_Fact.request_type, _Fact.park)
        .having(firms >= least_firms)
        .order_by(firms.desc(), count.desc(), _Fact.request_type, _Fact.park)
    )
    return [TypeCount(*row) for row in session.execute(query)]


def handling_days(session: Session, asked: Asked) -> list[tuple[int, int]]:
    """Return how many tickets were finished after so many working days, the fewest days first."""
    found = added_up(session, asked, (Figure.FINISHED,), "days")
    return sorted((days, count) for (_, days), count in found.items() if days != NO_DAYS)


def ages(session: Session, asked: Asked, groups: Sequence[Age]) -> list[int]:
    """Return how many of the tickets open at the end of a period are how old.

    Only the younger ones are looked up, as nothing stands anywhere before it was submitted; a group without an end has the rest.
    """
    moment = asked.cut_off
    oldest = max(group.younger_than or group.at_least for group in groups)
    columns = [
        sa.func.coalesce(sa.func.sum(sa.case((_is_young(group, moment), 1), else_=0)), 0) for group in groups
    ]
    query = sa.select(*columns).select_from(_Fact).join(Ticket, Ticket.id == _Fact.ticket_id)
    younger = _Fact.at > sa.literal(moment - oldest, _Fact.at.type)
    found = session.execute(query.where(*conditions(Figure.CLOSING, asked), younger)).one()
    whole = count_of(session, (Figure.CLOSING,), replace(asked, age=None))
    return [
        whole - int(count) if group.younger_than is None else int(count)
        for group, count in zip(groups, found, strict=True)
    ]


def _is_young(group: Age, cut_off: datetime) -> sa.ColumnElement[bool]:
    """Return what is counted for a group: its tickets, or all that are younger than one without an end."""
    return (
        of_age(group, cut_off)
        if group.younger_than is not None
        else Ticket.submitted_at > cut_off - group.at_least
    )


def of_age(group: Age, cut_off: datetime) -> sa.ColumnElement[bool]:
    """Return what makes a ticket belong to a group of ages at a cut-off."""
    found = Ticket.submitted_at <= cut_off - group.at_least
    if group.younger_than is None:
        return found
    return sa.and_(found, Ticket.submitted_at > cut_off - group.younger_than)


def flows_of(session: Session, figures: Sequence[Figure], asked: Asked) -> dict[Figure, int]:
    """Return some figures of a period."""
    found = added_up(session, asked, figures)
    return {figure: found[figure,] for figure in figures}


def count_of(session: Session, figures: Sequence[Figure], asked: Asked) -> int:
    """Return how long a list is."""
    if asked.age is None:
        return added_up(session, asked, figures).total()
    query = sa.select(sa.func.count()).select_from(_Fact).join(Ticket, Ticket.id == _Fact.ticket_id)
    query = query.where(of_age(asked.age, asked.cut_off))
    counts = (session.scalar(query.where(*conditions(figure, asked))) for figure in figures)
    return sum(count or 0 for count in counts)


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
