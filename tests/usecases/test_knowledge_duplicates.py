"""Likely duplicates: of what this browser has shown, of the same firm, of the same cause; never of anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.persistence.database import db
from service_desk.usecases.knowledge.find_duplicates import (
    Duplicate,
    firm_duplicates,
    likely_duplicates,
    own_duplicates,
    same_cause,
)
from tests.usecases.deeds import CLOSED, DISPATCHER, FIRM, HANDLER
from tests.usecases.office import Office

SAID = {"title": "申请增容500 kVA", "body": "新车间六月投产，现有变压器不够用。"}
ALIKE = "变压器容量不够，申请增容500 kVA，新车间六月投产。"
FIRST, OTHER = "91990000MA0TE5T088", "91990000MA0DEMAK2G"


def numbers(found: list[Duplicate]) -> list[str]:
    return [each.ticket.ticket_no for each in found]


def test_only_requests_this_browser_has_shown_are_compared(office: Office) -> None:
    mine = office.bring(Action.SUBMIT, **SAID)
    office.bring(Action.SUBMIT, **SAID)  # somebody else's, word for word
    assert numbers(own_duplicates(db.session(), ALIKE, [mine], office.now)) == [mine]
    assert own_duplicates(db.session(), ALIKE, [], office.now) == []
    assert own_duplicates(db.session(), ALIKE, ["QY20260310-0999"], office.now) == []
    assert own_duplicates(db.session(), "园区路灯不亮，晚班员工不安全。", [mine], office.now) == []


def test_a_request_that_ended_long_ago_is_another_matter(office: Office) -> None:
    mine = office.bring(*CLOSED, **SAID)
    assert numbers(own_duplicates(db.session(), ALIKE, [mine], office.now)) == [mine]
    assert own_duplicates(db.session(), ALIKE, [mine], office.now + timedelta(days=31)) == []


@pytest.mark.every_database
def test_an_officer_who_files_for_a_firm_sees_what_it_has_filed(office: Office) -> None:
    first = office.bring(Action.SUBMIT, uscc=FIRST, **SAID)
    office.bring(Action.SUBMIT, uscc=OTHER, enterprise_name="演示别家有限公司", **SAID)
    assert numbers(firm_duplicates(db.session(), ALIKE, FIRST, DISPATCHER, office.now)) == [first]
    for nobody in (FIRM, HANDLER):
        assert firm_duplicates(db.session(), ALIKE, FIRST, nobody, office.now) == []
    assert firm_duplicates(db.session(), ALIKE, "", DISPATCHER, office.now) == []


def test_the_dispatcher_sees_the_same_matter_of_the_same_firm(office: Office) -> None:
    first = office.bring(Action.SUBMIT, **SAID)
    office.bring(*CLOSED, **SAID)
    office.bring(
        Action.SUBMIT, title="路灯不亮", body="园区东门路灯坏了三天。", request_type="roads_public_works"
    )
    second = office.bring(Action.SUBMIT, title="增容", body=ALIKE)
    assert numbers(likely_duplicates(db.session(), office.ticket(second))) == [first]


@pytest.mark.every_database
def test_the_same_cause_is_looked_for_among_other_firms_of_the_park(office: Office) -> None:
    park = {"park": "新材料产业园", **SAID}
    near = office.bring(Action.SUBMIT, enterprise_name="演示甲有限公司", **park)
    office.bring(Action.SUBMIT, enterprise_name="演示乙有限公司", park="东区", **SAID)
    office.bring(*CLOSED, enterprise_name="演示丙有限公司", **park)
    mine = office.bring(Action.SUBMIT, park="新材料产业园", title="增容", body=ALIKE)
    assert numbers(same_cause(db.session(), office.ticket(mine))) == [near]
    assert same_cause(db.session(), office.ticket(office.bring(Action.SUBMIT, **SAID))) == []
