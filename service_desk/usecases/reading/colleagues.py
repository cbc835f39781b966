"""Who works in a department: whom a ticket can be given to, and whose tickets a list can be narrowed to."""

from __future__ import annotations

from service_desk.persistence.accounts import officers_of
from service_desk.persistence.database import Session


def colleagues(session: Session, department: str | None) -> list[tuple[int, str]]:
    """Return the active officers of a department by id and name; nobody where no department is given."""
    if department is None:
        return []
    return [(officer.id, officer.display_name) for officer in officers_of(session, department)]
