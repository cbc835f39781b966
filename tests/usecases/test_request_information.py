"""Asking for information before acceptance, the answer, and what happens when none comes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI
from service_desk.usecases.intake.withdraw_ticket import lapse_unanswered
from tests.usecases.deeds import FIRM_MAIL
from tests.usecases.office import Office

ASKED = (Action.SUBMIT, Action.REQUEST_INFO)
LAST_MOMENT = datetime(2026, 3, 25, 0, 0, tzinfo=SHANGHAI)
"""24:00 of the tenth working day after Tuesday 10 March 2026."""


def test_the_enterprise_is_asked_and_no_clock_runs(office: Office) -> None:
    number = office.bring(*ASKED)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock, ticket.info_asked_at) == (State.NEED_INFO, "not_started", office.now)
    assert office.letters(number) == [("info_wanted", FIRM_MAIL)]


def test_it_must_be_said_what_is_missing(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.REQUEST_INFO, office.submit(), note=" \n")
    assert set(refusal.value.problems) == {"note"}


def test_nothing_lapses_until_the_tenth_working_day_is_over(office: Office) -> None:
    number = office.bring(*ASKED)
    assert lapse_unanswered(LAST_MOMENT) == []
    assert office.ticket(number).state == State.NEED_INFO


def test_what_was_never_answered_lapses_and_the_enterprise_is_told(office: Office) -> None:
    number, answered = office.bring(*ASKED), office.bring(*ASKED, Action.SUPPLEMENT)
    assert lapse_unanswered(LAST_MOMENT + timedelta(seconds=1)) == [number]
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock) == (State.WITHDRAWN, "finished")
    assert (office.last(number).actor_role, office.last(number).actor_name) == (Role.SYSTEM, "系统")
    assert office.letters(number) == [("lapsed", FIRM_MAIL)]
    assert office.ticket(answered).state == State.SUBMITTED
    assert lapse_unanswered(LAST_MOMENT + timedelta(days=1)) == []


def test_only_what_is_overdue_lapses(office: Office) -> None:
    office.bring(*ASKED)
    office.now += timedelta(days=1)
    later = office.bring(*ASKED)
    lapse_unanswered(LAST_MOMENT + timedelta(seconds=1))
    assert office.ticket(later).state == State.NEED_INFO


def test_asked_a_second_time_the_enterprise_has_ten_days_again(office: Office) -> None:
    number = office.bring(*ASKED, Action.SUPPLEMENT)
    office.now += timedelta(days=7)
    office.act(Action.REQUEST_INFO, number)
    assert lapse_unanswered(LAST_MOMENT + timedelta(seconds=1)) == []


def test_a_request_that_waits_cannot_be_accepted(office: Office) -> None:
    with pytest.raises(NotPossible, match="待补正"):
        office.act(Action.ACCEPT, office.bring(*ASKED))
