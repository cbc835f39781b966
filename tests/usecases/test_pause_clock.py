"""Asking the enterprise stops the clock; an answer or a reason lets it run again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.zone_time import SHANGHAI
from tests.usecases.deeds import ASKED, FIRM_MAIL, WORKING
from tests.usecases.office import Office

M7_AT_FIRST = datetime(2026, 3, 18, 0, 0, tzinfo=SHANGHAI)


def m7(office: Office, number: str) -> datetime:
    due = next(m["due"] for m in office.ticket(number).milestones if m["key"] == "M7")
    return datetime.fromisoformat(due)


def test_a_stopped_ticket_has_no_next_date_and_lies_behind_all_that_run(office: Office) -> None:
    stopped, running = office.bring(*ASKED), office.bring(*WORKING)
    ticket = office.ticket(stopped)
    assert (ticket.clock, ticket.next_due_at) == ("stopped", None)
    assert office.letters(stopped) == [("info_wanted", FIRM_MAIL)]
    rank = ticket.rank_at
    assert rank > office.ticket(running).rank_at


def test_of_two_stopped_tickets_the_longer_stopped_comes_first(office: Office) -> None:
    ranks = [office.ticket(number).rank_at for number in (office.bring(*ASKED), office.bring(*ASKED))]
    assert ranks == sorted(ranks)


def test_the_dates_move_by_the_days_lost(office: Office) -> None:
    number = office.bring(*ASKED)
    assert m7(office, number) == M7_AT_FIRST
    office.now += timedelta(days=2)
    ticket = office.act(Action.RESUME_CLOCK, number, note="已电话答复")
    assert ticket.clock == "running"
    assert m7(office, number) == M7_AT_FIRST + timedelta(days=2)
    assert office.letters(number) == []


def test_nothing_is_concluded_while_the_answer_is_awaited(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK, Action.ASK_ENTERPRISE)
    for action in (Action.SUBMIT_RESULT, Action.HOLD, Action.ASK_ENTERPRISE):
        with pytest.raises(NotPossible, match="计时已停"):
            office.act(action, number)


def test_a_running_clock_is_not_resumed(office: Office) -> None:
    with pytest.raises(NotPossible, match="计时没有停"):
        office.act(Action.RESUME_CLOCK, office.bring(*WORKING))


@pytest.mark.parametrize("action", [Action.ASK_ENTERPRISE, Action.RESUME_CLOCK])
def test_what_is_asked_and_why_it_goes_on_must_be_said(office: Office, action: Action) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(action, office.before(action), note=" ")
    assert set(refusal.value.problems) == {"note"}
