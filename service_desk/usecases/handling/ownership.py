"""Whose something is: a person's own, or a department's, which its head keeps for everybody in it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled, NotFound
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import Phrase, SavedView

_GONE = Bilingual("没有这一条，可能已经删除。", "There is no such thing; it may have been deleted.")
_NOT_YOURS = Bilingual("部门共用的由部门负责人维护。", "What the department shares is kept by its head.")


Owned = TypeVar("Owned", Phrase, SavedView)


def may_keep_departments(actor: Actor) -> bool:
    """Tell whether a person keeps what the department shares."""
    return actor.department is not None and actor.has_role(Role.HEAD, Role.DISPATCHER, Role.CALLBACK)


def owner_of_new(actor: Actor, *, for_department: bool) -> dict[str, int | str | None]:
    """Return the owner of something new; raises NotEntitled where it is not the person's to share."""
    if not for_department:
        return {"user_id": actor.user_id}
    if not may_keep_departments(actor):
        raise NotEntitled(_NOT_YOURS)
    return {"department": actor.department}


def kept_by(owned: Owned | None, actor: Actor) -> Owned:
    """Return what the person keeps.

    Raises NotFound for what is neither the person's nor the department's, NotEntitled for what its head keeps.
    """
    if owned is not None and owned.user_id is not None and owned.user_id == actor.user_id:
        return owned
    if owned is None or owned.department is None or owned.department != actor.department:
        raise NotFound(_GONE)
    if not may_keep_departments(actor):
        raise NotEntitled(_NOT_YOURS)
    return owned


def drop_owned(
    table: type[Owned], row_id: int, actor: Actor, now: datetime, *, is_dropped: bool = True
) -> Owned:
    """Take a phrase or a saved list out, or put it back; raises NotFound, NotEntitled."""
    with transaction() as session:
        row = kept_by(session.get(table, row_id), actor)
        row.is_dropped, row.changed_at = is_dropped, now
        return row
