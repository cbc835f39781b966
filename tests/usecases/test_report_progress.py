"""Contacts, progress and notes: what the enterprise sees, and what meets the digits of 13710."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotEntitled
from service_desk.domain.states import State
from tests.usecases.deeds import CALLER, DISPATCHED, FIRM_MAIL, HELD, HELPER, WORKING
from tests.usecases.office import Office


def met(office: Office, number: str, key: str) -> bool:
    return next(m["met"] is not None for m in office.ticket(number).milestones if m["key"] == key)


def test_progress_the_enterprise_can_see_meets_m3_and_is_mailed(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.PROGRESS, number, note="已现场勘察")
    assert met(office, number, "M3")
    assert office.last(number).is_public
    assert office.letters(number) == [("progress", FIRM_MAIL)]


def test_internal_progress_meets_nothing_and_is_told_to_nobody(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.PROGRESS, number, is_public=False)
    assert not met(office, number, "M3")
    assert not office.last(number).is_public
    assert office.letters(number) == []


def test_a_logged_contact_meets_m1(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    office.act(Action.SIGN, number, contacted=False)
    assert not met(office, number, "M1")
    office.act(Action.CONTACT, number)
    assert met(office, number, "M1")


def test_progress_is_reported_on_a_held_ticket_too(office: Office) -> None:
    number = office.bring(*HELD)
    assert office.act(Action.PROGRESS, number).state == State.ON_HOLD


def test_a_note_is_for_officers_only(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.NOTE, number, by=CALLER, note="请注意")
    assert not office.last(number).is_public
    assert office.letters(number) == []
    with pytest.raises(NotEntitled):
        office.act(Action.NOTE, number, by=HELPER)


@pytest.mark.parametrize("action", [Action.CONTACT, Action.PROGRESS, Action.NOTE])
def test_something_must_be_said_in_at_most_two_thousand_characters(office: Office, action: Action) -> None:
    number = office.bring(*WORKING)
    for note in ("", "字" * 2001):
        with pytest.raises(InvalidInput) as refusal:
            office.act(action, number, note=note)
        assert set(refusal.value.problems) == {"note"}
    office.act(action, number, note="字" * 2000)
