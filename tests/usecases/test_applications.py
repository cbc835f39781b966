"""What a department asks leave for: more days, a higher level; asked before the date, decided by somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Level
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotPossible
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.tables import Ticket
from tests.usecases.deeds import FIRM_MAIL, HEAD, MAILBOXES, SUPERVISOR, WORKING
from tests.usecases.office import Office
from tests.usecases.test_every_act import assert_all_in_order


def due(ticket: Ticket, key: str = "M7") -> datetime:
    text = next(milestone["due"] for milestone in ticket.milestones if milestone["key"] == key)
    return datetime.fromisoformat(text)


def midnight_after(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, tzinfo=SHANGHAI) + timedelta(days=1)


def test_granted_days_are_added_to_the_date_and_the_enterprise_is_told_why(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_EXTENSION)
    ticket = office.ticket(number)
    assert (ticket.application, due(ticket)) == ("extension", midnight_after(17))
    assert office.letters(number) == [("application", MAILBOXES["ES"])]
    assert not office.last(number).is_public
    ticket = office.act(Action.GRANT_EXTENSION, number)
    assert (ticket.application, ticket.extension_count, due(ticket)) == (None, 1, midnight_after(20))
    assert office.letters(number) == [("extended", FIRM_MAIL), ("extended", MAILBOXES["PW"])]
    assert office.last(number).data == {"note": "", "days": 3, "reason": "设备未到"}
    assert_all_in_order(office, number)


def test_fewer_days_than_asked_can_be_granted(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_EXTENSION)
    assert due(office.act(Action.GRANT_EXTENSION, number, days=2)) == midnight_after(19)


def test_whoever_asks_does_not_decide(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_EXTENSION)
    for action in (Action.GRANT_EXTENSION, Action.REFUSE_APPLICATION):
        with pytest.raises(NotEntitled):
            office.act(action, number, by=HEAD)


def test_refused_nothing_moves_and_the_department_hears_why(office: Office) -> None:
    number = office.bring(*WORKING)
    before = office.ticket(number).milestones
    office.act(Action.APPLY_EXTENSION, number)
    ticket = office.act(Action.REFUSE_APPLICATION, number)
    assert (ticket.application, ticket.milestones, ticket.extension_count) == (None, before, 0)
    assert office.letters(number) == [("application_refused", MAILBOXES["PW"])]
    assert office.last(number).data == {"reason": "可以按期", "kind": "extension"}


def test_asked_after_the_date_it_counts_as_overdue(office: Office) -> None:
    number = office.bring(*WORKING)
    office.now = midnight_after(17) + timedelta(minutes=1)
    with pytest.raises(NotPossible, match="按超期统计"):
        office.act(Action.APPLY_EXTENSION, number)


def test_granted_after_the_date_an_extension_asked_before_still_holds(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_EXTENSION)
    office.now = midnight_after(18)
    assert due(office.act(Action.GRANT_EXTENSION, number)) == midnight_after(20)


def test_a_third_extension_is_a_matter_for_a_hold(office: Office) -> None:
    number = office.bring(*WORKING)
    for _ in range(2):
        office.act(Action.APPLY_EXTENSION, number)
        office.act(Action.GRANT_EXTENSION, number)
    with pytest.raises(NotPossible, match="请申请挂账"):
        office.act(Action.APPLY_EXTENSION, number)


def test_one_application_at_a_time(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_EXTENSION)
    for action in (Action.APPLY_EXTENSION, Action.APPLY_LEVEL, Action.APPLY_HOLD):
        with pytest.raises(NotPossible, match="已有一项申请"):
            office.act(action, number)


@pytest.mark.parametrize("days", [None, 0, -3, 61])
def test_an_extension_has_a_sensible_number_of_days(office: Office, days: int | None) -> None:
    number = office.bring(*WORKING)
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.APPLY_EXTENSION, number, days=days)
    assert set(refusal.value.problems) == {"days"}
    office.act(Action.APPLY_EXTENSION, number)
    if days is not None:
        with pytest.raises(InvalidInput):
            office.act(Action.GRANT_EXTENSION, number, days=days)


def test_a_raised_level_is_counted_from_the_same_acceptance(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_LEVEL)
    assert office.ticket(number).level == "general"
    ticket = office.act(Action.RAISE_LEVEL, number)
    assert (ticket.level, due(ticket, "M30")) == ("complex", midnight_after(10, month=4))
    assert office.letters(number) == [("level_raised", FIRM_MAIL), ("level_raised", MAILBOXES["PW"])]
    assert_all_in_order(office, number)


def test_the_level_is_raised_once_upward_and_never_after_a_breach(office: Office) -> None:
    number = office.bring(*WORKING, Action.APPLY_LEVEL, Action.RAISE_LEVEL)
    with pytest.raises(NotPossible, match="只能提级一次"):
        office.act(Action.APPLY_LEVEL, number, level=Level.MAJOR)
    late = office.bring(*WORKING)
    with pytest.raises(InvalidInput) as refusal:
        office.act(Action.APPLY_LEVEL, late, level=Level.SIMPLE)
    assert refusal.value.problems["level"].zh == "请选择比现在更高的一级。"
    office.now += timedelta(days=9)
    with pytest.raises(NotPossible, match="办结时限已过"):
        office.act(Action.APPLY_LEVEL, late)


def test_a_result_makes_an_open_application_needless(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK, Action.APPLY_EXTENSION)
    assert office.act(Action.SUBMIT_RESULT, number).application is None


def test_a_new_round_has_its_own_extensions(office: Office) -> None:
    number = office.bring(*WORKING, Action.FINISH_CO_TASK)
    for _ in range(2):
        office.act(Action.APPLY_EXTENSION, number)
        office.act(Action.GRANT_EXTENSION, number, by=SUPERVISOR)
    for action in (Action.SUBMIT_RESULT, Action.APPROVE_RESULT, Action.RATE, Action.REDO):
        office.act(action, number)
    assert office.act(Action.APPLY_EXTENSION, number).application == "extension"
