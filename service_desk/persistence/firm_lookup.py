"""Enterprises looked up while somebody types: by any part of the name, by its spelling or initials, by the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import Enterprise, FirmKey

KEY_LENGTH = 24
_LAST = "\U0010ffff"
_LOOKED_AT = 200
"""So many keys are read at most: a firm has several that begin alike."""


def firms_beginning(session: Session, wanted: str, limit: int) -> list[Enterprise]:
    """Return enterprises one of whose keys begins with a text, the shortest keys first, never more than `limit`."""
    ids = session.scalars(keys_query(wanted)).all()
    found = list(dict.fromkeys(ids))[:limit]
    rows = session.scalars(sa.select(Enterprise).where(Enterprise.id.in_(found)))
    by_id = {row.id: row for row in rows}
    return [by_id[each] for each in found if each in by_id]


def keys_query(wanted: str) -> sa.Select[int]:
    """Return the statement that reads the keys beginning with a text in their order."""
    begins = wanted[:KEY_LENGTH]
    within = (FirmKey.key >= begins, FirmKey.key < begins + _LAST)
    order = (FirmKey.key, FirmKey.enterprise_id)
    return sa.select(FirmKey.enterprise_id).where(*within).order_by(*order).limit(_LOOKED_AT)


def firms_named(session: Session, name: str) -> Sequence[Enterprise]:
    """Return the enterprises of exactly this name, two at most: more than one is not to be told apart by it."""
    query = sa.select(Enterprise).where(Enterprise.name == name).order_by(Enterprise.id).limit(2)
    return session.scalars(query).all()


def firm_by_id(session: Session, enterprise_id: int) -> Enterprise | None:
    """Return an enterprise, or None."""
    return session.get(Enterprise, enterprise_id)


def keep_firm_keys(session: Session, keys: Mapping[int, Iterable[str]]) -> None:
    """Store what enterprises are looked up by, given by their ids, in place of what was stored before."""
    if not keys:
        return
    session.execute(sa.delete(FirmKey).where(FirmKey.enterprise_id.in_(keys)))
    pairs = dict.fromkeys((firm, key[:KEY_LENGTH]) for firm, found in keys.items() for key in found)
    if pairs:
        session.execute(sa.insert(FirmKey), [{"key": key, "enterprise_id": firm} for firm, key in pairs])


def firms_without_keys(session: Session, after_id: int, limit: int) -> Sequence[Enterprise]:
    """Return the next enterprises that cannot be looked up yet."""
    known = sa.select(FirmKey.enterprise_id).where(FirmKey.enterprise_id == Enterprise.id).exists()
    query = sa.select(Enterprise).where(Enterprise.id > after_id, ~known)
    return session.scalars(query.order_by(Enterprise.id).limit(limit)).all()
