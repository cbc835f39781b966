"""What satisfies each digit of 13710, what begins it anew and what ends it, told as histories."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.clock import follow, next_due
from service_desk.domain.milestones import MilestoneStatus
from service_desk.domain.states import State
from tests.domain.histories import History, at, dues, statuses

DONE, DONE_LATE, RUNNING, LATE, STOPPED, WAITING, NA = (
    MilestoneStatus.DONE, MilestoneStatus.DONE_LATE, MilestoneStatus.RUNNING, MilestoneStatus.LATE,
    MilestoneStatus.STOPPED, MilestoneStatus.WAITING, MilestoneStatus.NOT_APPLICABLE,
)  # fmt: skip


def xianning() -> History:
    """Temporary power for a workshop: accepted on 7 May 2021, done on the 12th (domain notes §9, R3)."""
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 15:00")
    return history.add(Action.PROGRESS, "2021-05-10 09:00").concluded("2021-05-12 16:00")


def test_the_xianning_power_ticket_meets_every_digit_with_two_days_to_spare() -> None:
    history = xianning()
    assert dues(history) == {
        "M1": "2021-05-07",
        "M3": "2021-05-10",
        "M7": "2021-05-14",
        "M30": None,
        "M0": None,
    }
    found = statuses(history, "2021-05-12 17:00")
    assert found == {"M1": DONE, "M3": DONE, "M7": DONE, "M30": NA, "M0": WAITING}
    seven = history.milestones()["M7"]
    assert seven.due is not None
    assert seven.met_at is not None
    assert (seven.due - seven.met_at).days == 2
    assert next_due(history.milestones().values()) is None


def test_the_five_nodes_say_1_3_7_1_0() -> None:
    found = xianning().milestones()
    assert "".join(milestone.digit for milestone in found.values()) == "13710"
    assert [milestone.name.zh for milestone in found.values()] == [
        "当天研判交办", "三天反馈", "一般问题办结", "一个月办结", "销号清零",
    ]  # fmt: skip


def test_m1_wants_dispatch_and_signature_and_contact() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00", contacted=False)
    assert statuses(history, "2021-05-07 23:59")["M1"] is RUNNING
    assert statuses(history, "2021-05-08 00:01")["M1"] is LATE
    history.add(Action.CONTACT, "2021-05-08 09:00")
    assert statuses(history, "2021-05-08 09:00")["M1"] is DONE_LATE
    assert history.milestones()["M1"].met_at == at("2021-05-08 09:00")


@pytest.mark.parametrize(
    ("action", "public", "status"),
    [
        (Action.CONTACT, True, DONE),
        (Action.PROGRESS, True, DONE),
        (Action.ASK_ENTERPRISE, True, DONE),
        (Action.PROGRESS, False, RUNNING),
        (Action.NOTE, False, RUNNING),
    ],
)
def test_only_words_to_the_enterprise_are_a_contact(
    action: Action, public: bool, status: MilestoneStatus
) -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00", contacted=False)
    history.add(action, "2021-05-07 12:00", public=public, note="…")
    assert statuses(history, "2021-05-07 13:00")["M1"] is status


def test_a_result_that_reaches_the_enterprise_is_a_contact_at_the_latest() -> None:
    """Otherwise a ticket struck off long ago would go on being late for want of a call nobody can log any more."""
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00", contacted=False)
    history.concluded("2021-05-12 16:00").add(Action.STRIKE_OFF, "2021-05-13 10:00")
    assert statuses(history, "2022-05-13 10:00") == {
        "M1": DONE_LATE,
        "M3": DONE_LATE,
        "M7": DONE,
        "M30": NA,
        "M0": DONE,
    }


def test_m3_wants_an_entry_the_enterprise_can_see() -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.PROGRESS, "2021-05-08 10:00", public=False)
    assert statuses(history, "2021-05-11 00:01")["M3"] is LATE
    history.add(Action.PROGRESS, "2021-05-11 10:00")
    history.add(Action.PROGRESS, "2021-05-13 10:00")
    assert history.milestones()["M3"].met_at == at("2021-05-11 10:00")


def test_a_redo_starts_the_closing_milestone_anew() -> None:
    history = xianning().add(Action.RECORD_CALLBACK, "2021-05-13 10:00", outcome="unsolved")
    history.add(Action.REDO, "2021-05-13 11:00", reason="…")
    assert dues(history)["M7"] == "2021-05-20"
    assert dues(history)["M1"] == "2021-05-14"  # contact within one working day
    assert statuses(history, "2021-05-14 10:00") == {
        "M1": RUNNING,
        "M3": DONE,
        "M7": RUNNING,
        "M30": NA,
        "M0": WAITING,
    }
    history.concluded("2021-05-21 10:00")
    assert statuses(history, "2021-05-21 10:00")["M7"] is DONE_LATE


def test_reopening_takes_the_strike_off_back() -> None:
    history = xianning().add(Action.STRIKE_OFF, "2021-05-13 10:00")
    assert statuses(history, "2021-05-13 10:00")["M0"] is DONE
    history.add(Action.REOPEN, "2021-05-24 10:00", reason="…")
    assert dues(history)["M7"] == "2021-05-31"
    assert statuses(history, "2021-05-25 10:00") == {
        "M1": RUNNING,
        "M3": DONE,
        "M7": RUNNING,
        "M30": NA,
        "M0": WAITING,
    }


def test_an_upheld_return_leaves_m1_open_until_another_department_has_signed() -> None:
    history = History().accepted("2021-05-07 10:00").add(Action.DISPATCH, "2021-05-07 10:30", lead="PW")
    history.add(Action.RETURN, "2021-05-07 11:00").add(Action.UPHOLD_RETURN, "2021-05-07 12:00")
    assert follow(history.events).dispatched_at is None
    history.signed("2021-05-08 09:00")
    assert statuses(history, "2021-05-08 10:00")["M1"] is DONE_LATE
    assert dues(history)["M7"] == "2021-05-14"


def test_a_rejected_return_changes_no_date() -> None:
    history = History().accepted("2021-05-07 10:00").add(Action.DISPATCH, "2021-05-07 10:30", lead="PW")
    before = dues(history)
    history.add(Action.RETURN, "2021-05-07 11:00").add(Action.REJECT_RETURN, "2021-05-08 12:00")
    assert dues(history) == before


def test_nothing_runs_before_acceptance() -> None:
    history = History().add(Action.SUBMIT, "2021-05-07 10:00")
    found = statuses(history, "2021-05-08 10:00")
    assert (
        found.pop("M1") is RUNNING
    )  # the acceptance itself: by the end of the next working day, a make-up Saturday
    assert dues(history)["M1"] == "2021-05-08"
    assert history.milestones()["M1"].name.zh == "受理"
    assert set(found.values()) == {WAITING}
    history.add(Action.REQUEST_INFO, "2021-05-08 10:00", note="…")
    assert set(statuses(history, "2021-06-07 10:00").values()) == {WAITING}
    assert next_due(history.milestones().values()) is None
    history.add(Action.SUPPLEMENT, "2021-05-10 10:00", note="…")
    assert dues(history)["M1"] == "2021-05-11"
    history.add(Action.ACCEPT, "2021-05-20 11:00", level="general")
    assert dues(history)["M1"] == "2021-05-20"


@pytest.mark.parametrize("end", [Action.DECLINE, Action.WITHDRAW, Action.MERGE])
def test_what_ends_before_acceptance_was_never_timed(end: Action) -> None:
    history = History().add(Action.SUBMIT, "2021-05-07 10:00").add(end, "2021-05-08 10:00")
    assert set(statuses(history, "2021-06-07 10:00").values()) == {NA}


@pytest.mark.parametrize("end", [Action.WITHDRAW, Action.MERGE])
def test_what_ends_early_keeps_what_was_reached_and_drops_the_rest(end: Action) -> None:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    history.add(Action.ASK_ENTERPRISE, "2021-05-07 12:00").add(end, "2021-05-08 10:00")
    assert statuses(history, "2021-06-07 10:00") == {"M1": DONE, "M3": NA, "M7": NA, "M30": NA, "M0": NA}
    assert "不再计时" in history.milestones()["M3"].why[0].zh


def test_an_answer_at_the_centre_satisfies_every_digit_but_the_last() -> None:
    history = (
        History().accepted("2021-05-07 10:00").add(Action.ANSWER_DIRECTLY, "2021-05-07 11:00", answer="…")
    )
    assert statuses(history, "2021-05-07 12:00") == {
        "M1": DONE,
        "M3": DONE,
        "M7": DONE,
        "M30": NA,
        "M0": WAITING,
    }


def test_what_was_solved_on_the_spot_has_no_deadline() -> None:
    history = History().add(Action.RECORD_ON_SITE, "2021-05-07 10:00", note="…")
    assert statuses(history, "2021-06-07 10:00") == {"M1": NA, "M3": NA, "M7": NA, "M30": NA, "M0": WAITING}
    history.add(Action.STRIKE_OFF, "2021-06-07 11:00")
    assert statuses(history, "2021-06-08 10:00") == {"M1": NA, "M3": NA, "M7": NA, "M30": NA, "M0": DONE}


def test_what_was_not_solved_on_the_spot_after_all_is_timed_from_the_list_on() -> None:
    history = History().add(Action.RECORD_ON_SITE, "2021-05-06 10:00", note="…")
    history.add(Action.PUT_ON_LIST, "2021-05-07 10:00", reason="…", level="general")
    assert dues(history) == {
        "M1": "2021-05-07",
        "M3": "2021-05-10",
        "M7": "2021-05-14",
        "M30": None,
        "M0": None,
    }
    assert statuses(history, "2021-05-07 12:00") == {
        "M1": RUNNING, "M3": RUNNING, "M7": RUNNING, "M30": NA, "M0": WAITING,
    }  # fmt: skip


def test_reopening_what_was_solved_on_the_spot_starts_a_clock() -> None:
    history = History().add(Action.RECORD_ON_SITE, "2021-05-06 10:00", note="…")
    history.add(Action.STRIKE_OFF, "2021-05-06 11:00")
    history.add(Action.REOPEN, "2021-05-07 10:00", reason="…", level="general")
    assert dues(history) == {
        "M1": "2021-05-07",
        "M3": "2021-05-10",
        "M7": "2021-05-14",
        "M30": None,
        "M0": None,
    }
    assert statuses(history, "2021-05-07 12:00")["M1"] is RUNNING
    history.add(Action.CONTACT, "2021-05-07 15:00")
    assert statuses(history, "2021-05-07 16:00")["M1"] is DONE


def test_a_struck_off_ticket_is_late_nowhere_however_long_ago() -> None:
    history = xianning().add(Action.STRIKE_OFF, "2021-05-13 10:00")
    assert LATE not in statuses(history, "2031-05-13 10:00").values()


def test_the_state_a_course_ends_in_is_the_tickets() -> None:
    assert follow(xianning().events).state is State.CALLBACK
    assert follow([]).state is State.DRAFT


def test_a_bad_rating_of_a_visit_starts_no_limit_of_a_later_round() -> None:
    history = History().add(Action.RECORD_ON_SITE, "2021-05-06 10:00", lead="ES")
    history.add(Action.RATE, "2021-05-06 11:00", outcome="unsolved", rating=1)
    history.add(Action.PUT_ON_LIST, "2021-05-07 10:00", reason="…", level="general")
    history.signed("2021-05-07 11:00").concluded("2021-05-10 10:00")
    history.add(Action.RECORD_CALLBACK, "2021-05-11 10:00", outcome="unsolved", rating=None)
    history.add(Action.REDO, "2021-05-11 15:00", reason="…")
    assert dues(history)["M1"] == "2021-05-12"
