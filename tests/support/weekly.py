"""Observes hand-written histories as the weekly report does, with week 21 of 2021 unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.reporting.observation import Observation, observe
from service_desk.domain.reporting.report import ZONE, Past, WeeklyReport, past_of, report
from service_desk.domain.reporting.week import Period, Week
from tests.support.histories import History

WEEK = Week(2021, 21)


def seen(history: History, week: Week = WEEK) -> Observation:
    """Return one ticket as the week saw it; it must have been there."""
    observation = observe(history.case, Period.of(week), load_calendar(), load_catalogue())
    assert observation is not None
    return observation


def seen_all(histories: Iterable[History], week: Week = WEEK) -> list[Observation]:
    """Return every ticket that was there, as the week saw it."""
    found = [observe(each.case, Period.of(week), load_calendar(), load_catalogue()) for each in histories]
    return [each for each in found if each is not None]


def report_of(
    histories: Iterable[History], scope: str = ZONE, week: Week = WEEK, past: Past | None = None
) -> WeeklyReport:
    """Return the week's report, compared with the week before as the same histories tell it."""
    known = list(histories)
    earlier = week.earlier()
    before = past if past is not None else past_of(seen_all(known, earlier), earlier.ends, scope)
    return report(seen_all(known, week), before, week, week.ends, load_catalogue(), scope)
