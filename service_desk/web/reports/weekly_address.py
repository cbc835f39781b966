"""The addresses of weekly reports: a week of a scope, and the list behind each of its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.week import Week


def address(week: Week | None, scope: str) -> str:
    """Return where a week's report of a scope is read, without a week the list of them: as the letters name it."""
    if week is None:
        return url_for("reports.week", scope=scope)
    if scope == ZONE:
        return url_for("reports.week_show", written=str(week))
    return url_for("reports.week_show_scope", written=str(week), scope=scope)


@dataclass(frozen=True)
class Lists:
    """The lists behind the numbers of one frozen week and scope."""

    week: str
    scope: str

    def of(self, department: str) -> Lists:
        """Return the lists of a department in the same week: what it counts in the zone's table."""
        return replace(self, scope=department)

    def list(self, name: str, **part: Any) -> str:
        """Return the address of a list, narrowed to a part (`category`, `type`, `park`, `source`) or shown `by` firm."""
        return url_for("reports.week_list", written=self.week, scope=self.scope, name=name, **part)
