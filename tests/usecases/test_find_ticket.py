"""Who finds a ticket: a guest by its number and code, an officer by his part in it, everybody else nothing at all."""

from __future__ import annotations

import pytest

from service_desk.domain.actors import Actor, guest
from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import db
from service_desk.usecases.reading.find_ticket import find_for_guest, find_for_officer
from tests.usecases.deeds import CALLER, DISPATCHED, HANDLER, HEAD, HELPER, LEADER, OUTSIDER, STRANGER, A
from tests.usecases.office import Office


def test_a_guest_finds_his_ticket_by_number_and_code_however_they_are_keyed_in(office: Office) -> None:
    number = office.bring(A.SUBMIT)
    code = office.ticket(number).query_code
    for typed in (number, f" {number.lower().replace('-', '')} "):
        assert find_for_guest(db.session(), typed, code.lower()).ticket_no == number


def test_a_wrong_code_an_unknown_number_and_nonsense_are_refused_in_the_same_words(office: Office) -> None:
    number = office.bring(A.SUBMIT)
    code = office.ticket(number).query_code
    reasons = set()
    for typed, key in ((number, "000000"), (number, ""), ("QY20260310-9999", code), ("不是编号", code)):
        with pytest.raises(NotFound) as refused:
            find_for_guest(db.session(), typed, key)
        reasons.add(refused.value.reason)
    assert len(reasons) == 1


@pytest.mark.parametrize("actor", [HANDLER, HEAD, HELPER, CALLER, LEADER], ids=lambda actor: actor.name)
def test_whoever_has_a_part_in_a_ticket_or_in_the_whole_zone_finds_it(actor: Actor, office: Office) -> None:
    number = office.bring(*DISPATCHED)
    assert find_for_officer(db.session(), number, actor).ticket_no == number


@pytest.mark.parametrize("actor", [OUTSIDER, STRANGER], ids=lambda actor: actor.name)
def test_another_department_and_a_stranger_are_told_it_does_not_exist(actor: Actor, office: Office) -> None:
    number = office.bring(*DISPATCHED)
    with pytest.raises(NotFound) as hidden:
        find_for_officer(db.session(), number, actor)
    with pytest.raises(NotFound) as absent:
        find_for_officer(db.session(), "QY20260310-9999", actor)
    assert hidden.value.reason == absent.value.reason


def test_an_enterprise_finds_the_tickets_whose_code_it_has_shown(office: Office) -> None:
    number = office.bring(A.SUBMIT)
    assert find_for_officer(db.session(), number, guest("演示联系人", number)).ticket_no == number
