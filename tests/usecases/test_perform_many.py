"""One act on many tickets: all of them or none, each with its own event and letters, taken back together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from service_desk.usecases.acting.perform_many import MANY, SomeRefusedError
from service_desk.usecases.handling.assign_handler import assign_handlers
from service_desk.usecases.routing.sign_ticket import sign_tickets
from service_desk.usecases.routing.transfer_ticket import transfer_tickets
from service_desk.usecases.routing.undo_act import undo_acts
from tests.usecases.deeds import DISPATCHED, DISPATCHER, HANDLER, WORKING, A
from tests.usecases.office import Office


def seen(office: Office, *numbers: str) -> dict[str, int]:
    return {number: office.ticket(number).version for number in numbers}


def letters() -> int:
    return db.session.query(OutboxMail).count()


def test_each_ticket_gets_its_own_event_and_letter_and_all_are_taken_back(office: Office) -> None:
    numbers = office.bring(*DISPATCHED), office.bring(*DISPATCHED)
    before = letters()
    sign_tickets(seen(office, *numbers), HANDLER, office.now)
    assert [office.ticket(number).state for number in numbers] == [State.IN_PROGRESS] * 2
    assert letters() == before + 2
    undo_acts(seen(office, *numbers), HANDLER, office.now)
    assert [office.ticket(number).state for number in numbers] == [State.DISPATCHED] * 2
    assert [office.events(number)[-1].data["act"] for number in numbers] == ["sign"] * 2


def test_one_that_cannot_be_done_keeps_all_from_being_done_and_is_named(office: Office) -> None:
    good, stale, ended = (office.bring(*DISPATCHED) for _ in range(3))
    versions = seen(office, good, stale, ended)
    office.act(A.NOTE, stale)
    office.act(A.WITHDRAW, ended)
    before = letters()
    with pytest.raises(SomeRefusedError) as refused:
        sign_tickets({**versions, "QY20200101-0001": 1}, HANDLER, office.now)
    assert set(refused.value.reasons) == {stale, ended, "QY20200101-0001"}
    assert office.ticket(good).state == State.DISPATCHED
    assert letters() == before


def test_none_and_too_many_are_refused(office: Office) -> None:
    for wanted in ({}, {f"QY20260310-{serial:04d}": 1 for serial in range(MANY + 1)}):
        with pytest.raises(NotPossible):
            sign_tickets(wanted, HANDLER, office.now)


def test_transfer_of_many_says_what_is_wrong_with_the_department_or_the_reason(office: Office) -> None:
    numbers = office.bring(*WORKING), office.bring(*WORKING)
    for lead, reason in (("PW", "属本部门"), ("XX", "没有这个单位"), ("LE", " ")):
        with pytest.raises(InvalidInput):
            transfer_tickets(seen(office, *numbers), DISPATCHER, office.now, lead=lead, reason=reason)
    transfer_tickets(seen(office, *numbers), DISPATCHER, office.now, lead="LE", reason="属执法职责")
    assert [office.events(number)[-1].action for number in numbers] == [Action.TRANSFER] * 2


def test_many_are_assigned_to_officers_of_the_department_only(office: Office) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput):
        assign_handlers(seen(office, number), HANDLER, office.now, user_id=9_999)


def test_what_a_colleague_did_is_not_taken_back(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    sign_tickets(seen(office, number), HANDLER, office.now)
    with pytest.raises(SomeRefusedError):
        undo_acts(seen(office, number), replace(HANDLER, user_id=77), office.now)
