"""What a ticket counts for, as rows that any period can be added up from: the figures of the ledger, with their dates.

The weekly report looks at a ticket at one cut-off (`observe`). Here its whole history is turned into facts that say for
which cut-offs they hold, so that a database finds the tickets behind a figure of any period by comparing dates. The two
must never differ; the tests compare them on random histories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from service_desk.domain.actions import Action
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.callbacks import Outcome
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.clock import contact_deadline, course_timetable
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following import effective, follow
from service_desk.domain.milestones import Milestone
from service_desk.domain.rates import vote_on_satisfaction, vote_on_solution
from service_desk.domain.reporting.case import Case, Position, holder, position, subject
from service_desk.domain.reporting.facts import Entry, Fact, Key
from service_desk.domain.reporting.flows import movements
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.observation import ASKED, FINISHING, NOT_AN_ANSWER, UNFINISHING, in_time
from service_desk.domain.requests import Source
from service_desk.domain.states import HANDLING_STATES, State
from service_desk.domain.zone_time import local_date

_IN_HAND = frozenset({State.DISPATCHED, State.RETURN_REVIEW, *HANDLING_STATES})
_GONE = frozenset({Action.UPHOLD_RETURN, Action.WITHDRAW, Action.LAPSE, Action.MERGE})
_COUNTED = {
    Action.DISPATCH: Figure.RECEIVED,
    Action.ANSWER_DIRECTLY: Figure.RECEIVED,
    Action.RETURN: Figure.RETURNED,
    Action.REDO: Figure.REDONE,
}
_JUST = timedelta(microseconds=1)


_Is = Callable[[Position], bool]


def facts_of(case: Case, calendar: WorkingCalendar, catalogue: Catalogue) -> tuple[Fact, ...]:
    """Return everything a ticket counts for, in any period.

    Between two events nothing changes but what falls due, so the history is read once after each event. Should two
    machines' clocks disagree, an event counts from the latest moment before it on, as in `Case.until`.
    """
    moments = tuple(accumulate((event.at for event in case.events), max))
    reading = _Reading(case, moments, calendar, catalogue)
    holding: dict[Key, datetime] = {}
    found: list[Fact] = []
    for place, moment in enumerate(moments):
        until = moments[place + 1] if place + 1 < len(moments) else None
        if until == moment:
            continue  # no cut-off lies between the two
        now = {key: since for key, since in reading.keys(place).items() if until is None or since < until}
        gone = [key for key in holding if key not in now]
        found.extend(Fact(*key, since=holding.pop(key), until=moment) for key in gone)
        for key, since in now.items():
            holding.setdefault(key, since)
    return (*found, *(Fact(*key, since=since) for key, since in holding.items()))


def standing_facts(case: Case, calendar: WorkingCalendar, catalogue: Catalogue) -> dict[Key, datetime]:
    """Return what holds from a ticket's last event on, with the moments from which: the open end of `facts_of`."""
    moments = tuple(accumulate((event.at for event in case.events), max))
    return _Reading(case, moments, calendar, catalogue).keys(len(moments) - 1)


class _Reading:
    """A history read after each of its events, counted from 0."""

    def __init__(
        self, case: Case, moments: Sequence[datetime], calendar: WorkingCalendar, catalogue: Catalogue
    ) -> None:
        self._case, self._moments, self._calendar, self._catalogue = case, moments, calendar, catalogue
        self._coordinator = catalogue.coordinator
        self._courses: dict[int, Course] = {}

    def subject(self, place: int) -> tuple[str, str]:
        """Return category and request type as they stood after an event."""
        category, request_type = subject(self._case, self._case.events[: place + 1], self._catalogue)
        return category.value, request_type

    def keys(self, place: int) -> dict[Key, datetime]:
        """Return what counts after an event, each from which moment on."""
        category, request_type = self.subject(place)
        moment = self._moments[place]
        return {(entry, category, request_type): max(since, moment) for entry, since in self.entries(place)}

    def entries(self, place: int) -> Iterator[tuple[Entry, datetime]]:
        """Yield what counts after an event, each from which moment on."""
        moment, events = self._moments[place], self._case.events[: place + 1]
        for entry in (
            *self._flows(events),
            *self._acts(events),
            *self._finish(events),
            *self._answers(events),
        ):
            yield entry, moment
        yield from ((entry, moment) for entry in self._positions(place))
        yield from self._late(place)
        yield from self._responses(events)

    def _course(self, place: int) -> Course:
        if place not in self._courses:
            self._courses[place] = follow(self._case.events[: place + 1])
        return self._courses[place]

    def _milestones(self, place: int) -> tuple[Milestone, ...]:
        return course_timetable(self._course(place), self._case.policy, self._calendar)

    def _here(self, events: Sequence[Event]) -> str:
        return holder(events[-1], self._coordinator)

    def _flows(self, events: Sequence[Event]) -> Iterator[Entry]:
        for place, event in enumerate(events):
            for move in movements(events[: place + 1], place, self._coordinator):
                yield Entry(Figure(move.flow.value), move.department, self._moments[place], seq=event.seq)
        if self._case.facts.source is Source.VISIT:
            yield Entry(Figure.VISITED, self._here(events), self._moments[0], seq=events[0].seq)

    def _acts(self, events: Sequence[Event]) -> Iterator[Entry]:
        kept = {event.seq for event in effective(events)}  # what was taken back did not happen
        for place, event in enumerate(events):
            figure = _COUNTED.get(event.action)
            if figure is not None and event.seq in kept:
                department = holder(event, self._coordinator)
                yield Entry(figure, department, self._moments[place], seq=event.seq)
            if event.action is Action.RECORD_ON_SITE and event.seq in kept:
                yield Entry(Figure.ON_SITE, self._here(events), self._moments[place], seq=event.seq)

    def _finish(self, events: Sequence[Event]) -> Iterator[Entry]:
        last = next(
            (
                place
                for place in reversed(range(len(events)))
                if events[place].action in FINISHING | UNFINISHING
            ),
            None,
        )
        if last is None or events[last].action in UNFINISHING:
            return
        event, course = events[last], self._course(last)
        begun = course.accepted_at or events[0].at
        days = self._calendar.working_days_between(local_date(begun), local_date(event.at))
        department = holder(event, self._coordinator)
        yield Entry(Figure.FINISHED, department, self._moments[last], days=days, seq=event.seq)
        if in_time(self._milestones(last)):
            yield Entry(Figure.ON_TIME, department, self._moments[last], days=days, seq=event.seq)

    def _answers(self, events: Sequence[Event]) -> Iterator[Entry]:
        """Yield the last answer, the last rating and that they were asked for."""
        kept, here = {event.seq for event in effective(events)}, self._here(events)
        asked = [
            (self._moments[place], event)
            for place, event in enumerate(events)
            if event.action in ASKED and event.seq in kept
        ]
        if asked:
            yield Entry(Figure.ASKED, here, asked[-1][0], seq=asked[-1][1].seq)
        for moment, event in reversed(asked):
            if Outcome(event.data["outcome"]) not in NOT_AN_ANSWER:
                yield from self._solved(moment, event, events[-1].target is State.ON_HOLD, here)
                break
        for moment, event in reversed(asked):
            satisfied = vote_on_satisfaction(event.data.get("rating"))
            if satisfied is not None:
                figure = Figure.SATISFIED if satisfied else Figure.DISSATISFIED
                yield Entry(figure, here, moment, seq=event.seq)
                break

    def _solved(self, moment: datetime, event: Event, is_held: bool, here: str) -> Iterator[Entry]:
        outcome = Outcome(event.data["outcome"])
        solved = vote_on_solution(outcome, self._case.facts.kind, is_held=is_held)
        if solved is not None:
            yield Entry(Figure.SOLVED if solved else Figure.NOT_SOLVED, here, moment, seq=event.seq)
            if outcome is Outcome.PARTLY:
                yield Entry(Figure.PARTLY_SOLVED, here, moment, seq=event.seq)

    def _positions(self, place: int) -> Iterator[Entry]:
        """Yield where the ticket lay and lies: for the opening balance with the end of each stay, for the closing without."""
        yield from self._stays(place, Figure.CLOSING, lambda where: where.is_open)
        now = self._stays(place, Figure.IN_HAND, lambda where: where.state in _IN_HAND)
        yield from (stay for stay in now if stay.ended is None)
        held = self._stays(place, Figure.HELD, lambda where: where.state is State.ON_HOLD)
        yield from (stay for stay in held if stay.ended is None)

    def _stays(self, place: int, figure: Figure, is_one: _Is) -> Iterator[Entry]:
        """Yield the unbroken times in which a ticket stood somewhere in one department's hands."""
        begun: tuple[datetime, str] | None = None
        for number, event in enumerate(self._case.events[: place + 1]):
            where = position((event,), self._coordinator)
            department = where.department if where is not None and is_one(where) else None
            if begun is not None and department != begun[1]:
                if begun[0] < self._moments[number]:
                    yield Entry(figure, begun[1], begun[0], self._moments[number])
                begun = None
            if begun is None and department is not None:
                begun = self._moments[number], department
        if begun is not None:
            yield Entry(figure, begun[1], begun[0])

    def _late(self, place: int) -> Iterator[tuple[Entry, datetime]]:
        """Yield since when an open ticket that is not on hold has been overdue, or will be if nothing happens."""
        where = position(self._case.events[: place + 1], self._coordinator)
        if where is None or not where.is_open or where.state is State.ON_HOLD:
            return
        owed = (
            each.due
            for each in self._milestones(place)
            if each.applies and each.met_at is None and each.stopped_since is None and each.due is not None
        )
        due = min(owed, default=None)
        if due is not None:
            yield Entry(Figure.OVERDUE, where.department, due), due

    def _responses(self, events: Sequence[Event]) -> Iterator[tuple[Entry, datetime]]:
        """Yield the vote on the response rate, from the moment on at which the limit has passed."""
        kept = effective(events)
        last = next((event for event in reversed(kept) if event.action is Action.DISPATCH), None)
        if last is None or any(event.action in _GONE for event in kept):
            return
        course = self._course(len(events) - 1)
        deadline = contact_deadline(course, self._case.policy, self._calendar)
        if deadline is None:
            return
        place = next(place for place, event in enumerate(events) if event.seq == last.seq)
        in_limit = course.contacted_at is not None and course.contacted_at <= deadline.due
        figure = Figure.RESPONDED if in_limit else Figure.NOT_RESPONDED
        yield Entry(figure, self._here(events), self._moments[place], seq=last.seq), deadline.due - _JUST
