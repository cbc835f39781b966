"""Overdue and due tickets, strips and whom to ring first: in the order in which they matter."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.domain.milestones import MilestoneKey, MilestoneStatus
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import LateLine
from service_desk.domain.reporting.standing import lateness, next_deadline
from tests.support.histories import History, at
from tests.support.weekly import report_of, seen


def held(history: History, review_on: str) -> History:
    return history.act(Action.HOLD, at(26), reason="x", plan="x", review_on=review_on)


def test_overdue_tickets_are_listed_longest_first_and_a_missed_closing_date_is_named_before_others() -> None:
    both_missed = History().at_work(at(21))  # feedback fell due on 24 May, the result on 28 May
    long_overdue = History().at_work(at(12))
    no_feedback_yet = History().at_work(at(25))
    report = report_of([both_missed, long_overdue, no_feedback_yet])
    assert report.late == (
        LateLine(long_overdue.number, MilestoneKey.CLOSING, at(20, 0), 11),
        LateLine(both_missed.number, MilestoneKey.CLOSING, at(29, 0), 2),
        LateLine(no_feedback_yet.number, MilestoneKey.PROGRESS, at(29, 0), 2),
    )
    assert report.count(Figure.OVERDUE) == 3


def test_a_begun_day_counts_as_a_day() -> None:
    observation = seen(History().at_work(at(12)))
    missed = lateness(observation, at(20, 0, 1))
    assert missed is not None
    assert missed.days == 1  # one minute after midnight


def test_a_held_ticket_is_not_overdue_but_open_and_its_review_falls_due() -> None:
    ticket = held(History().at_work(at(12)), "2021-06-03")
    report = report_of([ticket, held(History().at_work(at(12)), "2021-06-07")])
    assert (report.late, report.count(Figure.HELD), report.count(Figure.CLOSING)) == ((), 2, 2)
    assert [(line.ticket_no, line.milestone, line.due) for line in report.due] == [
        (ticket.number, None, at(3, 0, month=6))
    ]


def test_waiting_for_the_enterprise_does_not_undo_a_date_missed_before() -> None:
    ticket = History().at_work(at(12)).act(Action.ASK_ENTERPRISE, at(26), note="请补图纸")
    assert [line.milestone for line in report_of([ticket]).late] == [MilestoneKey.CLOSING]


def test_waiting_for_the_enterprise_stops_a_date_not_yet_missed() -> None:
    ticket = History().at_work(at(24)).act(Action.ASK_ENTERPRISE, at(25), note="请补图纸")
    report = report_of([ticket])
    assert (report.late, report.due) == ((), ())


def test_the_coming_week_reaches_to_its_sunday_midnight() -> None:
    near = History().at_work(at(28))  # feedback falls due on Monday 31 May
    far = History().at_work(at(28), level="complex").act(Action.PROGRESS, at(29), note="x")  # 28 June
    report = report_of([near, far])
    assert [(line.ticket_no, line.milestone) for line in report.due] == [(near.number, MilestoneKey.PROGRESS)]


def test_ended_tickets_are_neither_late_nor_due() -> None:
    gone = History().at_work(at(12)).act(Action.WITHDRAW, at(27), reason="")
    assert (report_of([gone]).late, report_of([gone]).due) == ((), ())
    assert next_deadline(seen(gone), at(27)) is None


def test_strips_show_the_three_most_pressing_tickets() -> None:
    overdue = [History().at_work(at(day)) for day in (14, 12)]
    due = [History().at_work(at(day)) for day in (29, 28)]
    review = held(History().at_work(at(20)), "2021-05-31")
    strips = report_of([*due, *overdue, review]).strips
    assert [strip.ticket_no for strip in strips] == [overdue[1].number, overdue[0].number, due[1].number]
    nodes = strips[0].nodes
    assert [node.digit for node in nodes] == ["1", "3", "7", "1", "0"]
    assert nodes[0].status is MilestoneStatus.DONE
    assert nodes[0].when is not None
    assert nodes[0].when.zh == "5月12日"
    assert nodes[2].status is MilestoneStatus.LATE
    assert nodes[2].words.zh == "超期11天"
    assert nodes[2].when is not None
    assert nodes[2].when.zh == "5月19日（周三）24:00"
    assert nodes[4].when is None


def ringing(histories: list[History]) -> list[tuple[str, str]]:
    return [(each.ticket_no, each.reason.zh) for each in report_of(histories, "PW").ring_first]


def test_whoever_is_dissatisfied_is_rung_before_whoever_waits() -> None:
    angry = History().at_work(at(18)).finished(at(20)).called(at(24), "unsolved", 1)
    angry.act(Action.REDO, at(24, 11), reason="x")
    overdue = History().at_work(at(12))
    assert ringing([overdue, angry]) == [
        (angry.number, "评价不满意，还没有联系"),
        (overdue.number, "已超期11天"),
    ]


def test_an_enterprise_is_rung_once_for_its_gravest_ticket_and_two_are_enough() -> None:
    first, second = History(firm=1).at_work(at(12)), History(firm=1).at_work(at(13))
    others = [History().at_work(at(14)), History().at_work(at(17))]
    assert [number for number, _ in ringing([second, *others, first])] == [first.number, others[0].number]


def test_those_never_contacted_come_next_the_longest_waiting_first() -> None:
    later = History().submitted(at(29)).accepted(at(29, 11)).dispatched(at(29, 12))
    earlier = History().submitted(at(28)).accepted(at(28, 18)).dispatched(at(28, 19))
    assert ringing([later, earlier]) == [
        (earlier.number, "还没有联系过企业"),
        (later.number, "还没有联系过企业"),
    ]


def test_after_a_week_of_silence_an_enterprise_is_rung_although_nothing_is_late() -> None:
    quiet = History().at_work(at(19), level="complex").act(Action.PROGRESS, at(21), note="x")
    heard = History().at_work(at(19), level="complex").act(Action.PROGRESS, at(28), note="x")
    assert ringing([heard, quiet]) == [(quiet.number, "企业已9天没有收到进展")]


def test_with_nothing_graver_those_due_soonest_are_rung() -> None:
    soon, later = (History().at_work(at(day)) for day in (28, 29))
    soon.act(
        Action.PROGRESS, at(29), note="x"
    )  # its result falls due on 4 June, the other's feedback on 1 June
    held_back = held(History().at_work(at(24)), "2021-06-01")
    assert ringing([soon, later, held_back]) == [
        (later.number, "6月1日（周二）24:00到期"),
        (soon.number, "6月4日（周五）24:00到期"),
    ]


def test_the_leaders_report_rings_nobody() -> None:
    assert report_of([History().at_work(at(12))]).ring_first == ()
