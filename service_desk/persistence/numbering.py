"""Running numbers: the next ticket number of a local day, gapless in a quiet house and never given twice."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

_NEXT = sa.text(
    "insert into number_sequence (prefix, day, last) values (:prefix, :day, 1) "
    "on conflict (prefix, day) do update set last = number_sequence.last + 1 returning last"
).bindparams(sa.bindparam("day", type_=sa.Date))


def next_number(session: Session, prefix: str, day: date) -> int:
    """Return the next running number of a prefix on a local day, inside the current transaction."""
    return int(session.execute(_NEXT, {"prefix": prefix, "day": day}).scalar_one())
