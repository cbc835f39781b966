"""The timetable in the ticket row: milestones, next due date, rank in the queue, state of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from service_desk.domain.clock import course_timetable, next_due, stands_at
from service_desk.domain.course import Course
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Milestone, MilestoneKey, Variant
from service_desk.domain.requests import Urgency
from service_desk.domain.states import State, is_open
from service_desk.persistence.search_lines import AnyTicket
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import Rules

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


def milestones_of(ticket: Ticket, events: Sequence[Event], rules: Rules) -> tuple[Milestone, ...]:
    """Return the ticket's five milestones with their reasons, computed from its events."""
    return course_milestones(ticket, follow(events), rules)


def course_milestones(ticket: Ticket, course: Course, rules: Rules) -> tuple[Milestone, ...]:
    """Return the five milestones of a ticket whose course is known."""
    return course_timetable(course, rules.policy(course.policy or ticket.policy), rules.calendar)


def project_clock(ticket: Ticket, course: Course, rules: Rules) -> None:
    """Write the timetable into the ticket row."""
    milestones = course_milestones(ticket, course, rules)
    ticket.milestones = [_stored(milestone) for milestone in milestones]
    ticket.next_due_at = next_due(milestones) if is_open(State(ticket.state)) else None
    ticket.milestone = stands_at(milestones).value if is_open(State(ticket.state)) else None
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
    stored: dict[str, Any] = {
        "key": milestone.key.value,
        "applies": milestone.applies,
        "due": _text(milestone.due),
        "met": _text(milestone.met_at),
        "stopped": _text(milestone.stopped_since),
        "provisional": milestone.is_provisional,
    }
    if milestone.mark is not None:
        stored["mark"] = milestone.mark
    if milestone.variant is not None:
        stored["variant"] = milestone.variant.value
    return stored


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def stored_milestones(ticket: AnyTicket) -> tuple[Milestone, ...]:
    """Return the milestones kept in the row, without their reasons: what lists show."""
    return tuple(
        Milestone(
            key=MilestoneKey(row["key"]),
            applies=row["applies"],
            due=_moment(row["due"]),
            met_at=_moment(row["met"]),
            stopped_since=_moment(row["stopped"]),
            is_provisional=row["provisional"],
            mark=row.get("mark"),
            variant=Variant(row["variant"]) if "variant" in row else None,
        )
        for row in ticket.milestones
    )
