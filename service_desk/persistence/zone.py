"""The zone's own records: departments and calendar years as the administrator keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import CalendarYearRow, DepartmentRow, ReturnRuling, ZoneSetting


def department_rows(session: Session) -> Sequence[DepartmentRow]:
    """Return every department, in the zone's order."""
    return session.scalars(
        sa.select(DepartmentRow).order_by(DepartmentRow.position, DepartmentRow.code)
    ).all()


def calendar_year_rows(session: Session) -> Sequence[CalendarYearRow]:
    """Return the calendar years the administrator has imported or edited."""
    return session.scalars(sa.select(CalendarYearRow).order_by(CalendarYearRow.year)).all()


_ALL_OF_IT = sa.text(
    "select 'department' as kind, code as name, zh, en, short, mailbox, "
    "case when is_utility then 'u' else '' end || case when is_active then 'a' else '' end as flags from department "
    "union all select 'calendar', cast(year as varchar), cast(days as varchar), '', '', '', '' from calendar_year "
    "union all select 'setting', key, cast(value as varchar), '', '', '', '' from zone_setting "
    "union all select 'routing', cast(version as varchar), digest, '', '', '', '' from routing_set "
    "where version = (select max(version) from routing_set) order by 1, 2"
)


def zone_as_stored(session: Session) -> tuple[tuple[Any, ...], ...]:
    """Return everything the rules are read from, as it lies there: equal where nothing has been changed.

    One statement over some twenty short rows, so that what is made of them need not be made again for every act.
    """
    return tuple(tuple(row) for row in session.execute(_ALL_OF_IT))


def settings_of_zone(session: Session) -> dict[str, dict[str, Any]]:
    """Return what the administrator has chosen for the zone, by key."""
    return {row.key: row.value for row in session.scalars(sa.select(ZoneSetting))}


def keep_setting(session: Session, key: str, value: dict[str, Any]) -> None:
    """Keep one choice in the place of an earlier one."""
    session.merge(ZoneSetting(key=key, value=value))


def rulings_on(session: Session, request_type: str, limit: int = 5) -> Sequence[ReturnRuling]:
    """Return the latest rulings on returns of a request type, newest first."""
    query = sa.select(ReturnRuling).where(ReturnRuling.request_type == request_type)
    return session.scalars(query.order_by(ReturnRuling.id.desc()).limit(limit)).all()
