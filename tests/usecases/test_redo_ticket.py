"""Back to work: redone because the enterprise says so, reopened on new facts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import Outcome
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.states import State
from tests.usecases.deeds import ANSWERED, APPROVED, CLOSED, FIRM_MAIL, MAILBOXES, ON_SITE, SUPERVISOR
from tests.usecases.office import Office


def test_a_redo_goes_back_to_the_lead_with_a_new_closing_date(office: Office) -> None:
    number = office.bring(*APPROVED, Action.RATE)
    ticket = office.act(Action.REDO, number, reason="车间仍停电")
    assert (ticket.state, ticket.responsible_department, ticket.redo_count) == (State.IN_PROGRESS, "PW", 1)
    assert (ticket.result_type, ticket.result_text, ticket.result_at, ticket.callback_outcome) == (None,) * 4
    assert (ticket.clock, ticket.owner_id) == ("running", 11)
    assert office.letters(number) == [("redo", MAILBOXES["PW"]), ("redo", FIRM_MAIL)]
    assert office.last(number).data == {"reason": "车间仍停电"}


def test_a_supervisor_may_order_a_redo(office: Office) -> None:
    assert office.act(Action.REDO, office.bring(*APPROVED, Action.RATE), by=SUPERVISOR).redo_count == 1


def test_what_the_enterprise_calls_solved_is_not_redone(office: Office) -> None:
    for path in (APPROVED, ANSWERED):
        with pytest.raises(NotPossible, match="不需要重办"):
            office.act(Action.REDO, office.bring(*path))


def test_a_struck_off_ticket_is_reopened_and_counted_as_redone(office: Office) -> None:
    number = office.bring(*CLOSED)
    before = office.ticket(number)
    assert (before.ended_at, before.next_due_at) == (office.now, None)
    ticket = office.act(Action.REOPEN, number, reason="设备又跳闸")
    assert (ticket.state, ticket.ended_at, ticket.redo_count, ticket.clock) == (
        State.IN_PROGRESS,
        None,
        1,
        "running",
    )
    assert ticket.next_due_at is not None
    assert office.letters(number) == [("reopened", MAILBOXES["PW"]), ("reopened", FIRM_MAIL)]


def test_after_thirty_days_a_new_request_is_filed_instead(office: Office) -> None:
    number = office.bring(*CLOSED)
    office.now += timedelta(days=30)
    with pytest.raises(NotPossible, match="超过30天"):
        office.act(Action.REOPEN, number)


def test_only_what_is_disputed_goes_from_the_visit_onto_the_list(office: Office) -> None:
    number = office.bring(*ON_SITE)
    office.act(Action.RECORD_CALLBACK, number, outcome=Outcome.SOLVED)
    with pytest.raises(NotPossible, match="不需要重办"):
        office.act(Action.PUT_ON_LIST, number)


@pytest.mark.parametrize("action", [Action.REDO, Action.REOPEN, Action.PUT_ON_LIST])
def test_a_reason_is_required(office: Office, action: Action) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(action, office.before(action), reason=" ")
    assert set(refusal.value.problems) == {"reason"}
