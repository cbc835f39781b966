"""Signing for a ticket: from then on the lead department is the one that answers for it."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.states import State
from tests.usecases.deeds import DISPATCHED, FIRM_MAIL, HEAD, MAILBOXES, RETURNED
from tests.usecases.office import Office


def test_the_lead_becomes_responsible_and_the_signer_its_handler(office: Office) -> None:
    number = office.bring(*DISPATCHED, Action.SIGN)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.responsible_department, ticket.first_department) == (
        State.IN_PROGRESS,
        "PW",
        "PW",
    )
    assert (ticket.owner_id, ticket.owner_name, ticket.signed_at) == (11, "演示-承办人", office.now)
    assert office.letters(number) == [("signed", FIRM_MAIL)]


def test_signing_with_a_call_meets_m1_and_signing_alone_does_not(office: Office) -> None:
    for contacted in (True, False):
        number = office.bring(*DISPATCHED)
        ticket = office.act(Action.SIGN, number, contacted=contacted, note="已约明早勘察")
        assert (ticket.milestones[0]["met"] is not None) == contacted
        assert office.last(number).data == {"contacted": contacted, "note": "已约明早勘察"}


def test_the_head_may_sign_too(office: Office) -> None:
    assert office.act(Action.SIGN, office.bring(*DISPATCHED), by=HEAD).owner_id == HEAD.user_id


def test_the_first_receiver_is_never_overwritten(office: Office) -> None:
    """First-receiver responsibility: whoever signed first stays on record through redo and reopening."""
    number = office.bring(*RETURNED, Action.UPHOLD_RETURN)
    assert office.ticket(number).first_department is None
    office.act(Action.DISPATCH, number, co_departments=[])
    for action in (
        Action.SIGN, Action.SUBMIT_RESULT, Action.APPROVE_RESULT, Action.RATE, Action.REDO, Action.SUBMIT_RESULT,
        Action.APPROVE_RESULT, Action.RECORD_CALLBACK, Action.STRIKE_OFF, Action.REOPEN,
    ):  # fmt: skip
        office.act(action, number)
        assert office.ticket(number).first_department == "PW", action
    assert office.letters(number) == [("reopened", MAILBOXES["PW"]), ("reopened", FIRM_MAIL)]
