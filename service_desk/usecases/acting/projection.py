"""The ticket row as the projection of its events: what the rules may know of it, and its stored timetable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.callbacks import Outcome, is_answered, is_solved
from service_desk.domain.clock import follow, next_due, timetable
from service_desk.domain.events import Event
from service_desk.domain.milestones import Milestone, MilestoneKey
from service_desk.domain.requests import Urgency
from service_desk.domain.roles import DEPARTMENT_ROLES
from service_desk.domain.situation import Situation
from service_desk.domain.states import State, is_open
from service_desk.domain.zone_time import end_of_day, local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import Rules

INFO_WORKING_DAYS = 10
"""How long the enterprise has to supply information before the request lapses (domain notes §2.7)."""

DRAWN_FORWARD = {
    Urgency.NORMAL: timedelta(0),
    Urgency.URGENT: timedelta(days=1),
    Urgency.EMERGENCY: timedelta(days=3),
}
"""轻重缓急: how far ahead of its due date an urgent ticket is placed in the queue."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_STOPPED_FROM = datetime(5000, 1, 1, tzinfo=UTC)
_ENDED_UNTIL = datetime(9999, 1, 1, tzinfo=UTC)
"""Ranks beyond every due date: stopped tickets, longest first; then ended ones, latest first."""

_ANSWERERS = frozenset({Action.ANSWER_DIRECTLY, Action.RECORD_ON_SITE})
_REMARKS = frozenset({Action.NOTE, Action.ADD_FACTS})


def situation_of(ticket: Ticket, events: Sequence[Event], rules: Rules) -> Situation:
    """Return what the guards may know of a ticket."""
    outcome = Outcome(ticket.callback_outcome) if ticket.callback_outcome else None
    stop = follow(events).stop
    return Situation(
        ticket_no=ticket.ticket_no,
        state=State(ticket.state),
        lead_department=ticket.lead_department,
        handlers=_handlers(events),
        result_by=_last_actor(events, Action.SUBMIT_RESULT),
        result_type=ticket.result_type,
        open_co_departments=frozenset(task.department for task in ticket.co_tasks if task.status == "open"),
        dispatched_at=ticket.dispatched_at,
        return_deadline=_return_deadline(ticket, rules),
        return_is_final=ticket.return_is_final,
        is_paused=stop is not None and ticket.state == State.IN_PROGRESS,
        info_deadline=_info_deadline(ticket, rules),
        answered=is_answered(outcome, failed_calls(events)),
        solved=is_solved(outcome),
        closed_at=ticket.ended_at if ticket.state == State.CLOSED else None,
    )


def _handlers(events: Sequence[Event]) -> frozenset[int]:
    worked = (e for e in events if e.actor_role in DEPARTMENT_ROLES or e.action in _ANSWERERS)
    return frozenset(event.actor_id for event in worked if event.actor_id is not None)


def _last_actor(events: Sequence[Event], action: Action) -> int | None:
    return next((event.actor_id for event in reversed(events) if event.action is action), None)


def failed_calls(events: Sequence[Event]) -> int:
    """Return how many callback calls in a row nobody took since the last result; what is noted meanwhile does not count."""
    count = 0
    for event in reversed(events):
        if event.action in _REMARKS:
            continue
        if event.action is not Action.RECORD_CALLBACK or event.data.get("outcome") != Outcome.UNREACHABLE:
            break
        count += 1
    return count


def _return_deadline(ticket: Ticket, rules: Rules) -> datetime | None:
    if ticket.dispatched_at is None:
        return None
    return end_of_day(rules.calendar.add_working_days(local_date(ticket.dispatched_at), 1))


def _info_deadline(ticket: Ticket, rules: Rules) -> datetime | None:
    if ticket.info_asked_at is None:
        return None
    return end_of_day(rules.calendar.add_working_days(local_date(ticket.info_asked_at), INFO_WORKING_DAYS))


def milestones_of(ticket: Ticket, events: Sequence[Event], rules: Rules) -> tuple[Milestone, ...]:
    """Return the ticket's five milestones with their reasons, computed from its events."""
    return timetable(events, rules.policy(ticket.policy), rules.calendar)


def project_clock(ticket: Ticket, events: Sequence[Event], rules: Rules) -> None:
    """Write the timetable into the ticket row: milestones, next due date, rank in the queue, state of the clock."""
    milestones = milestones_of(ticket, events, rules)
    ticket.milestones = [_stored(milestone) for milestone in milestones]
    ticket.next_due_at = next_due(milestones) if is_open(State(ticket.state)) else None
    ticket.clock = _clock_state(ticket, milestones)
    ticket.rank_at = _rank(ticket)


def _rank(ticket: Ticket) -> datetime:
    drawn = DRAWN_FORWARD[Urgency(ticket.urgency)]
    if ticket.ended_at is not None:
        return _ENDED_UNTIL - (ticket.ended_at - _EPOCH)
    if ticket.next_due_at is not None:
        return ticket.next_due_at - drawn
    if ticket.clock == "stopped":
        return _STOPPED_FROM + (ticket.last_event_at - _EPOCH)
    return (ticket.result_at or ticket.submitted_at) - drawn


def _clock_state(ticket: Ticket, milestones: Sequence[Milestone]) -> str:
    if not is_open(State(ticket.state)):
        return "finished"
    if any(milestone.stopped_since for milestone in milestones):
        return "stopped"
    if ticket.next_due_at is not None:
        return "running"
    return "not_started" if ticket.accepted_at is None else "finished"


def _stored(milestone: Milestone) -> dict[str, Any]:
    return {
        "key": milestone.key.value,
        "applies": milestone.applies,
        "due": _text(milestone.due),
        "met": _text(milestone.met_at),
        "stopped": _text(milestone.stopped_since),
        "provisional": milestone.is_provisional,
    }


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def stored_milestones(ticket: Ticket) -> tuple[Milestone, ...]:
    """Return the milestones kept in the row, without their reasons: what lists show."""
    return tuple(
        Milestone(
            key=MilestoneKey(row["key"]),
            applies=row["applies"],
            due=_moment(row["due"]),
            met_at=_moment(row["met"]),
            stopped_since=_moment(row["stopped"]),
            is_provisional=row["provisional"],
        )
        for row in ticket.milestones
    )
