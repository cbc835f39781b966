"""The zone's own records: departments and calendar years as the administrator keeps them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import CalendarYearRow, DepartmentRow


def department_rows(session: Session) -> Sequence[DepartmentRow]:
    """Return every department, in the zone's order."""
    return session.scalars(
        sa.select(DepartmentRow).order_by(DepartmentRow.position, DepartmentRow.code)
    ).all()


def calendar_year_rows(session: Session) -> Sequence[CalendarYearRow]:
    """Return the calendar years the administrator has imported or edited."""
    return session.scalars(sa.select(CalendarYearRow).order_by(CalendarYearRow.year)).all()
