"""The lists behind the figures add up: for single tickets, for any history, for the zone and for every department."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.following import UNDOABLE, follow
from service_desk.domain.reporting.ledger import (
    DoesNotReconcileError,
    Figure,
    counts,
    gather,
    reconcile,
    three_rates,
)
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.requests import Source
from service_desk.domain.states import State
from service_desk.domain.transitions import transitions_from
from service_desk.domain.zone_time import SHANGHAI
from tests.support.histories import History, at
from tests.support.weekly import WEEK, report_of, seen_all

DATA: dict[Action, dict[str, Any]] = {
    Action.SUBMIT: {"source": "web", "request_type": "power_capacity"},
    Action.RECORD_ON_SITE: {"source": "visit", "request_type": "power_capacity", "note": "x"},
    Action.ACCEPT: {"category": "FS", "request_type": "power_capacity", "level": "general", "urgency": 0},
    Action.HOLD: {"reason": "x", "plan": "x", "review_on": "2021-06-20"},
    Action.SUBMIT_RESULT: {"result_type": "solved", "answer": "x"},
    Action.APPROVE_RESULT: {"result_type": "solved", "answer": "x"},
    Action.RETURN: {"reason": "not_our_duty", "basis": "x", "suggested": None},
}
BESIDE_THE_REPORT = {
    Action.PAUSE_CLOCK, Action.ADD_CO_TASK, Action.FINISH_CO_TASK, Action.WAIVE_CO_TASK, Action.REFER_OUTSIDE,
    Action.CLOSE_REFERRAL, Action.RECORD_ENERGISED, Action.GRANT_EXTENSION, Action.ISSUE_SHEET,
}  # fmt: skip
"""Acts that no figure counts and that would need data of their own."""

DEPARTMENTS = ("PW", "CB", "ES", "GS")


@st.composite
def any_history(draw: st.DrawFn) -> History:
    """Draw a walk over the transition table, at moments around week 21."""
    history, when = History(), datetime(2021, 5, 10, 9, tzinfo=SHANGHAI)
    for _ in range(draw(st.integers(1, 14))):
        rows = transitions_from(history.state)
        if not rows:
            break
        action = draw(st.sampled_from([row.action for row in rows if row.action not in BESIDE_THE_REPORT]))
        last = follow(history.events).last_act
        if action is Action.UNDO and (last is None or last.action not in UNDOABLE):
            continue
        when += timedelta(hours=draw(st.integers(1, 72)))
        data = dict(DATA.get(action, {"note": "x"}))
        if action in (Action.DISPATCH, Action.TRANSFER):
            data = {"lead": draw(st.sampled_from(DEPARTMENTS)), "co_departments": []}
        if action in (Action.RECORD_CALLBACK, Action.RATE):
            outcomes = ["solved", "partly", "unsolved", "explained", "unreachable", "refused"]
            data = {
                "outcome": draw(st.sampled_from(outcomes)),
                "rating": draw(st.sampled_from([None, 1, 3, 5])),
            }
        history.act(action, when, **data)
    return history


@settings(max_examples=150, deadline=None)
@given(st.lists(any_history(), max_size=8))
def test_whatever_happens_the_flows_lead_from_the_opening_to_the_closing_balance(
    histories: list[History],
) -> None:
    observations = seen_all(histories)
    zone = gather(observations, WEEK.ends)
    reconcile(ZONE, zone)
    of_departments: Counter[Figure] = Counter()
    for code in load_catalogue().departments:
        lists = gather(observations, WEEK.ends, code)
        reconcile(code, lists)
        of_departments.update(counts(lists))
    whole = counts(zone)
    transfers = (Figure.MOVED_IN, Figure.MOVED_OUT)
    assert {f: of_departments[f] for f in Figure if f not in transfers} == {
        figure: n for figure, n in whole.items() if figure not in transfers
    }
    assert of_departments[Figure.MOVED_IN] == of_departments[Figure.MOVED_OUT]


@settings(max_examples=100, deadline=None)
@given(st.lists(any_history(), max_size=8))
def test_every_part_of_a_rate_is_part_of_its_whole_and_each_ticket_votes_once(
    histories: list[History],
) -> None:
    lists = gather(seen_all(histories), WEEK.ends)
    rates = three_rates(counts(lists))
    for rate in (rates.response, rates.solved, rates.satisfied, rates.participation):
        assert 0 <= rate.part <= rate.whole <= len(histories)
    assert set(lists[Figure.SATISFIED]) | set(lists[Figure.DISSATISFIED]) <= set(lists[Figure.ASKED])
    assert set(lists[Figure.PARTLY_SOLVED]) <= set(lists[Figure.NOT_SOLVED])
    assert set(lists[Figure.ON_TIME]) <= set(lists[Figure.FINISHED])
    assert set(lists[Figure.OVERDUE]) <= set(lists[Figure.CLOSING]) - set(lists[Figure.HELD])


def the_week() -> list[History]:
    """Return ten tickets, each with another fate in week 21."""
    tickets = [History() for _ in range(9)]
    tickets[0].at_work(at(20))
    tickets[1].at_work(at(12)).finished(at(18)).called(at(24), "solved", 5).struck_off(at(25))
    tickets[2].submitted(at(25))
    tickets[3].submitted(at(25)).act(Action.WITHDRAW, at(26), reason="")
    tickets[4].submitted(at(25)).act(Action.DECLINE, at(26), reason="x", channel="x")
    tickets[5].submitted(at(21)).act(Action.MERGE, at(26), into="x")
    tickets[6].at_work(at(3)).finished(at(5)).called(at(6)).struck_off(at(7))
    tickets[6].act(Action.REOPEN, at(28), reason="新情况")
    tickets[7].at_work(at(24), "CB").finished(at(27))
    tickets[8].at_work(at(20))
    tickets[8].act(Action.HOLD, at(26), reason="x", plan="x", review_on="2021-06-03")
    visit = History(source=Source.VISIT)
    visit.act(Action.RECORD_ON_SITE, at(25), source="visit", request_type="power_capacity", note="x")
    return [*tickets, visit]


def test_the_figures_of_an_ordinary_week() -> None:
    counted = counts(gather(seen_all(the_week()), WEEK.ends))
    assert {figure.value: n for figure, n in counted.items() if n} == {
        "opening": 4, "new": 5, "reopened": 1, "struck_off": 1, "withdrawn": 1, "merged": 1, "declined": 1,
        "closing": 6, "received": 1, "finished": 1, "on_time": 1, "in_hand": 3, "overdue": 2, "held": 1,
        "due_next": 2, "visited": 1, "on_site": 1, "responded": 1, "solved": 1, "asked": 1, "satisfied": 1,
    }  # fmt: skip


def test_a_department_counts_what_came_to_it_and_what_left_it() -> None:
    observations = seen_all(the_week())
    counted = counts(gather(observations, WEEK.ends, "CB"))
    assert (counted[Figure.MOVED_IN], counted[Figure.RECEIVED], counted[Figure.NEW]) == (1, 1, 0)
    assert (counted[Figure.FINISHED], counted[Figure.CLOSING]) == (1, 1)
    assert counts(gather(observations, WEEK.ends, "WT"))[Figure.CLOSING] == 0


def test_a_log_whose_states_contradict_its_acts_is_refused_with_the_ticket_named() -> None:
    broken = History().at_work(at(20))
    broken.state = State.CALLBACK
    broken.struck_off(at(25))
    event = broken.events[-1]
    object.__setattr__(event, "target", State.CALLBACK)  # as a tampered log would read
    with pytest.raises(DoesNotReconcileError, match=broken.number) as refusal:
        report_of([broken, History().submitted(at(25))])
    assert refusal.value.tickets == [broken.number]
    assert "1 open at the start and +0 moved make 1, but 2 are open" in str(refusal.value)


def test_two_errors_that_cancel_out_are_found_all_the_same() -> None:
    lists = gather([], WEEK.ends)
    lists[Figure.OPENING], lists[Figure.CLOSING] = ("A",), ("B",)
    with pytest.raises(DoesNotReconcileError, match="A, B"):
        reconcile(ZONE, lists)
