"""The report of any period: for whoever may read it, kept when the period has ended, its ledger beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import Category
from service_desk.domain.refusals import NotFound
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.scope import Scope
from service_desk.domain.reporting.span import Span, SpanKind
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import PeriodSnapshot
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reporting.keep_periods import keep_finished_periods, kept_count
from service_desk.usecases.reporting.read_parts import PARTS, parts_of
from service_desk.usecases.reporting.read_period_report import (
    allowed_scope,
    asked_for,
    hot_stretch,
    period_report,
    reckon,
)
from service_desk.usecases.reporting.write_ledger import COLUMNS, ledger_pages
from tests.support.staged import Staged
from tests.usecases.deeds import ACCEPTED, CLOSED, HEAD, LEADER, ON_SITE, RESULT, WORKING, A
from tests.usecases.office import Office


@pytest.fixture
def worked(staged: Staged) -> Office:
    """Tickets in several states, some of one type in one park, by several firms."""
    return staged(tickets_of_several_firms)


def tickets_of_several_firms() -> Office:
    """Bring tickets into several states."""
    office = Office()
    for name in ("甲公司", "乙公司", "丙公司"):
        office.bring(*WORKING, park="东区", enterprise_name=name)
    for acts in (ACCEPTED, RESULT, CLOSED, ON_SITE, (A.SUBMIT, A.WITHDRAW)):
        office.bring(*acts)
    return office


def year_of(office: Office) -> Span:
    return Span.around(SpanKind.YEAR, local_date(office.now))


def test_a_year_under_way_adds_up_and_names_what_is_hot(worked: Office) -> None:
    report = period_report(db.session(), year_of(worked), Scope(), LEADER, worked.now)
    counts = report.counts
    assert (
        counts[Figure.OPENING] + counts[Figure.NEW] - counts[Figure.STRUCK_OFF] - counts[Figure.WITHDRAWN]
        == counts[Figure.CLOSING]
    )
    assert counts[Figure.NEW] == 8
    assert {line.category: line.new for line in report.categories}[Category.FACTORS] == 8
    assert any(spot.park == "东区" for spot in report.hot_spots)
    assert report.trend[-1].open == counts[Figure.CLOSING]
    assert (report.before, report.year_ago) == (None, None)


def test_a_report_is_parted_without_losing_a_ticket(worked: Office) -> None:
    report = period_report(db.session(), year_of(worked), Scope(), LEADER, worked.now)
    for by in PARTS:
        parts = parts_of(db.session(), report, by)
        assert sum(part.counts[Figure.NEW] for part in parts) == report.counts[Figure.NEW]
        assert len({part.code for part in parts}) == len(parts)


def test_a_period_before_is_compared_as_far_as_it_has_come(worked: Office) -> None:
    later = worked.now + timedelta(days=40)
    month = Span.around(SpanKind.MONTH, local_date(later))
    report = reckon(db.session(), month, Scope(), later, catalogue_in_force(db.session()))
    assert report.before is not None
    assert report.counts[Figure.NEW] == 0


def test_one_category_is_counted_week_by_week(worked: Office) -> None:
    narrowed = Scope(category=Category.FACTORS)
    report = reckon(db.session(), year_of(worked), narrowed, worked.now, catalogue_in_force(db.session()))
    assert [line.category for line in report.categories] == [Category.FACTORS]
    assert report.trend[-1].open == report.counts[Figure.CLOSING]


def test_a_head_is_led_to_his_department_and_nobody_reads_anothers(worked: Office) -> None:
    assert allowed_scope(Scope(), LEADER) == Scope()
    assert allowed_scope(Scope(), HEAD) == Scope(department="PW")
    stranger = replace(HEAD, department=None)
    for scope, actor in ((Scope(department="LE"), HEAD), (Scope(), stranger)):
        with pytest.raises(NotFound):
            allowed_scope(scope, actor)
    with pytest.raises(NotFound):
        period_report(db.session(), year_of(worked), Scope(department="LE"), HEAD, worked.now)


def test_what_has_ended_is_kept_once_and_read_as_it_was_kept(worked: Office) -> None:
    later = worked.now + timedelta(days=400)
    kept = keep_finished_periods(later)
    assert kept == db.session.query(PeriodSnapshot).count() > 0
    assert keep_finished_periods(later) == 0
    last = year_of(worked)
    frozen = period_report(db.session(), last, Scope(), LEADER, later)
    fresh = reckon(db.session(), last, Scope(), later, catalogue_in_force(db.session()))
    assert frozen.counts == fresh.counts
    assert kept_count(db.session(), last, Scope(), (Figure.NEW,)) == frozen.counts[Figure.NEW]
    assert kept_count(db.session(), last.later(), Scope(), (Figure.NEW,)) is None
    assert kept_count(db.session(), last, Scope(park="东区"), (Figure.NEW,)) is None
    assert period_report(db.session(), last, Scope(park="东区"), LEADER, later).counts[Figure.NEW] == 3


def test_before_the_first_request_there_is_nothing_to_keep(database: SQLAlchemy) -> None:
    assert keep_finished_periods(datetime(2026, 3, 1, tzinfo=UTC)) == 0
    empty = Span.around(SpanKind.YEAR, datetime(2026, 3, 1, tzinfo=UTC).date())
    leader = Actor(5, "演示-区领导", frozenset({Role.LEADER}), "GO")
    assert (
        period_report(database.session(), empty, Scope(), leader, datetime(2026, 3, 1, tzinfo=UTC)).trend
        == ()
    )


def test_the_ledger_has_a_row_for_each_with_the_telephone_half_hidden(worked: Office) -> None:
    asked = asked_for(year_of(worked), Scope(), worked.now)
    rows = [row for page in ledger_pages(db.session(), (Figure.NEW,), asked, worked.now) for row in page]
    assert len(rows) == 8
    assert all(len(row) == len(COLUMNS) for row in rows)
    named = [dict(zip((column.zh for column in COLUMNS), row, strict=True)) for row in rows]
    assert {row["联系电话"] for row in named} == {"138****8000"}
    assert {str(getattr(row["是否销号"], "zh", "")) for row in named} == {"是", "否"}
    assert any(row["协办单位"] for row in named)
    assert {row["工作组"] for row in named} == {None}, "none of these came of a visit"
    assert any(row["办理结果"] for row in named)
    assert hot_stretch(asked).begin < asked.cut_off
