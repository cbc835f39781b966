"""Put the packaged departments into the database, leaving what the administrator has edited as it is."""

from __future__ import annotations

from service_desk.domain.catalogue import load_catalogue
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import DepartmentRow
from service_desk.persistence.zone import department_rows


def seed_departments() -> int:
    """Add the departments that are not there yet and return how many were added."""
    with transaction() as session:
        known = {row.code for row in department_rows(session)}
        added = 0
        for position, department in enumerate(load_catalogue().departments.values()):
            if department.code in known:
                continue
            session.add(
                DepartmentRow(
                    code=department.code,
                    zh=department.name.zh,
                    en=department.name.en,
                    short=department.short,
                    is_utility=department.is_utility,
                    position=position,
                )
            )
            added += 1
        return added
