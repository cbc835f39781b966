"""Holding what cannot be solved now, and taking it up again: by decision, or because its day has come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import Session
from service_desk.persistence.work_lists import holds_to_review
from service_desk.usecases.handling import resume_ticket as module
from service_desk.usecases.handling.resume_ticket import resume_due_holds
from tests.usecases.deeds import FIRM_MAIL, HEAD, HELD, LEADER, MAILBOXES, SUPERVISOR, WORKING
from tests.usecases.office import Office

REVIEW_DAY = datetime(2026, 4, 1, 0, 30, tzinfo=SHANGHAI)


def test_a_held_ticket_stands_still_until_its_review_and_stays_with_its_lead(office: Office) -> None:
    number = office.bring(*HELD)
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock, ticket.review_on) == (State.ON_HOLD, "stopped", date(2026, 4, 1))
    assert (ticket.responsible_department, ticket.next_due_at) == ("PW", None)
    data = office.last(number).data
    assert (data["reason"], data["review_on"]) == ("待规划", "2026-04-01")
    assert data["nodes"] == [{"on": "2026-04-01", "what": "完成方案"}, {"on": "2026-05-01", "what": "开工"}]
    assert office.letters(number) == [("on_hold", FIRM_MAIL), ("on_hold", MAILBOXES["PW"])]


def test_only_a_leader_approves_what_the_head_has_asked_for(office: Office) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(NotPossible, match="没有等待批准的挂账申请"):
        office.act(Action.HOLD, number)
    office.act(Action.APPLY_HOLD, number)
    assert office.ticket(number).application == "hold"
    for colleague in (HEAD, SUPERVISOR):
        with pytest.raises(NotEntitled):
            office.act(Action.HOLD, number, by=colleague)
    ticket = office.act(Action.HOLD, number, by=LEADER)
    assert (ticket.state, ticket.application) == (State.ON_HOLD, None)


def test_reason_and_a_plan_with_dates_are_required(office: Office) -> None:
    number = office.bring(*WORKING)
    for plan in (" ", "先设计再施工", "2026-02-30 完成"):
        with pytest.raises(InvalidInput) as refusal:
            office.act(Action.APPLY_HOLD, number, reason="", plan=plan)
        assert set(refusal.value.problems) == {"reason", "plan"}
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.APPLY_HOLD, number, review_on=date(2026, 3, 10))
    assert refusal.value.problems["review_on"].zh == "日期不能早于2026-03-11。"
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.APPLY_HOLD, number, plan="2026-03-10 完成")
    assert refusal.value.problems["plan"].zh == "节点日期要在今天之后。"


def test_without_a_day_of_its_own_the_review_is_on_the_first_node(office: Office) -> None:
    number = office.bring(*WORKING)
    office.act(Action.APPLY_HOLD, number, plan="2026年4月20日：开工\n2026/4/9 完成方案", review_on=None)
    assert office.act(Action.HOLD, number).review_on == date(2026, 4, 9)


def test_taken_up_again_its_dates_have_moved(office: Office) -> None:
    number = office.bring(*HELD)
    office.now += timedelta(days=3)
    ticket = office.act(Action.RESUME, number, note="规划已批")
    assert (ticket.state, ticket.clock, ticket.review_on) == (State.IN_PROGRESS, "running", None)
    assert ticket.next_due_at == datetime(
        2026, 3, 17, 0, 0, tzinfo=SHANGHAI
    )  # M3: 13 March and three days, a Monday


def test_holds_come_back_on_their_day_and_not_before(office: Office) -> None:
    number = office.bring(*HELD)
    assert resume_due_holds(REVIEW_DAY - timedelta(hours=1)) == []
    assert resume_due_holds(REVIEW_DAY) == [number]
    assert office.ticket(number).state == State.IN_PROGRESS
    assert office.last(number).actor_role is Role.SYSTEM
    assert resume_due_holds(REVIEW_DAY) == []


def test_a_hold_that_somebody_ends_meanwhile_does_not_keep_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, waiting = office.bring(*HELD), office.bring(*HELD)

    def found_just_before_it_ended(session: Session, today: date) -> list[str]:
        numbers = holds_to_review(session, today)
        office.act(Action.WITHDRAW, ended)
        return numbers

    monkeypatch.setattr(module, "holds_to_review", found_just_before_it_ended)
    assert resume_due_holds(REVIEW_DAY) == [waiting]
    assert office.ticket(ended).state == State.WITHDRAWN
