"""One ticket as one week saw it: the facts from which every figure of the report is gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.actions import Action
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.callbacks import Outcome
from service_desk.domain.catalogue import Catalogue, Category
from service_desk.domain.clock import contact_deadline, timetable
from service_desk.domain.events import Event
from service_desk.domain.following import effective, follow
from service_desk.domain.milestones import CLOSING_KEYS, Milestone
from service_desk.domain.rates import vote_on_response, vote_on_solution
from service_desk.domain.reporting.case import Case, CaseFacts, Position, holder, position, subject
from service_desk.domain.reporting.flows import Movement, movements
from service_desk.domain.reporting.week import Period
from service_desk.domain.requests import Source
from service_desk.domain.states import HANDLING_STATES, State

FINISHING = frozenset({Action.APPROVE_RESULT, Action.ANSWER_DIRECTLY})
UNFINISHING = frozenset({Action.REDO, Action.REOPEN})
_SPOKEN = frozenset({Action.CONTACT, Action.PROGRESS, Action.ASK_ENTERPRISE})
ASKED = frozenset({Action.RECORD_CALLBACK, Action.RATE})
NOT_AN_ANSWER = frozenset({Outcome.UNREACHABLE, Outcome.REFUSED})


@dataclass(frozen=True)
class Observation:
    """What the period saw of a ticket; departments are codes, moments timezone-aware.

    `opening` and `closing` are its positions at both ends (None: not there yet). `finished_by` is set when the
    department's result was approved in the period and not disputed again within it, `on_time` whether in time.
    Votes are those of `service_desk.domain.rates`.
    """

    facts: CaseFacts
    category: Category
    request_type: str
    submitted_at: datetime
    opening: Position | None
    closing: Position
    moved: tuple[Movement, ...]
    received_by: tuple[str, ...] = ()
    returned_by: tuple[str, ...] = ()
    redone_by: tuple[str, ...] = ()
    finished_by: str | None = None
    on_time: bool = False
    solved_on_site: bool = False
    milestones: tuple[Milestone, ...] = ()
    review_on: date | None = None
    responded: bool | None = None
    solved: bool | None = None
    outcome: Outcome | None = None
    rating: int | None = None
    was_asked: bool = False
    contacted_at: datetime | None = None
    last_spoken_at: datetime | None = None
    awaits_apology: bool = False

    @property
    def is_held(self) -> bool:
        """Tell whether the ticket is 挂账 at the cut-off."""
        return self.closing.state is State.ON_HOLD

    @property
    def is_new(self) -> bool:
        """Tell whether the ticket came in the period."""
        return self.opening is None

    @property
    def came_from_visit(self) -> bool:
        """Tell whether the request was taken down during a visit to the enterprise."""
        return self.facts.source is Source.VISIT

    @property
    def is_in_hand(self) -> bool:
        """Tell whether a department still owes its result."""
        return self.closing.state in (State.DISPATCHED, State.RETURN_REVIEW, *HANDLING_STATES)


def observe(
    case: Case, period: Period, calendar: WorkingCalendar, catalogue: Catalogue
) -> Observation | None:
    """Return what the period saw of a ticket; None where the ticket came only after the cut-off."""
    events = case.until(period.cut_off)
    closing = position(events, catalogue.coordinator)
    if closing is None:
        return None
    before = len(case.until(period.begin))
    kept, coordinator = {event.seq for event in effective(events)}, catalogue.coordinator
    within = [event for event in events[before:] if event.seq in kept]  # what was taken back did not happen
    category, request_type = subject(case, events, catalogue)
    finished = _finish(case, events, before, calendar)
    asked = [event for event in within if event.action in ASKED]
    outcome = _last_outcome(asked)
    spoken = [event.at for event in events if event.action in _SPOKEN and event.is_public]
    milestones = timetable(events, case.policy, calendar)
    return Observation(
        facts=case.facts,
        category=category,
        request_type=request_type,
        submitted_at=events[0].at,
        opening=position(events[:before], coordinator),
        closing=closing,
        moved=tuple(movements(events, before, coordinator)),
        received_by=_departments(within, coordinator, Action.DISPATCH, Action.ANSWER_DIRECTLY),
        returned_by=_departments(within, coordinator, Action.RETURN),
        redone_by=_departments(within, coordinator, Action.REDO),
        finished_by=holder(finished[0], coordinator) if finished else None,
        on_time=finished[1] if finished else False,
        solved_on_site=any(event.action is Action.RECORD_ON_SITE for event in within),
        milestones=milestones,
        review_on=_review_day(events) if closing.state is State.ON_HOLD else None,
        responded=_response(case, events, within, period, calendar),
        solved=vote_on_solution(outcome, case.facts.kind, is_held=closing.state is State.ON_HOLD),
        outcome=outcome,
        rating=_last_rating(asked),
        was_asked=bool(asked),
        contacted_at=follow(events).contacted_at,
        last_spoken_at=max(spoken, default=None),
        awaits_apology=_awaits_apology(asked, spoken),
    )


def _departments(events: Sequence[Event], coordinator: str, *actions: Action) -> tuple[str, ...]:
    return tuple(holder(event, coordinator) for event in events if event.action in actions)


def _finish(
    case: Case, events: Sequence[Event], before: int, calendar: WorkingCalendar
) -> tuple[Event, bool] | None:
    """Return the finishing event of the period that still stands at its end, and whether it came in time."""
    found: tuple[Event, bool] | None = None
    for place in range(before, len(events)):
        event = events[place]
        if event.action in FINISHING:
            found = event, in_time(timetable(events[: place + 1], case.policy, calendar))
        elif event.action in UNFINISHING:
            found = None
    return found


def in_time(milestones: Sequence[Milestone]) -> bool:
    """Tell whether every closing milestone that applies was met by its date."""
    closing = [one for one in milestones if one.key in CLOSING_KEYS and one.applies]
    return all(one.met_at is not None and one.due is not None and one.met_at <= one.due for one in closing)


def _response(
    case: Case, events: Sequence[Event], within: Sequence[Event], period: Period, calendar: WorkingCalendar
) -> bool | None:
    """Vote for a ticket dispatched in the period, whose dispatch was not undone by an upheld return."""
    actions = {event.action for event in effective(events)}
    gone = {Action.UPHOLD_RETURN, Action.WITHDRAW, Action.LAPSE, Action.MERGE}
    if actions & gone or Action.DISPATCH not in actions & {event.action for event in within}:
        return None
    course = follow(events)
    deadline = contact_deadline(course, case.policy, calendar)
    return vote_on_response(deadline.due, course.contacted_at, period.cut_off) if deadline else None


def _last_outcome(asked: Sequence[Event]) -> Outcome | None:
    """Return the last answer of the period; a call nobody took does not undo an answer given before."""
    said = [Outcome(event.data["outcome"]) for event in asked]
    answers = [outcome for outcome in said if outcome not in NOT_AN_ANSWER] or said
    return answers[-1] if answers else None


def _last_rating(asked: Sequence[Event]) -> int | None:
    given = [event.data.get("rating") for event in asked]
    return next((int(rating) for rating in reversed(given) if rating is not None), None)


def _awaits_apology(asked: Sequence[Event], spoken: Sequence[datetime]) -> bool:
    """Tell whether the last rating is a 差评 after which nobody has spoken to the enterprise (domain notes §2.4)."""
    rated = [event for event in asked if event.data.get("rating") is not None]
    if not rated or int(rated[-1].data["rating"]) > 2:
        return False
    return all(moment <= rated[-1].at for moment in spoken)


def _review_day(events: Sequence[Event]) -> date | None:
    held = next((event for event in reversed(events) if event.action is Action.HOLD), None)
    written = held.data.get("review_on") if held is not None else None
    return date.fromisoformat(written) if written else None
