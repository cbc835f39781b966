"""A year is imported whole or not at all: previewed, compared, refused by line, put into force."""

from __future__ import annotations

import json
from datetime import date

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.calendar import CalendarImportError, DayKind, load_calendar_years
from service_desk.domain.refusals import NotEntitled, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.tables import CalendarYearRow
from service_desk.usecases.acting.rules import calendar_in_force
from service_desk.usecases.acting.stored_clock import stored_milestones
from service_desk.usecases.zone.import_calendar_year import format_of, import_calendar_year, preview_year
from tests.usecases.deeds import HEAD, WORKING
from tests.usecases.office import Office

ADMINISTRATOR = Actor(99, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
CSV = "日期,off|on,名称\n2027-01-01~2027-01-03,off,元旦\n2027-05-01~2027-05-05,off,劳动节\n2027-05-08,on,劳动节\n2027-10-01,off,国庆节\n"


@pytest.mark.every_database
def test_a_year_in_csv_is_in_force_after_its_import(office: Office, database: SQLAlchemy) -> None:
    change = import_calendar_year(CSV, None, by=ADMINISTRATOR, now=office.now)
    in_force = calendar_in_force(database.session())
    assert change.year == 2027
    assert 2027 in in_force.years
    assert in_force.kind(date(2027, 5, 8)) is DayKind.MAKE_UP
    assert in_force.names[date(2027, 1, 2)] == "元旦"
    row = database.session.get_one(CalendarYearRow, 2027)
    assert (row.imported_by, row.imported_at) == (ADMINISTRATOR.name, office.now)


def test_what_an_export_gives_an_import_takes_without_a_difference(database: SQLAlchemy) -> None:
    for year in load_calendar_years():
        for text in (year.to_csv(), json.dumps(year.as_published()), "\ufeff" + year.to_csv()):
            preview = preview_year(database.session(), text, None)
            assert (preview.year, preview.days, preview.is_new) == (year, (), False)


def test_a_preview_stores_nothing_and_names_what_would_differ(database: SQLAlchemy) -> None:
    text = next(year for year in load_calendar_years() if year.year == 2026).to_csv()
    changed = text.replace("2026-05-09,on,", "2026-05-10,on,")
    preview = preview_year(database.session(), changed, 2026)
    assert [(day.day.day, day.before, day.after) for day in preview.days] == [
        (9, DayKind.MAKE_UP, DayKind.WEEKEND),
        (10, DayKind.WEEKEND, DayKind.MAKE_UP),
    ]
    assert calendar_in_force(database.session()).is_working(date(2026, 5, 9))


def test_a_new_year_is_called_new_and_an_incomplete_one_doubtful(database: SQLAlchemy) -> None:
    preview = preview_year(database.session(), CSV.replace("2027-10-01,off,国庆节\n", ""), None)
    assert preview.is_new
    assert ["10 月 1 日" in words.zh for words in preview.doubts] == [True]


def test_every_wrong_line_is_named_and_nothing_is_taken_over(office: Office, database: SQLAlchemy) -> None:
    wrong = CSV + "2027-02-30,off,春节\n2027-05-06,on,\n2027-01-02,off,\n"
    with pytest.raises(CalendarImportError) as caught:
        import_calendar_year(wrong, None, by=ADMINISTRATOR, now=office.now)
    assert [problem.line for problem in caught.value.problems] == [6, 7, 8]
    assert 2027 not in calendar_in_force(database.session()).years


def test_a_file_of_another_year_than_the_chosen_one_is_refused(database: SQLAlchemy) -> None:
    with pytest.raises(CalendarImportError):
        preview_year(database.session(), CSV, 2028)


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"year": 2027}', "json"), (" \n[", "json"), ("\ufeff{", "json"), (CSV, "csv"), ("", "csv")],
)
def test_the_format_is_told_by_how_the_text_begins(text: str, kind: str) -> None:
    assert format_of(text) == kind


def test_an_import_that_overtook_the_preview_is_not_overwritten(office: Office, database: SQLAlchemy) -> None:
    seen = preview_year(database.session(), CSV, None).version
    import_calendar_year(CSV, None, by=ADMINISTRATOR, now=office.now, seen_version=seen)
    other = CSV.replace("2027-05-08,on,劳动节\n", "")
    with pytest.raises(Stale):
        import_calendar_year(other, None, by=ADMINISTRATOR, now=office.now, seen_version=seen)
    assert calendar_in_force(database.session()).is_working(date(2027, 5, 8))


def test_a_loaded_year_makes_a_provisional_deadline_final(office: Office) -> None:
    office.now = office.now.replace(month=12, day=28)
    number = office.bring(*WORKING)
    assert any(one.is_provisional for one in stored_milestones(office.ticket(number)))
    change = import_calendar_year(CSV, None, by=ADMINISTRATOR, now=office.now)
    assert not any(one.is_provisional for one in stored_milestones(office.ticket(number)))
    assert change.days


def test_only_an_administrator_imports(office: Office) -> None:
    with pytest.raises(NotEntitled):
        import_calendar_year(CSV, None, by=HEAD, now=office.now)
