"""Compile the weekly report of the zone and of every department, and freeze it; what is frozen is never rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.refusals import NotPossible
from service_desk.domain.reporting.case import Case, CaseFacts
from service_desk.domain.reporting.freezing import freeze, thaw
from service_desk.domain.reporting.observation import Observation, observe
from service_desk.domain.reporting.report import ZONE, Past, WeeklyReport, past_of, report
from service_desk.domain.reporting.week import Period, Week
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.reports import StoredCase, cases_since, keep_snapshots, snapshot
from service_desk.usecases.acting.rules import Rules, rules_in_force

LOOKS_BACK = timedelta(weeks=3)
"""How far before the week the report looks, to tell a trend of three weeks."""


def compile_weekly_report(week: Week, now: datetime) -> bool:
    """Freeze a completed week's reports, one for the zone and one per department; False where that is done already.

    Reading takes as long as it takes; only the storing is a transaction, so officers do not wait for it.
    Raises NotPossible while the week is not over, DoesNotReconcileError when its figures contradict each other.
    """
    if now < week.ends:
        raise NotPossible(
            Bilingual(
                f"{week.title.zh}还没有结束，不能定稿。", f"{week.title.en} is not over and cannot be frozen."
            )
        )
    session = db.session()
    if snapshot(session, str(week), ZONE) is not None:
        return False
    compiling = Compiling(session, week)
    frozen = {scope: freeze(compiling.report(scope)) for scope in (ZONE, *compiling.catalogue.departments)}
    with transaction() as writing:
        return keep_snapshots(writing, str(week), frozen, now)


def draft_weekly_report(week: Week, scope: str, now: datetime) -> WeeklyReport:
    """Return a week's report as it would be now, without freezing anything; a week under way is cut off now."""
    return Compiling(db.session(), week, now).report(scope)


class Compiling:
    """One week's observations, read once and folded into as many reports as there are scopes."""

    def __init__(self, session: Session, week: Week, now: datetime | None = None) -> None:
        self._session, self._week = session, week
        rules = rules_in_force(session)
        self.catalogue: Catalogue = rules.catalogue
        period, earlier = Period.of(week, now), Period.of(week.earlier())
        self._cut_off, self._earlier_end = period.cut_off, earlier.cut_off
        self._seen: list[Observation] = []
        self._seen_before: list[Observation] = []
        for stored in cases_since(session, week.begins - LOOKS_BACK, period.cut_off):
            case = case_of(stored, rules)
            self._seen.extend(_observed(case, period, rules))
            self._seen_before.extend(_observed(case, earlier, rules))

    def report(self, scope: str) -> WeeklyReport:
        """Return the report of the zone or of one department."""
        return report(self._seen, self._past(scope), self._week, self._cut_off, self.catalogue, scope)

    def _past(self, scope: str) -> Past:
        """Return the week before as it was printed, or from the event logs where it never was."""
        printed = snapshot(self._session, str(self._week.earlier()), scope)
        if printed is not None:
            return thaw(printed).as_past()
        return past_of(self._seen_before, self._earlier_end, scope)


def _observed(case: Case, period: Period, rules: Rules) -> Iterable[Observation]:
    seen = observe(case, period, rules.calendar, rules.catalogue)
    return () if seen is None else (seen,)


def case_of(stored: StoredCase, rules: Rules) -> Case:
    """Return a stored ticket as the domain's report takes it."""
    columns = stored.columns
    facts = CaseFacts(
        ticket_no=columns["ticket_no"],
        title=columns["title"],
        enterprise=columns["enterprise_name"],
        firm=columns["enterprise_id"],
        park=columns["park"],
        kind=Kind(columns["kind"]),
        source=Source(columns["source"]),
        request_type=columns["request_type"],
        urgency=Urgency(columns["urgency"]),
    )
    return Case(facts, rules.policy(columns["policy"]), stored.events)
