"""Firms are found by what one types of them, once they are made findable; departments are put in place once."""

from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.visits import Firm
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import DepartmentRow, FirmKey
from service_desk.usecases.firms.known_firms import (
    enterprise_of,
    index_firms,
    known_firm,
    look_up_firms,
    picked_firm,
)
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.usecases.deeds import MORNING

CODE = "91990000MA0TE5T088"


def test_a_firm_is_found_by_part_pinyin_initials_and_code(database: SQLAlchemy) -> None:
    with transaction() as session:
        firm = enterprise_of(session, Firm("演示新材料有限公司", CODE, "东区"), MORNING)
        number = firm.id
    for typed in ("新材料", "yanshi", "xcl", "ma0te5t088", CODE, "演示新材料有限公司"):
        assert [each.id for each in look_up_firms(database.session(), typed)] == [number], typed
    assert look_up_firms(database.session(), "新") == []
    typed = Firm("随便", contact_name="王经理")
    assert picked_firm(database.session(), str(number), typed).uscc == CODE
    assert picked_firm(database.session(), "x", typed) == typed
    assert known_firm(database.session(), Firm("演示新材料有限公司")).uscc == CODE
    assert known_firm(database.session(), Firm("没有这家")).uscc is None


def test_firms_made_without_are_made_findable_afterwards(database: SQLAlchemy) -> None:
    with transaction() as session:
        enterprise_of(session, Firm("演示一厂"), MORNING)
        session.query(FirmKey).delete()
    assert list(index_firms()) == [1]
    assert list(index_firms()) == []
    assert look_up_firms(database.session(), "一厂")


def test_departments_are_put_in_place_once(database: SQLAlchemy) -> None:
    with transaction() as session:
        session.query(DepartmentRow).delete()
    added = seed_departments()
    assert added == database.session.query(DepartmentRow).count() > 20
    assert seed_departments() == 0
