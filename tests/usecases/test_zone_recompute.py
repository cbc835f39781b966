"""A changed calendar moves the deadlines of open tickets, and says which; nothing else is touched."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import end_of_day
from service_desk.persistence.tables import CalendarYearRow, ZoneChange
from service_desk.usecases.acting.rules import calendar_in_force
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.zone import calendar_change as changing
from service_desk.usecases.zone import recompute_clocks as recomputing
from service_desk.usecases.zone.calendar_change import calendar_version, recompute_all
from service_desk.usecases.zone.edit_calendar_day import edit_calendar_day
from service_desk.usecases.zone.recompute_clocks import recompute_clocks
from service_desk.usecases.zone.unloaded_years import unloaded_years
from tests.usecases.deeds import ANSWERED, ASKED, CLOSED, DISPATCHED, HANDLER, HELD, WORKING
from tests.usecases.office import Office

ADMINISTRATOR = Actor(99, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
SUBMITTED = (Action.SUBMIT,)
TUESDAY = date(2026, 3, 17)
"""The seventh day after the office's first acceptances."""


def due(office: Office, number: str, key: MilestoneKey) -> object:
    return next(one.due for one in stored_milestones(office.ticket(number)) if one.key is key)


def close(office: Office, day: date, **different: object) -> object:
    wanted = {"works": False, "name": "", "by": ADMINISTRATOR, "now": office.now} | different
    return edit_calendar_day(day, **wanted)  # type: ignore[arg-type]


@pytest.mark.every_database
def test_a_day_off_on_the_last_day_moves_the_deadline_to_the_next_working_day(office: Office) -> None:
    number = office.bring(*WORKING)
    change = close(office, TUESDAY)
    [shift] = [each for each in change.shifts if each.ticket_no == number]  # type: ignore[attr-defined]
    assert (shift.key, shift.title, shift.department) == (MilestoneKey.CLOSING, "申请增容500 kVA", "PW")
    assert (shift.before, shift.after) == (end_of_day(TUESDAY), end_of_day(date(2026, 3, 18)))
    assert due(office, number, MilestoneKey.CLOSING) == shift.after


@pytest.mark.every_database
@pytest.mark.parametrize("day", [date(2026, 3, 10), date(2026, 3, 13), TUESDAY])
def test_the_nightly_check_finds_nothing_wrong_afterwards(office: Office, day: date) -> None:
    for path in (SUBMITTED, DISPATCHED, WORKING, ASKED, HELD, ANSWERED, CLOSED):
        office.bring(*path)
    close(office, day)
    assert list(check_records()) == []


def test_what_an_interruption_left_undone_is_done_later(
    office: Office, database: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.bring(*WORKING)
    monkeypatch.setattr(changing, "recompute_clocks", lambda **_: ())
    close(office, TUESDAY)
    monkeypatch.undo()
    assert {each.subject for each in check_records()} == {number}
    [shift] = recompute_all(2026, by=ADMINISTRATOR, now=office.now)
    assert (shift.ticket_no, list(check_records())) == (number, [])
    with pytest.raises(NotEntitled):
        recompute_all(2026, by=HANDLER, now=office.now)


def test_a_ticket_that_is_over_keeps_its_dates_and_its_version(office: Office) -> None:
    number = office.bring(*CLOSED)
    before = office.ticket(number)
    milestones, version = before.milestones, before.version
    close(office, TUESDAY)
    after = office.ticket(number)
    assert (after.milestones, after.version) == (milestones, version)


def test_an_officers_page_is_not_stale_because_the_calendar_moved(office: Office) -> None:
    number = office.bring(*WORKING)
    seen = office.ticket(number).version
    close(office, TUESDAY)
    office.act(Action.PROGRESS, number, seen=seen)


def test_the_part_of_a_co_handler_moves_as_well(office: Office) -> None:
    number = office.bring(*WORKING)
    [task] = office.ticket(number).co_tasks
    third_working_day = date(2026, 3, 13)
    assert task.due_at == end_of_day(third_working_day)
    close(office, third_working_day)
    [task] = office.ticket(number).co_tasks
    assert task.due_at == end_of_day(date(2026, 3, 16))


def test_a_day_after_every_deadline_needs_no_ticket_to_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.bring(*WORKING)
    read: list[object] = []
    monkeypatch.setattr(recomputing, "history", lambda *asked: read.append(asked))
    assert recompute_clocks(from_day=date(2026, 9, 25)) == ()
    assert read == []


@pytest.mark.every_database
def test_more_tickets_than_one_transaction_takes_are_all_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recomputing, "BATCH", 2)
    numbers = [office.bring(*WORKING) for _ in range(5)]
    change = close(office, TUESDAY)
    assert [each.ticket_no for each in change.shifts] == numbers  # type: ignore[attr-defined]
    assert recompute_clocks() == ()


@pytest.mark.every_database
def test_a_change_is_logged_with_its_days_and_with_the_deadlines_it_moved(
    office: Office, database: SQLAlchemy
) -> None:
    number = office.bring(*WORKING)
    close(office, TUESDAY, name="演示假日")
    rows = database.session.scalars(sa.select(ZoneChange).order_by(ZoneChange.id)).all()
    assert [(row.kind, row.subject, row.act, row.by_name) for row in rows] == [
        ("calendar", "2026", "day_set", ADMINISTRATOR.name),
        ("calendar", "2026", "recomputed", ADMINISTRATOR.name),
    ]
    assert rows[0].data == {"days": [["2026-03-17", "workday", "holiday"]]}
    assert rows[1].data["count"] == 1
    assert rows[1].data["shifts"][0][:2] == [number, "M7"]


def test_a_day_like_any_other_is_no_longer_listed(office: Office, database: SQLAlchemy) -> None:
    close(office, TUESDAY)
    close(office, TUESDAY, works=True)
    row = database.session.get_one(CalendarYearRow, 2026)
    assert "2026-03-17" not in row.days["off"] | row.days["on"]
    assert calendar_in_force(database.session()).is_working(TUESDAY)


def test_setting_a_day_to_what_it_is_moves_nothing(office: Office) -> None:
    office.bring(*WORKING)
    change = close(office, TUESDAY, works=True)
    assert (change.days, change.shifts) == ((), ())  # type: ignore[attr-defined]


def test_a_december_day_that_next_years_notice_lists_is_changed_there(
    office: Office, database: SQLAlchemy
) -> None:
    new_years_eve = date(2022, 12, 31)  # off by the notice of 2023
    change = close(office, new_years_eve, works=True)
    assert change.year == 2023  # type: ignore[attr-defined]
    assert calendar_in_force(database.session()).is_working(new_years_eve)


def test_one_day_does_not_make_an_unloaded_year_look_complete(office: Office, database: SQLAlchemy) -> None:
    with pytest.raises(NotPossible):
        close(office, date(2027, 1, 1))
    assert 2027 not in calendar_in_force(database.session()).years


def test_the_second_administrator_on_a_stale_page_changes_nothing(
    office: Office, database: SQLAlchemy
) -> None:
    seen = calendar_version(database.session(), 2026)
    close(office, TUESDAY, seen_version=seen)
    with pytest.raises(Stale):
        close(office, date(2026, 3, 18), seen_version=seen)
    assert calendar_in_force(database.session()).is_working(date(2026, 3, 18))


def test_only_an_administrator_changes_the_calendar(office: Office) -> None:
    with pytest.raises(NotEntitled):
        close(office, TUESDAY, by=HANDLER)


def test_the_name_of_a_holiday_fits_the_grid(office: Office) -> None:
    with pytest.raises(InvalidInput):
        close(office, TUESDAY, name="长" * 21)


def test_a_year_is_missed_sixty_days_before_it_begins(office: Office, database: SQLAlchemy) -> None:
    new_year = end_of_day(date(2026, 12, 31))
    assert unloaded_years(database.session(), new_year - timedelta(days=61)) == []
    assert unloaded_years(database.session(), new_year - timedelta(days=60)) == [2027]
    assert unloaded_years(database.session(), new_year + timedelta(days=320)) == [2027, 2028]


def test_a_deadline_in_an_unloaded_year_is_missed_however_far_away(
    office: Office, database: SQLAlchemy
) -> None:
    number = office.bring(*WORKING)
    assert unloaded_years(database.session(), office.now) == []
    office.ticket(number).next_due_at = end_of_day(date(2027, 2, 1))
    database.session.commit()
    assert unloaded_years(database.session(), office.now) == [2027]
