"""Public figures: what was frozen, added up over four weeks, with nobody's name in it."""

from __future__ import annotations

import pytest
from flask import Flask

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.week import Week
from service_desk.persistence.database import db
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from service_desk.web.portal.open_data import WEEKS, spans_of
from tests.support.reports import WEEK
from tests.support.visitor import Visitor


def test_before_the_first_report_the_page_says_when_figures_come(visitor: Visitor) -> None:
    assert "还没有定稿的周报" in visitor.get("/figures")


@pytest.mark.usefixtures("numbers")
def test_the_last_week_and_the_weeks_together_stand_there_with_how_each_rate_is_reckoned(
    app: Flask, visitor: Visitor
) -> None:
    with app.app_context():
        reports = [
            report
            for week in (WEEK, WEEK.earlier())
            if (report := frozen_report(db.session(), week, "zone")) is not None
        ]
        one, both = spans_of(reports)
        names = {line.enterprise for report in reports for line in report.tickets.values()}
    assert (one.new, one.open) == (reports[0].count(Figure.NEW), reports[0].count(Figure.CLOSING))
    assert both.new == sum(report.count(Figure.NEW) for report in reports)
    assert both.rates.solved.whole == sum(report.rates.solved.whole for report in reports)
    page = visitor.get("/figures")
    assert one.title.zh in page
    assert both.title.zh in page
    assert f"{one.rates.response.part}/{one.rates.response.whole}" in page
    assert "部分解决不算" in page
    assert names
    assert not any(name in page for name in names)


@pytest.mark.usefixtures("numbers")
def test_only_four_weeks_are_added_up_and_a_newer_week_replaces_the_oldest(
    app: Flask, visitor: Visitor
) -> None:
    visitor.get("/figures")
    with app.app_context():
        week: Week = WEEK
        for _ in range(WEEKS):
            week = week.earlier(-1)
            compile_weekly_report(week, week.ends)
    page = visitor.get("/figures")
    assert f"最近{WEEKS}周" in page
    assert week.dates.zh in page


@pytest.mark.usefixtures("numbers")
def test_an_english_reader_finds_the_page_from_home(app: Flask) -> None:
    reader = Visitor(app.test_client(), "en")
    assert "/figures" in reader.get("/").links
    assert "Last week" in reader.get("/figures")
