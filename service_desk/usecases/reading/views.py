"""A ticket as somebody sees it: the row, its milestones with reasons, its timeline, the acts open to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import RequestType
from service_desk.domain.course import Course
from service_desk.domain.decisions import Choice, choices
from service_desk.domain.events import Event
from service_desk.domain.following import follow
from service_desk.domain.milestones import Lamp, Milestone, lamp
from service_desk.domain.situation import Situation
from service_desk.domain.telling import Narration, author, narrate
from service_desk.persistence.database import Session
from service_desk.persistence.event_log import history
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.projection import course_situation
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stored_clock import course_milestones


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    event: Event
    told: Narration
    author: Bilingual


@dataclass(frozen=True)
class TicketView:
    """Everything a page shows of one ticket, seen by one person at one moment."""

    ticket: Ticket
    request_type: RequestType
    milestones: tuple[Milestone, ...]
    lamp: Lamp
    timeline: tuple[Entry, ...]
    choices: tuple[Choice, ...]
    situation: Situation
    course: Course
    is_paused: bool
    rules: Rules

    @property
    def possible(self) -> frozenset[str]:
        """The names of the acts the person may perform now."""
        return frozenset(choice.action.value for choice in self.choices if choice.is_possible)


def view_ticket(session: Session, ticket: Ticket, actor: Actor, now: datetime) -> TicketView:
    """Return the view of a ticket; an enterprise sees the public entries only."""
    rules = rules_in_force(session)
    events = history(session, ticket.id)
    course = follow(events)
    milestones = course_milestones(ticket, course, rules)
    situation = course_situation(session, ticket, course, milestones, rules)
    shown = [event for event in events if event.is_public or not actor.is_enterprise]
    return TicketView(
        ticket=ticket,
        request_type=rules.catalogue.request_types[ticket.request_type],
        milestones=milestones,
        lamp=lamp(ticket.next_due_at, ticket.clock == "stopped", now),
        timeline=tuple(entry_of(event, rules) for event in shown),
        choices=tuple(choices(situation, actor, now)),
        situation=situation,
        course=course,
        is_paused=course.stop is not None,
        rules=rules,
    )


def entry_of(event: Event, rules: Rules) -> Entry:
    """Return one event as a line of a timeline."""
    return Entry(event, narrate(event, rules.catalogue), author(event, rules.catalogue))


def changes_since(session: Session, ticket: Ticket, seen_version: int) -> tuple[Entry, ...]:
    """Return what has happened to a ticket after the version somebody looked at (versions count events)."""
    rules = rules_in_force(session)
    return tuple(entry_of(event, rules) for event in history(session, ticket.id) if event.seq > seen_version)
