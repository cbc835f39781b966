"""Declining: never without the reason and the channel that is open instead."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from tests.usecases.deeds import FIRM_MAIL
from tests.usecases.office import Office


def test_the_enterprise_is_told_why_and_where_to_turn(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.DECLINE)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock, ticket.ended_at) == (State.DECLINED, "finished", office.now)
    assert office.last(number).data == {"reason": "已诉讼", "channel": "人民法院"}
    assert office.letters(number) == [("declined", FIRM_MAIL)]


def test_reason_and_channel_are_both_required(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.DECLINE, office.submit(), reason=" ", channel="")
    assert set(refusal.value.problems) == {"reason", "channel"}


def test_what_was_accepted_is_not_declined_any_more(office: Office) -> None:
    with pytest.raises(NotPossible):
        office.act(Action.DECLINE, office.bring(Action.SUBMIT, Action.ACCEPT))


def test_a_declined_request_stays_as_it_is(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.DECLINE)
    for action in (Action.ADD_FACTS, Action.WITHDRAW, Action.NOTE):
        with pytest.raises(NotPossible):
            office.act(action, number)
