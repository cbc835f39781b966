"""A report that took long is shown again for a while, its moment beside it; a quick one is made anew each time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.period_report import PeriodReport
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span, SpanKind
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.reporting import kept_readings
from service_desk.usecases.reporting.read_period_report import period_report
from tests.usecases.deeds import LEADER, WORKING
from tests.usecases.office import Office

ZONE = Scope()


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the next report takes, in seconds; nobody waits for it."""
    seconds, moments = [5.0], iter(range(10_000))

    def perf_counter() -> float:
        return next(moments) * seconds[0]

    monkeypatch.setattr(kept_readings.time, "perf_counter", perf_counter)
    return seconds


def read(office: Office, **more: Any) -> PeriodReport:
    month = Span.around(SpanKind.MONTH, local_date(office.now))
    return period_report(db.session(), month, ZONE, LEADER, office.now, **more)


def test_a_report_that_took_five_seconds_is_shown_again_for_five_minutes(
    office: Office, cost: list[float]
) -> None:
    office.bring(*WORKING)
    first = read(office)
    office.now += timedelta(minutes=4)
    office.another()
    again = read(office)
    assert again is first
    assert again.cut_off < office.now
    office.now += timedelta(minutes=2)
    assert read(office).count(Figure.NEW) == first.count(Figure.NEW) + 1


def test_whoever_asks_for_it_anew_gets_it_and_so_does_the_next(office: Office, cost: list[float]) -> None:
    first = read(office)
    office.another()
    office.now += timedelta(minutes=1)
    fresh = read(office, anew=True)
    assert fresh.count(Figure.NEW) == first.count(Figure.NEW) + 1
    assert read(office) is fresh


def test_a_quick_report_is_made_anew_each_time(office: Office, cost: list[float]) -> None:
    cost[0] = 0.1
    assert read(office) is not read(office)


def test_another_part_of_the_zone_is_another_report(office: Office, cost: list[float]) -> None:
    whole = read(office)
    part = period_report(
        db.session(), Span.around(SpanKind.MONTH, local_date(office.now)), Scope(department="PW"),
        LEADER, office.now,
    )  # fmt: skip
    assert part is not whole
    assert part.scope.department == "PW"
