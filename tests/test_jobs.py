"""The timetable: each duty at its time, once, by one process, caught up after downtime, and a failure never silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from structlog.testing import capture_logs

from service_desk.domain.zone_time import SHANGHAI
from service_desk.jobs import Duty, Pace, Timetable
from service_desk.notify.spool import SpoolTransport
from service_desk.persistence.database import db
from service_desk.persistence.readiness import readiness
from service_desk.persistence.tables import JobRun, OutboxMail, Ticket
from service_desk.usecases.intake.request_information import request_information
from tests.support import acted_out
from tests.support.application import StandingClock
from tests.support.letters import composer

Send = Callable[[EmailMessage], None]
LEASE_LASTS = timedelta(seconds=40)
MONDAY = datetime(2026, 3, 16, 8, 30, tzinfo=SHANGHAI)


def timetable(app: Flask, send: Send | None = None) -> Timetable:
    spool = SpoolTransport(app.extensions["desk_settings"].mail_spool)
    return Timetable(app, composer(), send or spool, Pace(10, 5, 600))


def duty(table: Timetable, name: str) -> Duty:
    return next(each for each in table.duties() if each.name == name)


def run(table: Timetable, *names: str) -> None:
    for name in names:
        table.run(duty(table, name))


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    with capture_logs() as logs:
        yield logs  # type: ignore[misc]


def events(logs: list[dict[str, object]]) -> list[object]:
    return [entry["event"] for entry in logs]


def spooled(app: Flask) -> int:
    folder = app.extensions["desk_settings"].mail_spool
    return len(list(folder.glob("*.eml"))) if folder.is_dir() else 0


def count_of(model: type) -> int:
    db.session.rollback()
    return int(db.session.query(model).count())


def test_the_scheduler_knows_every_duty_and_looks_at_each_at_once(app: Flask) -> None:
    scheduler = timetable(app).scheduler()
    jobs = {job.id: job for job in scheduler.get_jobs()}
    assert set(jobs) == {
        "heartbeat", "deliver_mail", "weekly_report", "issue_due_sheets", "resume_due_holds", "check_records",
        "forget_stale", "follow_up_loans", "lapse_unanswered", "scan_files", "erase_contacts", "write_exports",
        "keep_reports",
    }  # fmt: skip
    assert str(scheduler.timezone) == "Asia/Shanghai"
    options = scheduler._job_defaults
    assert (options["misfire_grace_time"], options["coalesce"], options["max_instances"]) == (None, True, 1)


@pytest.mark.parametrize(
    ("name", "before", "moment"),
    [
        ("weekly_report", datetime(2026, 3, 16, 8, 29, tzinfo=SHANGHAI), MONDAY),
        ("lapse_unanswered", datetime(2026, 3, 16, 7, 29, tzinfo=SHANGHAI), MONDAY.replace(hour=7)),
        ("check_records", datetime(2026, 3, 16, 2, 29, tzinfo=SHANGHAI), MONDAY.replace(hour=2)),
        ("forget_stale", datetime(2026, 3, 16, 3, 9, tzinfo=SHANGHAI), MONDAY.replace(hour=3, minute=10)),
        ("follow_up_loans", datetime(2026, 3, 16, 7, 39, tzinfo=SHANGHAI), MONDAY.replace(hour=7, minute=40)),
        (
            "resume_due_holds",
            datetime(2026, 3, 16, 0, 4, tzinfo=SHANGHAI),
            MONDAY.replace(hour=0, minute=5),
        ),
    ],
)
def test_each_daily_duty_has_its_minute(app: Flask, name: str, before: datetime, moment: datetime) -> None:
    trigger = duty(timetable(app), name).trigger
    with time_machine.travel(before, tick=False):
        assert trigger.get_next_fire_time(None, before) == moment


def test_a_duty_missed_at_its_minute_is_looked_at_again_within_ten_minutes(app: Flask) -> None:
    trigger = duty(timetable(app), "weekly_report").trigger
    tuesday = MONDAY + timedelta(days=1)
    following = trigger.get_next_fire_time(tuesday, tuesday)
    assert following is not None
    assert following - tuesday <= timedelta(minutes=10)


def test_letters_are_delivered(app: Flask, clock: StandingClock) -> None:
    with app.app_context():
        for _ in range(3):
            acted_out.submitted(clock())
    run(timetable(app), "deliver_mail")
    assert spooled(app) == 3


def test_a_full_outbox_is_emptied_in_one_go(app: Flask, clock: StandingClock) -> None:
    with app.app_context():
        for _ in range(12):
            acted_out.submitted(clock())
    run(timetable(app), "deliver_mail")
    assert spooled(app) == 12


def test_delivery_stops_when_the_scheduler_is_told_to(app: Flask, clock: StandingClock) -> None:
    with app.app_context():
        acted_out.submitted(clock())
    table = timetable(app)
    table.stopping.set()
    run(table, "deliver_mail")
    assert spooled(app) == 0


def test_a_letter_that_fails_is_logged_with_its_reason(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    def broken(_message: EmailMessage) -> None:
        raise ValueError("the postman is ill")

    with app.app_context():
        number = acted_out.submitted(clock())
    run(timetable(app, broken), "deliver_mail")
    (entry,) = logged
    assert (entry["event"], entry["reason"]) == ("letter not sent", "ValueError: the postman is ill")
    assert number in str(entry["key"])


def test_on_monday_the_week_is_frozen_and_sent_once(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    with app.app_context():
        acted_out.add_leader("leader", "leader@example.com", clock())
        acted_out.at_work(clock())
        table = timetable(app)
        clock.moment = MONDAY - timedelta(minutes=1)
        run(table, "weekly_report")
        assert db.session.query(OutboxMail).filter_by(notice="weekly_zone").count() == 0
        clock.moment = MONDAY
        run(table, "weekly_report", "weekly_report")
        db.session.rollback()
        assert db.session.query(OutboxMail).filter_by(notice="weekly_zone").count() == 1
    assert [
        (entry["week"], entry["letters"]) for entry in logged if entry["event"] == "weekly report sent"
    ] == [("2026-W11", 1)]


def test_a_report_that_does_not_reconcile_is_not_sent_and_says_so(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    with app.app_context():
        acted_out.add_leader("leader", "leader@example.com", clock())
        acted_out.at_work(clock())
        db.session.execute(db.text("update ticket_event set to_state = 'closed' where seq = 4"))
        db.session.commit()
        clock.moment = MONDAY
        run(timetable(app), "weekly_report")
        db.session.rollback()
        assert db.session.query(OutboxMail).filter_by(notice="weekly_zone").count() == 0
    assert events(logged) == ["duty failed"]
    assert logged[0]["duty"] == "weekly_report"


def test_a_daily_duty_is_done_once_a_day_from_its_hour_on(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    table = timetable(app)
    clock.moment = datetime(2026, 3, 10, 2, 0, tzinfo=SHANGHAI)
    run(table, "check_records")
    assert logged == []
    clock.forward(hours=9)  # the night was missed: nothing ran
    run(table, "check_records", "check_records")
    clock.forward(days=1)
    run(table, "check_records")
    assert events(logged) == ["records checked", "records checked"]
    with app.app_context():
        slots = [row.slot for row in db.session.query(JobRun).order_by(JobRun.slot)]
    assert slots == ["2026-03-10", "2026-03-11"]


def test_a_daily_duty_that_fails_is_tried_again_the_same_day(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    calls: list[datetime] = []

    def work(now: datetime) -> None:
        calls.append(now)
        if len(calls) == 1:
            raise ValueError("once")

    table = timetable(app)
    failing = Duty("test", duty(table, "heartbeat").trigger, work, time(0, 5))
    for _ in range(3):
        table.run(failing)
    assert len(calls) == 2
    assert events(logged) == ["duty failed"]


def test_differences_between_records_and_log_are_logged(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    with app.app_context():
        number = acted_out.at_work(clock())
        db.session.query(Ticket).filter_by(ticket_no=number).one().clock = "stopped"
        db.session.commit()
    run(timetable(app), "check_records")
    assert (logged[0]["event"], logged[0]["subject"], logged[0]["what"]) == (
        "record differs",
        number,
        "clock",
    )
    assert (logged[-1]["event"], logged[-1]["differences"]) == ("records checked", 1)


def test_requests_lapse_and_holds_are_reviewed(
    app: Flask, clock: StandingClock, logged: list[dict[str, object]]
) -> None:
    with app.app_context():
        waiting = acted_out.submitted(clock())
        request_information(waiting, acted_out.DISPATCHER, clock(), note="请补图纸")
        held = acted_out.at_work(clock())
        review = clock().date() + timedelta(days=20)
        acted_out.held(held, clock(), review)
    clock.forward(days=21)
    run(timetable(app), "lapse_unanswered", "resume_due_holds")
    assert [(entry["event"], entry["ticket"]) for entry in logged] == [
        ("request lapsed", waiting),
        ("hold reviewed", held),
    ]


def test_a_second_scheduler_stands_by_until_the_first_is_gone(app: Flask, clock: StandingClock) -> None:
    first, second = timetable(app), timetable(app)
    with time_machine.travel(datetime(2026, 3, 10, tzinfo=UTC), tick=False) as traveller:
        run(first, "heartbeat")
        with app.app_context():
            acted_out.submitted(clock())
        run(second, "heartbeat", "deliver_mail")
        assert spooled(app) == 0
        traveller.shift(LEASE_LASTS + timedelta(seconds=1))  # the first was killed and renews nothing
        run(second, "deliver_mail")
        assert spooled(app) == 1
        with app.app_context():
            acted_out.submitted(clock())
        run(first, "heartbeat", "deliver_mail")  # it was only asleep: the second has the lease now
        assert spooled(app) == 1


def test_a_scheduler_that_stops_hands_over_at_once(app: Flask, clock: StandingClock) -> None:
    first, second = timetable(app), timetable(app)
    run(first, "heartbeat")
    first.stop()
    with app.app_context():
        acted_out.submitted(clock())
    run(second, "deliver_mail")
    assert spooled(app) == 1


def test_the_lease_shows_that_a_scheduler_is_alive(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 3, 10, tzinfo=UTC), tick=False):
        run(timetable(app), "heartbeat")
        with app.app_context():
            assert readiness().scheduler_until == datetime(2026, 3, 10, tzinfo=UTC) + LEASE_LASTS


def test_between_heartbeats_the_lease_is_not_asked_for_again(app: Flask) -> None:
    table = timetable(app)
    with time_machine.travel(datetime(2026, 3, 10, tzinfo=UTC), tick=False) as traveller:
        run(table, "heartbeat")
        traveller.shift(timedelta(seconds=20))
        run(table, "deliver_mail")
        with app.app_context():
            assert readiness().scheduler_until == datetime(2026, 3, 10, tzinfo=UTC) + LEASE_LASTS
        run(table, "heartbeat")
        with app.app_context():
            later = readiness().scheduler_until
        assert later == datetime(2026, 3, 10, 0, 0, 20, tzinfo=UTC) + LEASE_LASTS


def test_a_failing_database_is_logged_and_does_not_end_the_scheduler(
    app: Flask, logged: list[dict[str, object]]
) -> None:
    with app.app_context():
        db.session.execute(db.text("drop table lease"))
        db.session.commit()
    run(timetable(app), "heartbeat")
    assert events(logged) == ["duty failed"]
