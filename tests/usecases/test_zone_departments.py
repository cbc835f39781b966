"""Departments: their records, what they lack, and who may not be closed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.tables import DepartmentRow
from service_desk.persistence.zone_log import Subject, changes_to, version_of
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.zone.departments import Lack, view_department, view_departments
from service_desk.usecases.zone.edit_department import DepartmentDetails, edit_department
from tests.usecases.deeds import CLOSED, DISPATCHED, HANDLER, WORKING
from tests.usecases.office import Office

ADMINISTRATOR = Actor(99, "演示-系统管理员", frozenset({Role.ADMINISTRATOR}))
POWER = DepartmentDetails("供电公司", "Power Company", "供电", "power@zone.example", "0000-1234567")


def edit(office: Office, code: str = "PW", details: DepartmentDetails = POWER, **different: object) -> bool:
    wanted = {"by": ADMINISTRATOR, "now": office.now} | different
    return edit_department(code, details, **wanted)  # type: ignore[arg-type]


@pytest.mark.every_database
def test_a_new_name_is_what_everybody_reads_from_then_on(office: Office, database: SQLAlchemy) -> None:
    assert edit(office)
    department = catalogue_in_force(database.session()).departments["PW"]
    assert (department.name.zh, department.name.en, department.short) == ("供电公司", "Power Company", "供电")


def test_a_new_mailbox_receives_the_next_dispatch(office: Office) -> None:
    edit(office)
    number = office.bring(*DISPATCHED)
    assert ("dispatched", "power@zone.example") in office.letters(number)


def test_a_change_is_logged_field_by_field_and_none_is_not(office: Office, database: SQLAlchemy) -> None:
    edit(office)
    assert not edit(office)
    [entry] = changes_to(database.session(), Subject.DEPARTMENT, "PW")
    assert (entry.act, entry.by_name) == ("edited", ADMINISTRATOR.name)
    assert entry.data == {
        "zh": ["PW", "供电公司"],
        "en": ["PW", "Power Company"],
        "short": ["PW", "供电"],
        "mailbox": ["pw@zone.example", "power@zone.example"],
        "phone": [None, "0000-1234567"],
    }


def test_names_are_needed_and_fit_their_columns_while_mailbox_and_phone_may_be_empty(office: Office) -> None:
    with pytest.raises(InvalidInput) as caught:
        edit(office, details=DepartmentDetails("", "x" * 81, "", "", ""))
    assert set(caught.value.problems) == {"zh", "en", "short"}
    assert edit(office, details=replace(POWER, mailbox=" ", phone=""))


def test_the_second_administrator_on_a_stale_page_changes_nothing(
    office: Office, database: SQLAlchemy
) -> None:
    seen = version_of(database.session(), Subject.DEPARTMENT, "PW")
    edit(office, seen_version=seen)
    with pytest.raises(Stale):
        edit(office, details=replace(POWER, zh="别的名字"), seen_version=seen)
    assert database.session.get_one(DepartmentRow, "PW").zh == "供电公司"


def test_only_an_administrator_edits_a_department_that_exists(office: Office) -> None:
    with pytest.raises(NotEntitled):
        edit(office, by=HANDLER)
    with pytest.raises(NotFound):
        edit(office, "XX")


def test_a_department_with_work_in_hand_is_not_closed(office: Office) -> None:
    office.bring(*WORKING)
    closed = replace(POWER, is_active=False)
    with pytest.raises(NotPossible, match="1 件"):
        edit(office, details=closed)
    with pytest.raises(NotPossible, match="1 件"):
        edit(office, "CB", closed)  # which only helps with it


def test_the_coordinator_is_never_closed(office: Office) -> None:
    with pytest.raises(NotPossible):
        edit(office, "ES", replace(POWER, is_active=False))


def test_a_department_whose_work_is_done_may_be_closed_and_receives_nothing_more(office: Office) -> None:
    office.bring(*CLOSED)
    assert edit(office, details=replace(POWER, is_active=False))
    number = office.before(Action.DISPATCH)
    with pytest.raises(InvalidInput) as caught:
        office.act(Action.DISPATCH, number)
    assert set(caught.value.problems) == {"lead"}
    edit(office)
    office.act(Action.DISPATCH, number)


@pytest.mark.every_database
def test_a_department_says_who_works_there_what_lies_there_and_what_it_lacks(
    office: Office, database: SQLAlchemy
) -> None:
    office.bring(*WORKING)
    database.session.get_one(DepartmentRow, "LE").mailbox = None
    database.session.commit()
    views = {view.row.code: view for view in view_departments(database.session())}
    power, helper, law = views["PW"], views["CB"], views["LE"]
    assert [user.display_name for user in power.staff] == ["演示-承办人", "演示-负责人"]
    assert (power.open_tickets, power.open_co_tasks, power.lacks) == (1, 0, ())
    assert (helper.open_tickets, helper.open_co_tasks, helper.lacks) == (0, 1, (Lack.HEAD,))
    assert (law.lacks, len(law.warnings)) == ((Lack.MAILBOX, Lack.HEAD, Lack.HANDLER), 2)
    assert views["ES"].is_coordinator


def test_a_closed_account_is_nobody_who_works_there(office: Office, database: SQLAlchemy) -> None:
    database.session.get_one(User, HANDLER.user_id).active = False
    database.session.commit()
    view = view_department(database.session(), "PW")
    assert (view.lacks, [words.zh for words in view.warnings]) == (
        (Lack.HANDLER,),
        ["没有在用的承办人，只有负责人能签收和办理"],
    )


def test_a_closed_department_lacks_nothing(office: Office, database: SQLAlchemy) -> None:
    edit(office, "LE", replace(POWER, mailbox=None, is_active=False))
    assert view_department(database.session(), "LE").lacks == ()
    with pytest.raises(NotFound):
        view_department(database.session(), "XX")
