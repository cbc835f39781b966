"""The fullest reports there can be stay within what a page may weigh, in both languages; the visitor weighs every page."""

from __future__ import annotations

import pytest
from flask import Flask

from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.parks import load_parks
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.freezing import freeze, freeze_period
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import DepartmentLine, TypeLine
from service_desk.domain.reporting.period_report import (
    DayCount,
    PeriodCategory,
    PeriodReport,
    RisingSpot,
    TrendPoint,
)
from service_desk.domain.reporting.scope import WHOLE_ZONE
from service_desk.domain.reporting.span import Span
from service_desk.domain.roles import Role
from service_desk.persistence.database import transaction
from service_desk.persistence.reports import keep_period_snapshot, keep_snapshots
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.people import SignInAs
from tests.support.weekly import a_busy_zone, report_of
from tests.usecases.deeds import MORNING

YEAR = Span.parse("2025")


def the_fullest_year() -> PeriodReport:
    """Return a report in which every table is as long as it can be and every number is one that links."""
    catalogue, many = load_catalogue(), 12_345
    rate, types = Rate(many - 1, many), list(catalogue.request_types)
    spots = (RisingSpot(types[place % 10], load_parks()[0].zh, 12, 345, 234) for place in range(12))
    return PeriodReport(
        period=str(YEAR), scope=WHOLE_ZONE, begin=YEAR.begins, cut_off=YEAR.ends,
        counts=dict.fromkeys(Figure, many), before=dict.fromkeys(Figure, many + 1), year_ago=dict.fromkeys(Figure, many - 1),
        categories=tuple(PeriodCategory(category, many, many + 1, many - 1, many, many) for category in Category),
        departments=tuple(
            DepartmentLine(code, many, many, rate, many, many, many, many, many, rate, rate)
            for code in catalogue.departments
        ),
        types=tuple(TypeLine(code, many, many + 1, 123) for code in types[:10]), days=(DayCount(3, many),),
        ages=(many,) * 5,
        trend=tuple(TrendPoint(f"2025-W{week}", YEAR.ends, many, many, many) for week in range(40, 53)),
        hot_spots=tuple(spots),
    )  # fmt: skip


@pytest.fixture
def full_reports(app: Flask) -> None:
    """Keep the fullest week and the fullest year, as the timetable would."""
    week = report_of(a_busy_zone())
    with app.app_context():
        seed_departments()
        with transaction() as session:
            keep_snapshots(session, week.week, {"zone": freeze(week)}, MORNING)
            keep_period_snapshot(session, str(YEAR), "zone", freeze_period(the_fullest_year()), MORNING)


@pytest.mark.usefixtures("full_reports")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fullest_week_and_year_weigh_no_more_than_a_page_may(language: str, sign_in_as: SignInAs) -> None:
    leader = sign_in_as(Role.LEADER)
    leader.get(f"/account?lang={language}")
    week = leader.get("/reports/weekly/2021-W21")
    lists = [link for link in week.links if link.startswith("/reports/weekly/2021-W21/zone/")]
    assert len(set(lists)) > 10
    for address in set(lists) - {f"/reports/weekly/2021-W21/zone/{each}" for each in ("word", "workbook")}:
        leader.get(address)
    year = leader.get("/reports/period?period=2025")
    [whole] = {link.partition("#")[0] for link in year.links if "/reports/period/whole" in link}
    rows = leader.get(whole).tree.all("tbody")
    assert [len(body.all("tr")) for body in rows] == [21, 12, 13]
