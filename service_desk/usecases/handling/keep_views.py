"""Keep lists under a name: a tab with conditions, one's own or the department's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import SavedView
from service_desk.persistence.writing import owned_rows
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.handling.ownership import owner_of_new

MAX_NAME = 30
MOST = 20
"""So many lists a person or a department may keep; more would be no help."""


def views_for(session: Session, actor: Actor) -> Sequence[SavedView]:
    """Return the saved lists a person sees, the own ones first."""
    if actor.user_id is None:
        return ()
    return owned_rows(session, SavedView, actor.user_id, actor.department)


def save_view(
    actor: Actor, now: datetime, *, name: str, conditions: Mapping[str, str], for_department: bool = False
) -> SavedView:
    """Store a list under a name; the same name again replaces it. Raises InvalidInput, NotEntitled."""
    inputs = Inputs()
    title = inputs.line("name", name, MAX_NAME)
    inputs.finish()
    owner = owner_of_new(actor, for_department=for_department)
    with transaction() as session:
        mine = [view for view in views_for(session, actor) if (view.user_id is None) == for_department]
        view = next((each for each in mine if each.name == title), None)
        if view is None and len(mine) >= MOST:
            inputs.fail("name", f"最多保存{MOST}个。", f"At most {MOST} can be saved.")
        inputs.finish()
        if view is None:
            view = SavedView(**owner, is_dropped=False)
            session.add(view)
        view.name, view.conditions, view.changed_at = title, dict(conditions), now
        session.flush()
        return view
