"""The rules an act is judged by: the packaged ones, with what the administrator has changed."""

from __future__ import annotations

from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import CalendarYearRow, DepartmentRow
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.intake.withdraw_ticket import lapse_unanswered
from tests.usecases.deeds import ACCEPTED, MORNING
from tests.usecases.office import Office


def day_off(day: date) -> None:
    with transaction() as session:
        days = {"off": {day.isoformat(): "停电"}, "on": {}}
        session.add(CalendarYearRow(year=day.year, days=days, imported_at=MORNING, imported_by="演示-管理员"))


def test_the_packaged_calendar_holds_until_a_year_is_imported(office: Office) -> None:
    rules = rules_in_force(db.session())
    assert rules.calendar.years == frozenset(range(2021, 2027))
    day_off(date(2026, 3, 13))
    changed = rules_in_force(db.session()).calendar
    assert not changed.is_working(date(2026, 3, 13))
    assert changed.is_working(date(2026, 10, 1))  # the imported year replaces the packaged one altogether
    assert not changed.is_working(date(2025, 10, 1))
    assert changed.years == rules.calendar.years


def test_an_imported_day_off_moves_the_dates_of_the_next_act(office: Office) -> None:
    day_off(date(2026, 3, 13))
    ticket = office.ticket(office.bring(*ACCEPTED))
    due = {m["key"]: m["due"] for m in ticket.milestones}
    assert datetime.fromisoformat(due["M3"]) == datetime(2026, 3, 17, 0, 0, tzinfo=SHANGHAI)


def test_a_year_beyond_the_package_is_no_longer_provisional_once_imported(office: Office) -> None:
    day_off(date(2027, 1, 1))
    assert rules_in_force(db.session()).calendar.covers(date(2027, 6, 1))


def test_departments_carry_the_names_the_administrator_gave_them(office: Office) -> None:
    with transaction() as session:
        row = session.get_one(DepartmentRow, "PW")
        row.zh, row.en, row.short = "供电公司", "Power Company", "供电"
    catalogue = rules_in_force(db.session()).catalogue
    assert catalogue.departments["PW"].name == ("供电公司", "Power Company")
    assert catalogue.departments["WT"].name.zh == "水务公司"
    assert len(catalogue.departments) == 21


def test_a_closed_department_receives_nothing_new(office: Office) -> None:
    with transaction() as session:
        session.get_one(DepartmentRow, "PW").is_active = False
    rules = rules_in_force(db.session())
    assert "PW" in rules.catalogue.departments
    assert "PW" not in rules.receiving_departments


def test_a_ticket_names_the_policy_and_its_version(office: Office) -> None:
    reference = "13710-natural@2026.1"
    number = office.bring(*ACCEPTED)
    assert office.ticket(number).policy == office.last(number).data["policy"] == reference
    assert rules_in_force(db.session()).policy(reference).code == "13710-natural"
    assert rules_in_force(db.session()).policy("13710-working@2020.9").code == "13710-working"


def test_a_day_off_inside_the_time_for_information_lengthens_it(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.REQUEST_INFO)
    day_off(date(2026, 3, 13))
    assert lapse_unanswered(datetime(2026, 3, 26, 0, 0, tzinfo=SHANGHAI)) == []
    assert lapse_unanswered(datetime(2026, 3, 26, 0, 1, tzinfo=SHANGHAI)) == [number]
