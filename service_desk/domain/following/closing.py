"""What the acts at the end change: results, callbacks, ratings, another round, the strike-off."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import BAD_RATING, SILENT_OUTCOMES, Outcome
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following.step import Step


def _submit_result(course: Course, event: Event) -> None:
    course.result_by = event.actor_id
    course.result_type, course.result_text = event.data.get("result_type"), event.data.get("answer")
    course.application = None  # what was asked for is no longer needed


def _approve_result(course: Course, event: Event) -> None:
    course.finished_at = course.result_at = event.at
    course.progress_at = course.progress_at or event.at
    course.outcome, course.failed_calls = None, 0
    course.callback_is_needed = bool(event.data.get("callback", True))
    course.contact(event.at)  # the enterprise is told the result


def _answer_directly(course: Course, event: Event) -> None:
    course.lead = course.first_department = course.signed_by = event.data.get("lead") or event.department
    course.dispatched_at = course.signed_at = event.at
    course.owner_id, course.owner_name = event.actor_id, event.actor_name
    course.result_type, course.result_text = event.data.get("result_type"), event.data.get("answer")
    _approve_result(course, event)


def _record_callback(course: Course, event: Event) -> None:
    outcome = Outcome(event.data["outcome"])
    course.failed_calls = course.failed_calls + 1 if outcome is Outcome.UNREACHABLE else 0
    if outcome not in SILENT_OUTCOMES or course.outcome is None or course.outcome in SILENT_OUTCOMES:
        course.outcome = outcome  # a call that nobody takes does not undo what was said before
    if event.data.get("rating") is not None:
        _keep_rating(course, event)


def _rate(course: Course, event: Event) -> None:
    course.outcome, course.failed_calls = Outcome(event.data["outcome"]), 0
    _keep_rating(course, event)


def _keep_rating(course: Course, event: Event) -> None:
    course.rating, course.rating_text = event.data.get("rating"), event.data.get("note") or None
    is_bad = course.rating is not None and course.rating <= BAD_RATING
    course.rated_badly_at = (course.rated_badly_at or event.at) if is_bad else None


def _again(course: Course, event: Event) -> None:
    """Begin another round: its own contact and closing limits; what was said of the last result no longer holds."""
    course.redo_count += 1
    if (
        course.accepted_at is None
    ):  # solved on the spot, struck off, and taken up after all: this is the first round
        course.accepted_at = course.dispatched_at = course.signed_at = event.at
        course.signed_by = course.lead
        course.policy = event.data.get("policy", course.policy)
    else:
        course.round += 1
        course.contact_from, course.recontacted_at = course.rated_badly_at or event.at, None
    course.closing_from = event.at
    course.finished_at = course.result_at = course.struck_off_at = None
    course.outcome = course.result_type = course.result_text = course.result_by = None
    course.rating = course.rating_text = course.rated_badly_at = None
    course.extensions, course.failed_calls, course.callback_is_needed = [], 0, True


def _put_on_list(course: Course, event: Event) -> None:
    course.accepted_at = course.closing_from = event.at
    course.policy = event.data.get("policy", course.policy)
    course.lead = course.signed_by = course.finished_at = course.struck_off_at = course.outcome = None
    course.owner_id = course.owner_name = None
    # Its first round begins here: a bad rating of the visit is answered by this act and starts no limit later on.
    course.rating = course.rating_text = course.rated_badly_at = None
    course.failed_calls = 0


def _strike_off(course: Course, event: Event) -> None:
    course.struck_off_at = event.at


CLOSING_STEPS: Mapping[Action, Step] = {
    Action.SUBMIT_RESULT: _submit_result,
    Action.APPROVE_RESULT: _approve_result,
    Action.ANSWER_DIRECTLY: _answer_directly,
    Action.RECORD_CALLBACK: _record_callback,
    Action.RATE: _rate,
    Action.REDO: _again,
    Action.REOPEN: _again,
    Action.PUT_ON_LIST: _put_on_list,
    Action.STRIKE_OFF: _strike_off,
}
