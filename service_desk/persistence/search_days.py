"""Which tickets may have been filed in a span of days, told by the blocks of ids that tickets of each day lie in.

A day lies in a block or two, whatever the size of the zone; so a search for a span begins at its end instead of walking
there from the newest ticket, and stops at its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.milestones import YELLOW_FROM, Lamp
from service_desk.domain.zone_time import local_date
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.search_wanted import ALL
from service_desk.persistence.tables import FiledOn
from service_desk.persistence.tables.search import DAYS_BLOCK

_DAY = {
    "sqlite": "date(submitted_at, '+8 hours')",
    "postgresql": "(submitted_at at time zone 'Asia/Shanghai')::date",
}
_KEEP = {
    dialect: sa.text(
        f"insert into filed_on (day, block) select distinct {day}, id / cast(:size as integer) from ticket "  # noqa: S608
        "where id in :ids order by 1, 2 on conflict do nothing"
    ).bindparams(sa.bindparam("ids", expanding=True))
    for dialect, day in _DAY.items()
}


def keep_days(session: Session, ticket_ids: Sequence[int]) -> None:
    """Keep on which days tickets were filed that are new to the search."""
    session.execute(_KEEP[session.get_bind().dialect.name], {"ids": list(ticket_ids), "size": DAYS_BLOCK})


def filed_within(session: Session, narrowed: QueueFilter) -> range:
    """Return ids between which every ticket of a list lies: of those filed from its first day to its last.

    What is due before a moment was filed before it, too.
    """
    limits = [
        each for each in (narrowed.submitted_before, narrowed.due_before, *_lit_until(narrowed)) if each
    ]
    first = narrowed.submitted_from and local_date(narrowed.submitted_from)
    last = local_date(min(limits) - timedelta(microseconds=1)) if limits else None
    if first is None and last is None:
        return ALL
    query = sa.select(sa.func.min(FiledOn.block), sa.func.max(FiledOn.block))
    query = query if first is None else query.where(FiledOn.day >= first)
    query = query if last is None else query.where(FiledOn.day <= last)
    lowest, highest = session.execute(query).one()
    return range(0) if lowest is None else range(lowest * DAYS_BLOCK, (highest + 1) * DAYS_BLOCK)


def _lit_until(narrowed: QueueFilter) -> Iterator[datetime]:
    """Yield the moment before which everything is due that shows a light."""
    if narrowed.lamp is not None:
        light, now = narrowed.lamp
        if light is Lamp.RED:
            yield now
        elif light is Lamp.YELLOW:
            yield now + YELLOW_FROM
