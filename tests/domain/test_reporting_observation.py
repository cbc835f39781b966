"""What one week sees of one ticket: states at both ends, flows, finishes, answers, and what does not count."""

from __future__ import annotations

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.calendar import load_calendar
from service_desk.domain.callbacks import Outcome
from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.reporting.flows import Flow, Movement
from service_desk.domain.reporting.observation import observe
from service_desk.domain.reporting.week import Period
from service_desk.domain.requests import Kind
from service_desk.domain.states import State
from tests.support.histories import History, at
from tests.support.weekly import WEEK, seen


def test_a_ticket_that_came_after_the_week_is_not_seen() -> None:
    late = History().submitted(WEEK.ends)
    assert observe(late.case, Period.of(WEEK), load_calendar(), load_catalogue()) is None


def test_the_first_moment_of_monday_belongs_to_the_week_and_the_last_end_does_not() -> None:
    assert seen(History().submitted(WEEK.begins)).opening is None
    assert seen(History().at_work(at(20)).finished(WEEK.ends)).closing.state is State.IN_PROGRESS


def test_what_happens_after_the_cut_off_is_unknown() -> None:
    history = History().at_work(at(20)).finished(at(31, 9))
    observation = seen(history)
    assert observation.closing.state is State.IN_PROGRESS
    assert observation.finished_by is None


def test_an_event_whose_clock_ran_ahead_hides_what_came_after_it() -> None:
    history = History().at_work(at(20))
    history.act(Action.NOTE, WEEK.ends)
    history.act(Action.SUBMIT_RESULT, at(30, 23, 59), result_type="solved", answer="好")
    assert seen(history).closing.state is State.IN_PROGRESS


def test_a_dispatched_ticket_moves_from_the_coordinator_to_the_department() -> None:
    moved = seen(History().at_work(at(25))).moved
    assert moved == (Movement(Flow.NEW, "ES"), Movement(Flow.MOVED_OUT, "ES"), Movement(Flow.MOVED_IN, "PW"))


def test_a_ticket_the_coordinator_handles_itself_does_not_move() -> None:
    assert seen(History().at_work(at(25), "ES")).moved == (Movement(Flow.NEW, "ES"),)


def test_an_upheld_return_moves_back_and_the_ticket_leaves_the_response_rate() -> None:
    history = History().submitted(at(25)).accepted(at(25, 11)).dispatched(at(25, 12))
    history.act(Action.RETURN, at(25, 13), reason="not_our_duty", basis="x", suggested=None)
    history.act(Action.UPHOLD_RETURN, at(25, 14), ruling="x").dispatched(at(25, 15), "CB")
    history.signed(at(25, 16))
    observation = seen(history)
    assert observation.moved[1:] == (
        Movement(Flow.MOVED_OUT, "ES"),
        Movement(Flow.MOVED_IN, "PW"),
        Movement(Flow.MOVED_OUT, "PW"),
        Movement(Flow.MOVED_IN, "ES"),
        Movement(Flow.MOVED_OUT, "ES"),
        Movement(Flow.MOVED_IN, "CB"),
    )
    assert observation.returned_by == ("PW",)
    assert observation.received_by == ("PW", "CB")
    assert observation.responded is None


@pytest.mark.parametrize(
    ("action", "data", "flow"),
    [
        (Action.WITHDRAW, {"reason": ""}, Flow.WITHDRAWN),
        (Action.MERGE, {"into": "QY20210501-0001"}, Flow.MERGED),
        (Action.DECLINE, {"reason": "x", "channel": "x"}, Flow.DECLINED),
    ],
)
def test_each_early_end_is_a_flow_of_its_own(action: Action, data: dict[str, str], flow: Flow) -> None:
    observation = seen(History().submitted(at(21)).act(action, at(25), **data))
    assert observation.moved == (Movement(flow, "ES"),)
    assert not observation.closing.is_open


def test_a_lapse_counts_as_withdrawn() -> None:
    history = History().submitted(at(6)).act(Action.REQUEST_INFO, at(6, 11), note="图纸")
    assert seen(history.act(Action.LAPSE, at(24))).moved == (Movement(Flow.WITHDRAWN, "ES"),)


def test_struck_off_and_reopened_in_one_week_are_two_flows() -> None:
    history = History().at_work(at(17)).finished(at(20)).called(at(24)).struck_off(at(25))
    history.act(Action.REOPEN, at(27), reason="新情况")
    assert [move.flow for move in seen(history).moved] == [Flow.STRUCK_OFF, Flow.REOPENED]
    assert seen(history).closing.is_open


def test_a_result_approved_in_time_is_finished_in_time() -> None:
    observation = seen(History().at_work(at(20)).finished(at(26)))
    assert (observation.finished_by, observation.on_time) == ("PW", True)


def test_a_result_approved_after_its_date_is_finished_late() -> None:
    observation = seen(History().at_work(at(14)).finished(at(26)))
    assert (observation.finished_by, observation.on_time) == ("PW", False)


def test_a_result_disputed_within_the_week_is_not_finished() -> None:
    history = History().at_work(at(20)).finished(at(25)).called(at(26), "unsolved", 2)
    observation = seen(history.act(Action.REDO, at(26, 11), reason="还没通电"))
    assert observation.finished_by is None
    assert observation.redone_by == ("PW",)


def test_a_result_disputed_the_week_after_stays_finished() -> None:
    history = History().at_work(at(20)).finished(at(26)).called(at(31), "unsolved", 2)
    assert seen(history.act(Action.REDO, at(31, 11), reason="还没通电")).finished_by == "PW"


def test_an_answer_given_at_the_centre_is_finished_by_the_coordinator() -> None:
    history = History().submitted(at(25)).accepted(at(25, 11), level="simple")
    history.act(Action.ANSWER_DIRECTLY, at(25, 12), answer="可以", result_type="explained")
    observation = seen(history)
    assert (observation.finished_by, observation.on_time) == ("ES", True)
    assert observation.received_by == ("ES",)
    assert observation.responded is None


def test_solved_on_the_spot_is_new_but_neither_dispatched_nor_finished_by_a_department() -> None:
    history = History().act(
        Action.RECORD_ON_SITE, at(25), source="visit", request_type="power_capacity", note="当场答复"
    )
    observation = seen(history)
    assert observation.solved_on_site
    assert observation.finished_by is None
    assert observation.closing.is_open


def test_contact_before_midnight_of_the_day_of_acceptance_is_a_response() -> None:
    history = History().submitted(at(25)).accepted(at(25, 11)).dispatched(at(25, 12))
    assert seen(history.signed(at(25, 17))).responded is True


def test_signing_without_contact_is_no_response() -> None:
    history = History().submitted(at(25)).accepted(at(25, 11)).dispatched(at(25, 12))
    assert seen(history.signed(at(25, 17), contacted=False)).responded is False


def test_a_dispatch_of_an_earlier_week_is_not_in_this_weeks_response_rate() -> None:
    assert seen(History().at_work(at(20))).responded is None


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.MERGE])
def test_a_withdrawn_or_merged_ticket_leaves_the_response_rate(action: Action) -> None:
    history = History().submitted(at(25)).accepted(at(25, 11)).dispatched(at(25, 12))
    assert seen(history.act(action, at(27), into="x")).responded is None


def test_the_last_answer_of_the_week_counts() -> None:
    history = History().at_work(at(18)).finished(at(20)).called(at(24), "unsolved", 2)
    observation = seen(history.called(at(25), "solved", 4))
    assert (observation.outcome, observation.solved, observation.rating) == (Outcome.SOLVED, True, 4)


def test_a_call_nobody_took_does_not_undo_the_answer_given_before() -> None:
    history = History().at_work(at(18)).finished(at(20))
    history.act(Action.RATE, at(24), outcome="unsolved", rating=1, note="").called(at(25), "unreachable")
    observation = seen(history)
    assert (observation.outcome, observation.rating) == (Outcome.UNSOLVED, 1)


def test_a_call_nobody_took_is_a_question_without_an_answer() -> None:
    observation = seen(History().at_work(at(18)).finished(at(20)).called(at(24), "unreachable"))
    assert (observation.outcome, observation.solved, observation.was_asked) == (
        Outcome.UNREACHABLE,
        None,
        True,
    )


def test_answers_of_another_week_do_not_count() -> None:
    history = History().at_work(at(10)).finished(at(12)).called(at(20), "solved", 5)
    observation = seen(history)
    assert (observation.outcome, observation.rating, observation.was_asked) == (None, None, False)


def test_an_enquiry_is_rated_but_not_in_the_solved_rate() -> None:
    history = History(kind=Kind.CONSULT).at_work(at(18)).finished(at(20)).called(at(24), "solved", 5)
    assert (seen(history).solved, seen(history).rating) == (None, 5)


def test_a_ticket_held_after_a_dispute_leaves_the_solved_rate() -> None:
    history = History().at_work(at(18)).finished(at(20)).called(at(24), "unsolved", 2)
    history.act(Action.REDO, at(24, 11), reason="x")
    history.act(Action.HOLD, at(25), reason="x", plan="x", review_on="2021-06-10")
    observation = seen(history)
    assert observation.is_held
    assert observation.solved is None
    assert str(observation.review_on) == "2021-06-10"


def test_category_and_type_are_those_it_was_accepted_under_by_then() -> None:
    history = History(request_type="policy_advice").submitted(at(21))
    history.accepted(at(31, 9), request_type="power_capacity")
    assert (seen(history).category, seen(history).request_type) == (Category.OPERATIONS, "policy_advice")
    later = seen(history, WEEK.earlier(-1))
    assert (later.category, later.request_type) == (Category.FACTORS, "power_capacity")


def test_a_bad_rating_awaits_an_apology_until_somebody_speaks_to_the_enterprise() -> None:
    history = History().at_work(at(18)).finished(at(20)).called(at(24), "unsolved", 1)
    history.act(Action.REDO, at(24, 11), reason="x")
    assert seen(history).awaits_apology
    history.act(Action.CONTACT, at(25), note="已致歉")
    assert not seen(history).awaits_apology


def test_a_good_rating_awaits_nothing() -> None:
    assert not seen(History().at_work(at(18)).finished(at(20)).called(at(24), "solved", 3)).awaits_apology


def test_internal_progress_is_not_heard_by_the_enterprise() -> None:
    history = History().at_work(at(24), lead="PW")
    history.act(Action.PROGRESS, at(26), note="内部", is_public=False)
    assert seen(history).last_spoken_at is None
    history.act(Action.PROGRESS, at(27), note="已勘察")
    assert seen(history).last_spoken_at == at(27)
