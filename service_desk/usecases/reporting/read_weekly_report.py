"""Read weekly reports again: which there are, and one as it was frozen, for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.domain.reporting.behind import numbers_behind
from service_desk.domain.reporting.freezing import thaw
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.persistence.database import Session
from service_desk.persistence.reports import channels_of, snapshot, snapshots_of

NO_REPORT = Bilingual(
    "没有这一期周报，或者不在您的查看范围内。", "There is no such report, or it is not yours to read."
)
_READ_ALL = frozenset({Role.LEADER, Role.SUPERVISOR, Role.DISPATCHER})


@dataclass(frozen=True)
class FrozenWeek:
    """One entry of the list of reports."""

    week: Week
    frozen_at: datetime


def may_read_report(actor: Actor, scope: str) -> bool:
    """Tell whether a person may read a scope's reports: leaders, supervisors and dispatchers all, others their own."""
    if actor.has_role(*_READ_ALL):
        return True
    return actor.has_role(*DEPARTMENT_ROLES) and actor.department is not None and scope == actor.department


def default_scope(actor: Actor) -> str:
    """Return the scope a person opens first: the zone for whoever may read it, else the own department."""
    return ZONE if may_read_report(actor, ZONE) or actor.department is None else actor.department


def weekly_reports(session: Session, scope: str, actor: Actor) -> list[FrozenWeek]:
    """Return the frozen weeks of a scope, the newest first; raises NotFound where the scope is not the person's."""
    if not may_read_report(actor, scope):
        raise NotFound(NO_REPORT)
    return [FrozenWeek(Week.parse(week), taken_at) for week, taken_at in snapshots_of(session, scope)]


def weekly_report(session: Session, week: Week, scope: str, actor: Actor) -> WeeklyReport:
    """Return one frozen report; raises NotFound where there is none or it is not the person's to read."""
    found = frozen_report(session, week, scope) if may_read_report(actor, scope) else None
    if found is None:
        raise NotFound(NO_REPORT)
    return found


def frozen_report(session: Session, week: Week, scope: str) -> WeeklyReport | None:
    """Return a report as it was frozen, for letters and commands; None where there is none."""
    figures = snapshot(session, str(week), scope)
    return thaw(figures) if figures is not None else None


def with_channels(session: Session, report: WeeklyReport, name: str) -> WeeklyReport:
    """Return a report that knows the channel of every ticket of a list, also where it was frozen without them.

    The channel by which a ticket came never changes, so that today's is the one of then. Raises ValueError for a list
    there is not.
    """
    unknown = [each for each in numbers_behind(report, name) if report.tickets[each].source is None]
    found = channels_of(session, unknown) if unknown else {}
    told = {number: replace(report.tickets[number], source=source) for number, source in found.items()}
    return replace(report, tickets=report.tickets | told) if told else report
