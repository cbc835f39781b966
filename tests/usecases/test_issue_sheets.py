"""Supervision sheets by themselves: each once, only the gravest, one letter to a department for a whole round."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import Level
from service_desk.domain.notices import Notice
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import OutboxMail, Ticket
from service_desk.usecases.supervision import issue_sheets as module
from service_desk.usecases.supervision.issue_sheets import is_office_time, issue_due_sheets
from tests.usecases.deeds import HELD, MAILBOXES, WORKING
from tests.usecases.office import Office

ANSWERED = (*WORKING, Action.PROGRESS)


def moment(day: int, hour: int = 10, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def letters() -> list[OutboxMail]:
    db.session.rollback()
    query = sa.select(OutboxMail).where(OutboxMail.notice == Notice.SHEETS).order_by(OutboxMail.id)
    return list(db.session.scalars(query))


def colours(office: Office, number: str) -> list[str]:
    return [event.data["colour"] for event in office.events(number) if event.action is Action.ISSUE_SHEET]


def test_each_threshold_is_told_once_as_time_goes_on(office: Office) -> None:
    """Accepted on Tuesday 10 March: M3 on the 13th, M7 on the 17th."""
    number = office.bring(*WORKING)
    for when in (moment(13), moment(14), moment(14, 11), moment(16), moment(17), moment(18), moment(19)):
        issue_due_sheets(when)
    assert colours(office, number) == ["yellow", "red"]
    answered = office.bring(*ANSWERED)
    for when in (moment(16), moment(17), moment(17, 15), moment(18), moment(18, 15)):
        issue_due_sheets(when)
    assert colours(office, answered) == ["blue", "red"]
    ticket = office.ticket(answered)
    assert (ticket.supervision, ticket.has_open_sheet) == ("red", True)


def test_after_a_standstill_only_the_gravest_is_issued(office: Office) -> None:
    number = office.bring(*WORKING)
    issue_due_sheets(moment(20, month=5))
    issue_due_sheets(moment(21, month=5))
    assert colours(office, number) == ["red"]


def test_a_date_that_was_moved_is_warned_of_again(office: Office) -> None:
    number = office.bring(*ANSWERED, Action.APPLY_EXTENSION)
    issue_due_sheets(moment(17))
    office.act(Action.GRANT_EXTENSION, number)
    for when in (moment(18), moment(20), moment(20, 15)):
        issue_due_sheets(when)
    assert colours(office, number) == ["blue", "blue"]


@pytest.mark.parametrize(
    "path",
    [
        HELD,
        (*WORKING, Action.ASK_ENTERPRISE),
        (*WORKING, Action.PAUSE_CLOCK),
        (Action.SUBMIT, Action.REQUEST_INFO),
    ],
    ids=["held", "asked", "stopped", "information wanted"],
)
def test_nobody_is_warned_while_somebody_else_has_the_turn(office: Office, path: tuple[Action, ...]) -> None:
    number = office.bring(*path)
    assert issue_due_sheets(moment(20, month=5)) == {}
    assert colours(office, number) == []


def test_a_late_acceptance_is_the_centres(office: Office) -> None:
    number = office.submit()
    assert issue_due_sheets(moment(12)) == {"ES": 1}
    assert colours(office, number) == ["yellow"]
    assert [letter.recipient for letter in letters()] == [MAILBOXES["ES"]]


def test_a_department_gets_one_letter_for_all_its_sheets_and_the_rest_in_the_next_round(
    office: Office,
) -> None:
    numbers = [office.bring(*WORKING) for _ in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", 2)
        assert issue_due_sheets(moment(20)) == {"PW": 2}
        assert issue_due_sheets(moment(20, 11)) == {"PW": 1}
    first, second = letters()
    assert (first.recipient, len(first.data["sheets"]), len(second.data["sheets"])) == (MAILBOXES["PW"], 2, 1)
    assert [row["ticket_no"] for row in first.data["sheets"]] == numbers[:2]
    assert issue_due_sheets(moment(20, 12)) == {}


def test_leaders_hear_of_a_hard_request_past_its_month_and_of_nothing_else(office: Office) -> None:
    with transaction() as session:
        user = User(
            login="leader", display_name="演示-区领导", email="leader@zone.example", created_at=office.now
        )
        user.hold({Role.LEADER})
        session.add(user)
    office.bring(*ANSWERED)
    hard = office.bring(Action.SUBMIT)
    office.act(Action.ACCEPT, hard, level=Level.COMPLEX)
    office.act(Action.DISPATCH, hard)
    office.act(Action.SIGN, hard)
    office.act(Action.PROGRESS, hard)
    issue_due_sheets(moment(20))
    assert [letter.recipient for letter in letters()] == [MAILBOXES["PW"]]
    issue_due_sheets(moment(20, month=4))
    (told,) = [letter for letter in letters() if letter.recipient == "leader@zone.example"]
    assert [row["ticket_no"] for row in told.data["sheets"]] == [hard]


def test_the_head_answers_a_sheet_and_the_next_one_is_open_again(office: Office) -> None:
    number = office.bring(*WORKING)
    issue_due_sheets(moment(14))
    office.now = moment(14, 11)
    assert not office.act(Action.ANSWER_SHEET, number).has_open_sheet
    issue_due_sheets(moment(18))
    assert office.ticket(number).has_open_sheet


@pytest.mark.every_database
def test_two_rounds_at_the_same_moment_make_one_sheet_and_one_letter(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*WORKING)
    issue_due_sheets(moment(18))
    issue_due_sheets(moment(18))
    assert colours(office, number) == ["red"]
    assert len(letters()) == 1


def test_the_round_reads_the_index_of_due_dates(office: Office) -> None:
    query = sa.select(Ticket).where(Ticket.next_due_at <= moment(18)).order_by(Ticket.next_due_at, Ticket.id)
    compiled = query.compile(db.engine, compile_kwargs={"literal_binds": False})
    rows = db.session.connection().exec_driver_sql(
        f"explain query plan {compiled}", (moment(18).strftime("%Y-%m-%d %H:%M:%S.%f"),)
    )
    assert any("ix_ticket_next_due" in str(row) for row in rows)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (moment(10, 9), True),
        (datetime(2026, 3, 10, 8, 29, tzinfo=SHANGHAI), False),
        (moment(10, 18), False),
        (moment(14), False),  # a Saturday
        (datetime(2026, 2, 28, 10, tzinfo=SHANGHAI), True),  # a worked Saturday
    ],
)
def test_sheets_go_out_in_office_hours_of_working_days(when: datetime, expected: bool) -> None:
    assert is_office_time(when, load_calendar()) is expected


def test_a_stored_timetable_that_is_out_of_date_makes_no_sheet(office: Office) -> None:
    """The row finds the candidates; the log, read under the lock, decides."""
    number = office.bring(*ANSWERED)
    with transaction() as session:
        ticket = session.scalars(sa.select(Ticket)).one()
        ticket.next_due_at = moment(11)
        ticket.milestones = [{**row, "due": moment(11).isoformat(), "met": None} for row in ticket.milestones]
    assert issue_due_sheets(moment(12)) == {}
    assert colours(office, number) == []
