"""Reports that took long to reckon, kept in this process for a while: the longer one took, the longer it is shown again.

A report is pinned to its cut-off, and the lists behind it are asked for that same moment; so a report some minutes old is
whole, and says how old it is. What ended in the past comes out the same whenever it is reckoned.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from service_desk.domain.reporting.period_report import PeriodReport
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span

WORTH_KEEPING = timedelta(milliseconds=500)
"""A report made faster than this is made anew each time."""
TIMES_ITS_COST = 60
LONGEST = timedelta(hours=1)
_MOST = 200


class Reading(NamedTuple):
    """A report, and until when it may be shown again."""

    report: PeriodReport
    until: datetime


_kept: OrderedDict[tuple[str, Span, Scope], Reading] = OrderedDict()
_lock = Lock()


def reading(
    database: str, span: Span, scope: Scope, now: datetime, reckon: Callable[[], PeriodReport], *, anew: bool = False
) -> PeriodReport:  # fmt: skip
    """Return the report of a database's period and scope: the one kept, or one reckoned now; `anew` insists on the latter."""
    key = (database, span, scope)
    with _lock:
        known = _kept.get(key)
    if known is not None and not anew and known.report.cut_off <= now < known.until:
        return known.report
    begun = time.perf_counter()
    report = reckon()
    cost = timedelta(seconds=time.perf_counter() - begun)
    if cost >= WORTH_KEEPING:
        with _lock:
            _kept[key] = Reading(report, now + min(cost * TIMES_ITS_COST, LONGEST))
            _kept.move_to_end(key)
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return report
