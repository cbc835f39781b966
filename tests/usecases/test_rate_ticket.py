"""The enterprise's own word on its tracking page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import Outcome
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from tests.usecases.deeds import APPROVED, CLOSED, MAILBOXES, ON_SITE, WORKING
from tests.usecases.office import Office


def test_solved_and_satisfied_it_can_be_struck_off_without_a_call(office: Office) -> None:
    number = office.bring(*APPROVED)
    ticket = office.act(Action.RATE, number, outcome=Outcome.SOLVED, rating=5, note="谢谢")
    assert (ticket.callback_outcome, ticket.rating, ticket.rating_text) == ("solved", 5, "谢谢")
    assert office.letters(number) == []
    assert office.act(Action.STRIKE_OFF, number).state == State.CLOSED


@pytest.mark.parametrize("path", [APPROVED, ON_SITE, CLOSED], ids=["callback", "on site", "struck off"])
@pytest.mark.parametrize("outcome", [Outcome.UNSOLVED, Outcome.PARTLY])
def test_whatever_is_disputed_is_told_to_the_coordinator(
    office: Office, path: tuple[Action, ...], outcome: Outcome
) -> None:
    number = office.bring(*path)
    office.act(Action.RATE, number, outcome=outcome, rating=2)
    assert office.letters(number) == [("disputed", MAILBOXES["ES"])]


@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"rating": None}, "rating"),
        ({"rating": 6}, "rating"),
        ({"outcome": Outcome.UNREACHABLE}, "outcome"),
        ({"outcome": Outcome.REFUSED}, "outcome"),
        ({"note": "字" * 2001}, "note"),
    ],
)
def test_it_says_one_of_three_things_and_one_of_five_levels(
    office: Office, different: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.RATE, office.bring(*APPROVED), **different)
    assert set(refusal.value.problems) == {field}


def test_it_is_not_asked_before_there_is_a_result(office: Office) -> None:
    with pytest.raises(NotPossible):
        office.act(Action.RATE, office.bring(*WORKING))


def test_after_the_strike_off_it_may_still_rate_for_thirty_days(office: Office) -> None:
    number = office.bring(*CLOSED)
    office.now += timedelta(days=29)
    assert office.act(Action.RATE, number, rating=3).rating == 3
    office.now += timedelta(days=1)
    with pytest.raises(NotPossible, match="不能再评价"):
        office.act(Action.RATE, number)
