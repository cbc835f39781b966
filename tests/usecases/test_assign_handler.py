"""Assigning: only to an active officer of the lead department."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from tests.usecases.deeds import HEAD, HELPER, MORNING, WORKING
from tests.usecases.office import Office


def add_colleague(number: int, role: Role, *, department: str = "PW", active: bool = True) -> None:
    with transaction() as session:
        row = User(id=number, login=f"p{number}", display_name="演示-同事", department=department, active=active,
                   created_at=MORNING)  # fmt: skip
        row.hold({role})
        session.add(row)


def test_a_colleague_becomes_the_handler_and_the_enterprise_does_not_read_his_name(office: Office) -> None:
    add_colleague(14, Role.HANDLER)
    number = office.bring(*WORKING)
    ticket = office.act(Action.ASSIGN, number, user_id=14)
    assert (ticket.owner_id, ticket.owner_name) == (14, "演示-同事")
    assert office.last(number).data == {"user_id": 14, "name": "演示-同事"}
    assert not office.last(number).is_public
    assert office.letters(number) == []


def test_the_head_may_take_it_himself(office: Office) -> None:
    assert office.act(Action.ASSIGN, office.bring(*WORKING), user_id=HEAD.user_id).owner_id == HEAD.user_id


def test_nobody_outside_away_or_without_a_handlers_role_is_given_a_ticket(office: Office) -> None:
    add_colleague(14, Role.HANDLER, active=False)
    add_colleague(15, Role.CALLBACK)
    number = office.bring(*WORKING)
    for user_id in (HELPER.user_id, 14, 15, 777):
        with pytest.raises(InvalidInput) as refusal:
            office.act(Action.ASSIGN, number, user_id=user_id)
        assert set(refusal.value.problems) == {"user_id"}
    assert office.ticket(number).owner_id == 11
