"""Compiling freezes a week once, from real tickets, and never again whatever happens afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.refusals import NotPossible
from service_desk.domain.reporting.ledger import DoesNotReconcileError, Figure
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.persistence import reports
from service_desk.persistence.tables import ReportSnapshot, Ticket, TicketEvent
from service_desk.usecases.handling.report_progress import add_note
from service_desk.usecases.intake.withdraw_ticket import withdraw_ticket
from service_desk.usecases.reporting.compile_weekly_report import compile_weekly_report, draft_weekly_report
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from tests.support import acted_out
from tests.support.histories import at

WEEK = Week(2021, 21)
MONDAY = at(31, 8, 30)


def frozen(database: SQLAlchemy, scope: str = ZONE, week: Week = WEEK) -> WeeklyReport:
    report = frozen_report(database.session(), week, scope)
    assert report is not None
    return report


@pytest.mark.every_database
def test_a_week_is_frozen_for_the_zone_and_every_department(database: SQLAlchemy) -> None:
    acted_out.at_work(at(20))
    done = acted_out.finished(acted_out.at_work(at(24), "CB"), at(26), "CB")
    acted_out.struck_off(done, at(27))
    acted_out.submitted(at(28))
    assert compile_weekly_report(WEEK, MONDAY) is True
    zone = frozen(database)
    figures = (Figure.OPENING, Figure.NEW, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE)
    assert [zone.count(figure) for figure in figures] == [1, 2, 1, 1, 2, 1]
    assert (zone.rates.satisfied.text(), zone.rates.response.text()) == ("100.0%", "100.0%")
    assert frozen(database, "CB").count(Figure.FINISHED) == 1
    assert frozen(database, "PW").count(Figure.CLOSING) == 1
    assert frozen(database, "WT").tickets == {}
    assert database.session.query(ReportSnapshot).count() == 22


def test_what_is_frozen_is_never_rewritten(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(25))
    compile_weekly_report(WEEK, MONDAY)
    before = frozen(database)
    withdraw_ticket(number, acted_out.guest("演示联系人", number), at(30))
    assert compile_weekly_report(WEEK, MONDAY + timedelta(days=1)) is False
    assert frozen(database) == before


def test_a_week_under_way_is_not_frozen(database: SQLAlchemy) -> None:
    with pytest.raises(NotPossible, match="没有结束"):
        compile_weekly_report(WEEK, at(30, 23, 59))


def test_a_draft_of_the_week_under_way_is_cut_off_now(database: SQLAlchemy) -> None:
    acted_out.submitted(at(25))
    acted_out.submitted(at(27))
    assert draft_weekly_report(WEEK, ZONE, at(26)).count(Figure.NEW) == 1
    assert draft_weekly_report(WEEK, ZONE, MONDAY).count(Figure.NEW) == 2
    assert database.session.query(ReportSnapshot).count() == 0


def test_the_week_before_is_taken_as_it_was_printed(database: SQLAlchemy) -> None:
    acted_out.submitted(at(18))
    compile_weekly_report(WEEK.earlier(), at(24, 8, 30))
    acted_out.submitted(at(19))  # entered later with an earlier date: the printed report stands
    acted_out.submitted(at(25))
    compile_weekly_report(WEEK, MONDAY)
    assert frozen(database).before[Figure.NEW] == 1
    assert frozen(database).count(Figure.OPENING) == 2


def test_without_a_printed_report_the_week_before_is_computed(database: SQLAlchemy) -> None:
    acted_out.submitted(at(18))
    compile_weekly_report(WEEK, MONDAY)
    assert frozen(database).before[Figure.NEW] == 1


def test_an_old_ticket_touched_last_week_alone_is_still_counted(database: SQLAlchemy) -> None:
    old = acted_out.at_work(at(1, month=3))
    add_note(old, acted_out.handler(), at(2, month=3), note="内部")
    gone = acted_out.submitted(at(1, month=3))
    withdraw_ticket(gone, acted_out.guest("x", gone), at(3, month=3))
    compile_weekly_report(WEEK, MONDAY)
    assert frozen(database).lists[Figure.OPENING] == (old,)


def test_many_tickets_are_read_in_batches(database: SQLAlchemy) -> None:
    numbers = [acted_out.submitted(at(25, 10, minute)) for minute in range(7)]
    cases = list(reports.cases_since(database.session(), WEEK.begins, WEEK.ends, batch=3))
    assert [case.columns["ticket_no"] for case in cases] == numbers
    assert all(len(case.events) == 1 for case in cases)


def test_nothing_is_frozen_when_the_figures_contradict_each_other(database: SQLAlchemy) -> None:
    number = acted_out.at_work(at(20))
    withdraw_ticket(number, acted_out.guest("x", number), at(26))
    ticket = database.session.query(Ticket).one()
    last = database.session.query(TicketEvent).filter_by(ticket_id=ticket.id, seq=ticket.last_seq).one()
    last.to_state = "in_progress"  # somebody tampered with the log
    database.session.commit()
    with pytest.raises(DoesNotReconcileError, match=number):
        compile_weekly_report(WEEK, MONDAY)
    assert database.session.query(ReportSnapshot).count() == 0


def test_two_processes_that_compile_at_once_leave_one_snapshot(database: SQLAlchemy) -> None:
    acted_out.submitted(at(25))
    assert compile_weekly_report(WEEK, MONDAY)
    session = database.session()
    assert reports.keep_snapshots(session, str(WEEK), {ZONE: {}, "PW": {}}, MONDAY) is False
    session.commit()
    assert frozen(database).count(Figure.NEW) == 1
