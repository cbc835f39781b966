"""Transfer to another department, and taking one's last act back within ten minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.persistence.database import db, transaction
from service_desk.persistence.outbox import claim_mail, mark_sent
from service_desk.persistence.tables import OutboxMail
from service_desk.persistence.tickets import recorded_counts
from tests.usecases.deeds import ACCEPTED, DISPATCHED, DISPATCHER, MAILBOXES, WORKING, officer
from tests.usecases.office import Office
from tests.usecases.test_every_act import assert_all_in_order

BUILDERS = officer(41, "演示-建设承办人", Role.HANDLER, "CB")


def test_the_present_department_answers_until_the_new_one_has_signed(office: Office) -> None:
    number = office.bring(*WORKING)
    ticket = office.act(Action.TRANSFER, number, lead="CB")
    assert (ticket.state, ticket.lead_department, ticket.queue_department) == (State.DISPATCHED, "CB", "CB")
    assert (ticket.responsible_department, ticket.first_department) == ("PW", "PW")
    assert office.letters(number) == [("dispatched", MAILBOXES["CB"])]
    ticket = office.act(Action.SIGN, number, by=BUILDERS)
    assert (ticket.responsible_department, ticket.first_department) == ("CB", "PW")
    assert_all_in_order(office, number)


def test_a_transfer_does_not_undo_that_m1_was_met_nor_move_a_date(office: Office) -> None:
    number = office.bring(*WORKING)
    before = office.ticket(number).milestones
    assert office.act(Action.TRANSFER, number).milestones == before


def test_what_the_new_lead_was_to_assist_with_it_leads_now(office: Office) -> None:
    number = office.bring(*WORKING)
    ticket = office.act(Action.TRANSFER, number, lead="CB")
    assert [(task.department, task.status) for task in ticket.co_tasks] == [("CB", "waived")]
    assert ("CB", "co_task") not in recorded_counts(db.session())


def test_a_ticket_is_not_transferred_to_where_it_is(office: Office) -> None:
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.TRANSFER, office.bring(*WORKING), lead="PW")
    assert refusal.value.problems["lead"].zh == "请选择另一个单位。"


def test_a_dispatch_that_is_taken_back_leaves_the_ticket_as_it_was(office: Office) -> None:
    number = office.bring(*ACCEPTED)
    before = office.ticket(number)
    kept = (before.state, before.lead_department, before.milestones, before.queue_department, before.clock)
    office.act(Action.DISPATCH, number)
    ticket = office.act(Action.UNDO, number)
    assert (
        ticket.state, ticket.lead_department, ticket.milestones, ticket.queue_department, ticket.clock,
    ) == kept  # fmt: skip
    assert ticket.co_tasks == []
    assert [event.action for event in office.events(number)][-2:] == [Action.DISPATCH, Action.UNDO]
    assert_all_in_order(office, number)


def test_letters_that_have_not_left_are_recalled_and_nobody_is_told(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    assert {notice for notice, _ in office.letters(number)} == {"dispatched", "co_task"}
    office.act(Action.UNDO, number)
    assert db.session.query(OutboxMail).filter_by(ticket_no=number, notice="dispatched").count() == 0
    assert office.letters(number) == []


def test_a_department_whose_letter_has_left_is_told(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    with transaction() as session:
        while (mail := claim_mail(session, "test", office.now + timedelta(minutes=1))) is not None:
            mark_sent(session, mail.id, office.now)
    office.act(Action.UNDO, number)
    assert office.letters(number) == [("taken_back", MAILBOXES["PW"])]


def test_a_note_does_not_stand_in_the_way_but_anything_else_does(office: Office) -> None:
    signed, noted = office.bring(*WORKING), office.bring(*DISPATCHED)
    office.act(Action.NOTE, noted, note="稍等")
    office.now -= timedelta(minutes=10)
    assert office.act(Action.UNDO, noted).state == State.ACCEPTED
    with pytest.raises(NotPossible):
        office.act(Action.UNDO, signed, by=officer(11, "演示-承办人", Role.HANDLER, "PW"))


def test_only_ones_own_act_is_taken_back_and_only_for_ten_minutes(office: Office) -> None:
    number = office.bring(*DISPATCHED)
    with pytest.raises(NotPossible, match="别人办的"):
        office.act(Action.UNDO, number, by=officer(77, "演示-另一受理员", Role.DISPATCHER, "ES"))
    office.now += timedelta(minutes=10, seconds=1)
    with pytest.raises(NotPossible, match="已过十分钟"):
        office.act(Action.UNDO, number)


def test_a_transfer_that_is_taken_back_is_in_progress_where_it_was(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.TRANSFER, number, lead="LE")
    ticket = office.act(Action.UNDO, number)
    assert (ticket.state, ticket.lead_department, ticket.owner_id) == (State.IN_PROGRESS, "PW", 11)
    assert_all_in_order(office, number)


def test_a_merger_that_is_taken_back_at_once_never_was(office: Office) -> None:
    number = office.bring(*WORKING)
    before = office.ticket(number).milestones
    office.act(Action.MERGE, number)
    assert office.ticket(number).co_tasks[0].status == "waived"
    ticket = office.act(Action.UNDO, number, by=DISPATCHER)
    assert (ticket.state, ticket.merged_into, ticket.milestones) == (State.IN_PROGRESS, None, before)
    assert ticket.co_tasks[0].status == "open"
    assert_all_in_order(office, number)


def test_taken_out_of_a_merger_later_the_time_between_is_not_counted(office: Office) -> None:
    number = office.bring(*WORKING)
    due = office.ticket(number).next_due_at
    office.act(Action.MERGE, number)
    office.now += timedelta(days=7)
    ticket = office.act(Action.UNMERGE, number)
    assert (ticket.state, ticket.merged_into, ticket.ended_at) == (State.IN_PROGRESS, None, None)
    assert due is not None
    assert ticket.next_due_at == due + timedelta(days=7)
    assert_all_in_order(office, number)
