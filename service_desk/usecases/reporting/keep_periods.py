"""Keep the figures of months, quarters, half-years and years once they have ended; what is kept is never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.reporting.freezing import freeze_period, thaw_period
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span, SpanKind
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.reports import first_submission, keep_period_snapshot, period_snapshot
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reporting.read_period_report import reckon

_KEPT_KINDS = (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.HALF, SpanKind.YEAR)


def keep_finished_periods(now: datetime) -> int:
    """Keep the figures of the month, quarter, half-year and year that ended last; returns how many reports were kept.

    There is one of the zone and one of every department; what is kept is never rewritten.
    """
    session, kept = db.session(), 0
    begun, catalogue = first_submission(session), catalogue_in_force(session)
    for kind in _KEPT_KINDS:
        span = Span.around(kind, local_date(now)).earlier()
        if begun is None or span.ends > now or begun >= span.ends:
            continue
        for code in (None, *catalogue.departments):
            if period_snapshot(session, str(span), code or ZONE) is not None:
                continue
            report = reckon(session, span, Scope(department=code), now, catalogue)
            with transaction() as writing:
                kept += keep_period_snapshot(writing, str(span), code or ZONE, freeze_period(report), now)
    return kept


def kept_count(session: Session, span: Span, scope: Scope, figures: Sequence[Figure]) -> int | None:
    """Return the number a kept report has for a list of the zone or of a department; None where nothing is kept of it."""
    if scope != Scope(department=scope.department):
        return None
    kept = period_snapshot(session, str(span), scope.department or ZONE)
    return sum(thaw_period(kept).count(figure) for figure in figures) if kept is not None else None
