"""What must hold of every ticket after every act, whatever was done to it (house laws 1 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from service_desk.demo.simulation.lives import RULES, Life
from service_desk.domain.actions import Action
from service_desk.domain.clock import course_timetable
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.states import HANDLING_STATES, State, is_open
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.stored_clock import stored_milestones

_TIMED = (State.SUBMITTED, State.ACCEPTED, State.DISPATCHED, State.RETURN_REVIEW, State.IN_PROGRESS)
"""States in which somebody in the zone owes the next step by a date, unless the clock was stopped for a reason."""

REPLAYED_EVERY = 4
"""Whole logs are read again after every fourth act, and after each that turns back; all of them once at the end."""

_TURNING_BACK = (Action.UNDO, Action.UNMERGE)


def flaws(life: Life) -> Iterator[str]:
    """Yield what does not hold of a ticket after its latest act, in words for whoever mends it."""
    ticket, milestones = life.ticket, stored_milestones(life.ticket)
    yield from _hands(life, ticket)
    yield from _clock(life, ticket)
    yield from _dates(life, milestones)
    if ticket.state != life.events[-1].target.value:
        yield f"the row says {ticket.state}, the log {life.events[-1].target}"
    if len(life.events) % REPLAYED_EVERY == 0 or life.events[-1].action in _TURNING_BACK:
        yield from _replay(life, ticket, milestones)


def _replay(life: Life, ticket: Ticket, milestones: tuple[Milestone, ...]) -> Iterator[str]:
    """The log read from its beginning gives the state and the clock that the acts left behind one by one."""
    replayed = follow(life.events)
    policy = RULES.policy(replayed.policy or ticket.policy)
    again = course_timetable(replayed, policy, RULES.calendar)
    if milestones != tuple(replace(milestone, why=()) for milestone in again):
        yield "the replayed clock differs from the stored one"
    if replayed.state != ticket.state_now:
        yield f"the row says {ticket.state}, the replay {replayed.state}"


def _hands(life: Life, ticket: Ticket) -> Iterator[str]:
    """Somebody answers for every ticket, and who received it first is never written over."""
    departments = RULES.catalogue.departments
    for column in ("queue_department", "responsible_department"):
        if getattr(ticket, column) not in departments:
            yield f"{column} is {getattr(ticket, column)!r}"
    if ticket.state_now in HANDLING_STATES and ticket.owner_id is None:
        yield f"nobody owns it in {ticket.state}"
    if ticket.state_now in HANDLING_STATES and ticket.first_department is None:
        yield "no department is on record as the first to receive it"
    if not is_open(ticket.state_now) and any(part.status == "open" for part in ticket.co_tasks):
        yield "it has ended and a co-handler still owes a part"


def _clock(life: Life, ticket: Ticket) -> Iterator[str]:
    """Every open ticket has a running clock or one that was stopped for a reason; an ended one has none."""
    if is_open(ticket.state_now) != (ticket.ended_at is None):
        yield f"{ticket.state} and ended at {ticket.ended_at}"
    if not is_open(ticket.state_now) and (ticket.clock, ticket.next_due_at) != ("finished", None):
        yield f"{ticket.state} with a clock that is {ticket.clock}"
    if ticket.state_now in _TIMED:
        if ticket.clock not in ("running", "stopped"):
            yield f"{ticket.state} with a clock that is {ticket.clock}"
        if ticket.clock == "running" and ticket.next_due_at is None:
            yield f"{ticket.state} with nothing due"
        if ticket.clock == "stopped" and life.course.stop is None:
            yield "the clock stands without a reason"
    if ticket.state_now is State.ON_HOLD and ticket.review_on is None:
        yield "on hold without a day on which it comes back"


def _dates(life: Life, milestones: tuple[Milestone, ...]) -> Iterator[str]:
    """A date never lies before what starts it, and the five milestones are always there."""
    if [milestone.key for milestone in milestones] != list(MilestoneKey):
        yield "the five milestones are not complete"
    begins = life.course.waiting_since if life.course.accepted_at is None else life.course.accepted_at
    for milestone in milestones:
        if begins is not None and milestone.due is not None and milestone.due <= begins:
            yield f"{milestone.key} is due at {milestone.due}, before it began at {begins}"
        if milestone.stopped_since is not None and life.course.stop is None:
            yield f"{milestone.key} stands without a reason"
