"""The overview's findings: well where all is well, and each trouble with what to do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import NotEntitled, NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from service_desk.persistence.leases import take_lease
from service_desk.persistence.outbox import MAX_ATTEMPTS, queue_mail
from service_desk.persistence.tables import DepartmentRow, OutboxMail
from service_desk.persistence.zone_log import Subject, changes_to
from service_desk.usecases.zone.check_health import Finding, Health, Topic, check_health
from service_desk.usecases.zone.send_mail_again import send_all_mail_again, send_mail_again
from tests.usecases.deeds import HANDLER, WORKING
from tests.usecases.office import Office

ADMINISTRATOR = Actor(99, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))


def findings(database: SQLAlchemy, office: Office) -> dict[Topic, Finding]:
    database.session.rollback()
    found = check_health(database.session(), office.now)
    return {each.topic: each for each in reversed(found)}  # the first of a topic, should there be two


def letter(database: SQLAlchemy, office: Office, key: str = "k", **columns: object) -> int:
    with transaction() as session:
        queue_mail(session, key, "receipt", "firm@example.com", office.now)
    row = database.session.query(OutboxMail).filter_by(key=key).one()
    for name, value in columns.items():
        setattr(row, name, value)
    database.session.commit()
    return row.id


def failed(database: SQLAlchemy, office: Office, key: str = "k") -> int:
    return letter(database, office, key, status="failed", attempts=MAX_ATTEMPTS, error="550 no such user")


@pytest.mark.every_database
def test_a_desk_at_work_is_well(office: Office, database: SQLAlchemy) -> None:
    with transaction() as session:
        take_lease(session, "scheduler", "a", office.now, timedelta(seconds=60))
        number = 100
        for row in session.query(DepartmentRow):
            for role in (Role.HEAD, Role.HANDLER):
                number += 1
                person = User(id=number, login=f"p{number}", display_name=row.code, department=row.code,
                              created_at=office.now)  # fmt: skip
                person.hold([role])
                session.add(person)
        boss = User(id=99, login="all", display_name="演示", password_hash="x", created_at=office.now)
        boss.hold([Role.DISPATCHER, Role.CALLBACK, Role.SUPERVISOR])
        session.add(boss)
    found = findings(database, office)
    assert {topic for topic, each in found.items() if each.health is not Health.WELL} == set()
    assert set(found) == set(Topic) - {Topic.FILES}  # files are looked at by `check_files`


def test_what_is_not_well_says_what_to_do(office: Office, database: SQLAlchemy) -> None:
    for each in findings(database, office).values():
        assert (each.advice is None) == (each.health is Health.WELL)


def test_a_scheduler_that_stopped_is_a_failure_and_one_that_never_ran_too(
    office: Office, database: SQLAlchemy
) -> None:
    assert "还没有运行过" in findings(database, office)[Topic.SCHEDULER].words.zh
    with transaction() as session:
        take_lease(session, "scheduler", "a", office.now, timedelta(seconds=60))
    office.now += timedelta(minutes=31)
    found = findings(database, office)[Topic.SCHEDULER]
    assert (found.health, found.words.zh) == (Health.FAILING, "定时任务已停 30分钟。")


def test_a_letter_may_wait_a_quarter_of_an_hour(office: Office, database: SQLAlchemy) -> None:
    letter(database, office)
    office.now += timedelta(minutes=15)
    assert findings(database, office)[Topic.MAIL].health is Health.WELL
    office.now += timedelta(minutes=1)
    found = findings(database, office)[Topic.MAIL]
    assert (found.health, found.words.zh) == (Health.ATTENTION, "1 封信在等，最早的已等 16分钟。")


@pytest.mark.every_database
def test_a_letter_given_up_on_is_a_failure_until_it_is_sent_again(
    office: Office, database: SQLAlchemy
) -> None:
    mail_id = failed(database, office)
    assert findings(database, office)[Topic.MAIL].health is Health.FAILING
    send_mail_again(mail_id, by=ADMINISTRATOR, now=office.now)
    mail = database.session.get_one(OutboxMail, mail_id)
    assert (mail.status, mail.attempts, mail.due_at) == ("waiting", 0, office.now)
    [entry] = changes_to(database.session(), Subject.MAIL, str(mail_id))
    assert (entry.act, entry.by_name) == ("sent_again", ADMINISTRATOR.name)
    assert findings(database, office)[Topic.MAIL].health is Health.WELL


def test_a_letter_that_waits_or_was_sent_or_is_unknown_is_not_sent_again(
    office: Office, database: SQLAlchemy
) -> None:
    for mail_id in (letter(database, office), 12345):
        with pytest.raises(NotPossible):
            send_mail_again(mail_id, by=ADMINISTRATOR, now=office.now)


def test_all_failed_letters_are_sent_again_at_once(office: Office, database: SQLAlchemy) -> None:
    for key in ("a", "b"):
        failed(database, office, key)
    letter(database, office, "c")
    assert send_all_mail_again(by=ADMINISTRATOR, now=office.now) == 2
    assert send_all_mail_again(by=ADMINISTRATOR, now=office.now) == 0


def test_only_an_administrator_sends_letters_again(office: Office, database: SQLAlchemy) -> None:
    mail_id = failed(database, office)
    with pytest.raises(NotEntitled):
        send_mail_again(mail_id, by=HANDLER, now=office.now)
    with pytest.raises(NotEntitled):
        send_all_mail_again(by=HANDLER, now=office.now)


def test_a_weekly_report_that_did_not_go_out_is_named(office: Office, database: SQLAlchemy) -> None:
    office.bring(*WORKING)
    office.now += timedelta(days=6)  # the Monday after, past 08:30
    found = findings(database, office)[Topic.REPORT]
    assert (found.health, "第11期" in found.words.zh) == (Health.ATTENTION, True)


def test_an_unloaded_year_and_missing_people_ask_for_attention(office: Office, database: SQLAlchemy) -> None:
    office.now = office.now.replace(month=12)
    found = findings(database, office)
    assert "2027" in found[Topic.CALENDAR].words.zh
    assert found[Topic.PEOPLE].words.zh == "还没有人担任：受理派单员、回访员、督办员。"
    assert "没有在用的负责人" in found[Topic.DEPARTMENTS].words.zh
