"""Running numbers: the next ticket number of a local day, gapless in a quiet house and never given twice."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

_NEXT = sa.text(
    "insert into number_sequence (prefix, day, last) values (:prefix, :day, :by) "
    "on conflict (prefix, day) do update set last = number_sequence.last + :by returning last"
).bindparams(sa.bindparam("day", type_=sa.Date))


def next_number(session: Session, prefix: str, day: date) -> int:
    """Return the next running number of a prefix on a local day, inside the current transaction."""
    return next_numbers(session, prefix, day, 1)[0]


def next_numbers(session: Session, prefix: str, day: date, count: int) -> range:
    """Return so many running numbers that follow one another, drawn at once."""
    last = int(session.execute(_NEXT, {"prefix": prefix, "day": day, "by": count}).scalar_one())
    return range(last - count + 1, last + 1)
