"""Add photographs to a visit that is recorded, or take one away again: by whoever recorded it, and with a trace.

They are added for a week: what was forgotten in the car or on the camera comes in, and a visit does not go on changing
behind the requests that were brought back from it. They are taken away at any time: a face or a paper that should not be
there has to go whenever it is noticed. Both stand among what was done after the visit.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.photographs import photograph_of
from service_desk.persistence.tables import Visit
from service_desk.persistence.visits import lock_visit
from service_desk.usecases.visits.follow_up_visit import UNKNOWN_VISIT
from service_desk.usecases.visits.photographs import take_photographs
from service_desk.usecases.visits.visitors import demand_visitor

ADDED_WITHIN = timedelta(days=7)
_NOT_HIS = Bilingual(
    "照片由记录这次走访的人补充或删除。",
    "Photographs are added and removed by whoever recorded the visit.",
)
_TOO_LATE = Bilingual(
    "走访记录满七天，不能再补照片。",
    "The visit was recorded more than seven days ago; no photographs are added any more.",
)
_NO_PHOTO = Bilingual("没有这张照片。", "There is no such photograph.")
_NOTHING = Bilingual("请选择照片。", "Please choose photographs.")


def may_remove_photographs(visit: Visit, actor: Actor) -> bool:
    """Tell whether the photographs of a visit are this person's to take away."""
    return actor.user_id is not None and visit.recorded_by == actor.user_id


def may_add_photographs(visit: Visit, actor: Actor, now: datetime) -> bool:
    """Tell whether this person may still add photographs to a visit."""
    return may_remove_photographs(visit, actor) and now <= visit.recorded_at + ADDED_WITHIN


def later_key(visit_no: str) -> str:
    """Return the key under which photographs for a recorded visit are received; no page draws one like it."""
    return f"later/{visit_no}"


def add_photographs(visit_no: str, tokens: Collection[str], actor: Actor, now: datetime) -> int:
    """Make photographs that were received under `later_key` part of a visit; returns how many.

    Raises NotEntitled, NotFound, NotPossible after a week, InvalidInput.
    """
    demand_visitor(actor)
    with transaction() as session:
        visit = _own(session, visit_no, actor)
        if not may_add_photographs(visit, actor, now):
            raise NotPossible(_TOO_LATE)
        if not tokens:
            raise InvalidInput({"files": _NOTHING})
        rows = take_photographs(session, visit, tokens, key=later_key(visit_no), field="files")
        _note(visit, actor, now, photos_added=[row.name for row in rows])
        return len(rows)


def remove_photograph(visit_no: str, token: str, actor: Actor, now: datetime) -> None:
    """Take a photograph away from a visit; its name stays in the trace, its content is swept a day later.

    Raises NotEntitled, NotFound (also where it is gone already).
    """
    demand_visitor(actor)
    with transaction() as session:
        visit = _own(session, visit_no, actor)
        row = photograph_of(session, visit.id, token)
        if row is None:
            raise NotFound(_NO_PHOTO)
        session.delete(row)
        _note(visit, actor, now, photos_removed=[row.name])


def _own(session: Session, visit_no: str, actor: Actor) -> Visit:
    """Return the locked visit of whoever recorded it."""
    visit = lock_visit(session, visit_no)
    if visit is None:
        raise NotFound(UNKNOWN_VISIT)
    if not may_remove_photographs(visit, actor):
        raise NotEntitled(_NOT_HIS)
    return visit


def _note(visit: Visit, actor: Actor, now: datetime, **photos: Any) -> None:
    visit.followed = [*visit.followed, {"at": now.isoformat(), "by": actor.name, "words": "", **photos}]
    visit.version += 1
