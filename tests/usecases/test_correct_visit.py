"""A visit under the wrong enterprise is put right with its request, where the visit's other requests do not contradict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.telling import narrate
from service_desk.domain.visits import Firm, VisitReport
from service_desk.persistence.database import db
from service_desk.persistence.tables import Visit
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.visits.follow_up_visit import find_visit
from service_desk.usecases.visits.record_visit import Recorded, record_visit
from tests.usecases.deeds import CALLER, COMMISSIONER
from tests.usecases.office import Office
from tests.usecases.test_record_visit import FIRM, REPORT, counts, firm_of, in_campaign

RIGHT = Firm("演示真名有限公司", fictitious_uscc(9), "智能制造产业园")
CONTACT = {"contact_name": "演示联系人", "contact_mobile": "13800138000", "contact_email": ""}


def visited(office: Office, report: VisitReport = REPORT, asked: int = 1) -> Recorded:
    return record_visit(replace(report, asked=report.asked[:asked]), COMMISSIONER, office.now)


def correct(office: Office, number: str, firm: Firm = RIGHT, **different: Any) -> None:
    inputs = CONTACT | {"reason": "走访时认错了门", "firm": firm, "by": CALLER} | different
    office.act(Action.CORRECT_CONTACT, number, **inputs)


def visit_of(recorded: Recorded) -> Visit:
    db.session.rollback()
    return find_visit(db.session(), recorded.visit_no)


@pytest.mark.every_database
def test_the_visit_goes_with_its_request_where_that_is_wanted_and_its_campaign_counts_on(
    office: Office,
) -> None:
    report = in_campaign()
    recorded = visited(office, report)
    [number] = recorded.tickets
    correct(office, number, moves_visit=True)
    visit, ticket = visit_of(recorded), office.ticket(number)
    assert (visit.enterprise_id, visit.firm_name) == (ticket.enterprise_id, RIGHT.name)
    [entry] = visit.followed
    assert (entry["firm"], entry["ticket"], entry["by"]) == ([FIRM.name, RIGHT.name], number, CALLER.name)
    assert (visit.version, counts(firm_of(report))["firms"]) == (2, 1)
    last = office.last(number)
    assert last.data["visit"] == recorded.visit_no
    told = narrate(last, rules_in_force(db.session()).catalogue).headline.zh
    assert told.endswith(f"走访{recorded.visit_no}登记的企业")
    assert list(check_records()) == []


def test_the_campaign_counts_each_enterprise_once_whichever_way_a_visit_moves(office: Office) -> None:
    report = in_campaign()
    first, second = visited(office, report), visited(office, replace(report, key="fedcba9876543210"))
    assert counts(firm_of(report))["firms"] == 1
    correct(office, first.tickets[0], moves_visit=True)
    assert counts(firm_of(report))["firms"] == 2
    correct(office, second.tickets[0], moves_visit=True)
    assert counts(firm_of(report))["firms"] == 1


def test_unasked_the_visit_stays_and_can_be_put_right_afterwards(office: Office) -> None:
    recorded = visited(office)
    [number] = recorded.tickets
    correct(office, number)
    assert (visit_of(recorded).firm_name, visit_of(recorded).followed) == (FIRM.name, [])
    correct(office, number, moves_visit=True)
    assert visit_of(recorded).firm_name == RIGHT.name
    assert office.last(number).data["changed"] == []
    with pytest.raises(InvalidInput) as refused:
        correct(office, number, moves_visit=True)  # by now nothing differs any more
    assert set(refused.value.problems) == {"contact_name"}


def test_a_request_of_the_same_visit_that_says_otherwise_is_named(office: Office) -> None:
    recorded = visited(office, asked=2)
    first, second = recorded.tickets
    with pytest.raises(InvalidInput) as refused:
        correct(office, first, moves_visit=True)
    assert second in refused.value.problems["moves_visit"].zh
    assert office.ticket(first).enterprise_name == FIRM.name
    correct(office, second)
    correct(office, first, moves_visit=True)
    assert visit_of(recorded).firm_name == RIGHT.name


def test_a_name_misspelt_is_put_right_on_the_visit_too(office: Office) -> None:
    nameless = replace(REPORT, firm=replace(FIRM, name="演示精蜜制造有限公司", uscc=None))
    recorded = visited(office, nameless)
    right = Firm("演示精密制造厂", None, FIRM.park)
    correct(office, recorded.tickets[0], right, moves_visit=True)
    assert visit_of(recorded).firm_name == right.name


def test_a_request_that_no_visit_brought_back_moves_none_and_the_enterprise_itself_moves_nothing(
    office: Office,
) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    with pytest.raises(InvalidInput) as refused:
        correct(office, number, moves_visit=True)
    assert set(refused.value.problems) == {"moves_visit"}
    recorded = visited(office)
    [number] = recorded.tickets
    own = guest("企业", number)
    correct(office, number, by=own, reason="", contact_name="李主任", moves_visit=True)
    assert visit_of(recorded).firm_name == FIRM.name
