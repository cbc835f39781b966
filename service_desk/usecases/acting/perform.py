"""The one way to act on a ticket: lock, refuse or permit, record the event, project it, tell, commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.course import Course
from service_desk.domain.decisions import acting_role, decide
from service_desk.domain.events import STANDS_IN_FOR, Event
from service_desk.domain.following import follow
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from service_desk.domain.transitions import Transition
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.event_log import append_event, history
from service_desk.persistence.live import raise_versions
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import count_in_queue, lock_ticket
from service_desk.persistence.watching import tell_followers
from service_desk.usecases.acting.counted import count_ticket
from service_desk.usecases.acting.findable import index_ticket
from service_desk.usecases.acting.projection import Queue, course_situation, project, queues_of
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stand_ins import on_behalf_of
from service_desk.usecases.acting.stored_clock import course_milestones
from service_desk.usecases.acting.telling import tell

UNKNOWN_TICKET = Bilingual("没有找到这件诉求。", "No such ticket was found.")


@dataclass(frozen=True)
class Scene:
    """An act under way: the locked ticket with its history so far, the open transaction, who acts, when, under which rules.

    `alongside` is the other ticket that the act depends on, locked too.
    """

    session: Session
    ticket: Ticket
    actor: Actor
    now: datetime
    rules: Rules
    events: tuple[Event, ...] = ()
    course: Course = field(default_factory=Course)
    alongside: Ticket | None = None


Check = Callable[[Scene], None]
"""What an act verifies against the locked ticket, and completes in its data, before the event is recorded."""


def perform(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    seen_version: int | None = None,
    data: Mapping[str, Any] | None = None,
    is_public: bool = False,
    check: Check | None = None,
    alongside: str | None = None,
    afterwards: Check | None = None,
) -> Ticket:
    """Perform one act on a ticket in one transaction and return the ticket as it stands afterwards.

    `data` goes into the event; `is_public` counts only where the table leaves visibility to the person. `alongside` is
    the number of another ticket that the act depends on; it is locked too. `afterwards` may record what follows from
    the act in the same transaction.
    Raises NotFound, Stale (the ticket's version is not `seen_version`), NotEntitled or NotPossible; nothing is stored.
    """
    with transaction() as session:
        # Always in the same order, so that two acts never wait for each other.
        locked = {
            number: lock_ticket(session, number) for number in sorted({ticket_no, alongside or ticket_no})
        }
        ticket = locked[ticket_no]
        if ticket is None or not may_know(actor, ticket):
            raise NotFound(UNKNOWN_TICKET)
        if seen_version is not None and seen_version != ticket.version:
            raise Stale(seen_version)
        rules = rules_in_force(session)
        scene = scene_of(session, ticket, actor, now, rules)
        act(
            replace(scene, alongside=locked[alongside] if alongside else None),
            action,
            data if data is not None else {},
            check,
            is_public=is_public,
        )
        if afterwards is not None:
            afterwards(scene_of(session, ticket, actor, now, rules))
        return ticket


def scene_of(session: Session, ticket: Ticket, actor: Actor, now: datetime, rules: Rules) -> Scene:
    """Set the scene of an act on a locked ticket: its history is read."""
    events = tuple(history(session, ticket.id))
    return Scene(session, ticket, actor, now, rules, events, follow(events))


def act(
    scene: Scene,
    action: Action,
    data: Mapping[str, Any],
    check: Check | None = None,
    *,
    is_public: bool = False,
) -> Event:
    """Refuse or permit an act on a locked ticket, and record it; raises NotEntitled or NotPossible."""
    ticket, course = scene.ticket, scene.course
    milestones = course_milestones(ticket, course, scene.rules)
    situation = course_situation(scene.session, ticket, course, milestones, scene.rules)
    row = decide(situation, action, scene.actor, scene.now)
    if check is not None:
        check(scene)
    role = acting_role(row, situation, scene.actor) or Role.SYSTEM
    return record(scene, row, role, data, is_public=is_public, goes_back_to=situation.goes_back_to(action))


def may_know(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether a ticket exists for somebody: an enterprise knows only those whose code it has shown."""
    return not actor.is_enterprise or ticket.ticket_no in actor.holds


def record(
    scene: Scene,
    row: Transition,
    role: Role,
    data: Mapping[str, Any],
    *,
    is_public: bool = False,
    goes_back_to: State | None = None,
) -> Event:
    """Record a permitted act: append the sealed event, project the ticket, keep counts, figures and search index, queue the letters.

    The event's target is the one place where a ticket's state comes from: the table's, or where an act that is taken
    back had found it.
    """
    ticket = scene.ticket
    if absent := on_behalf_of(scene.session, scene.actor, ticket.owner_id, scene.now):
        data = {**data, STANDS_IN_FOR: absent}
    before = queues_of(ticket) if scene.events else frozenset()
    target = row.target or goes_back_to or row.source
    event = Event(
        seq=ticket.last_seq + 1,
        at=scene.now,
        action=row.action,
        source=row.source,
        target=target,
        actor_id=scene.actor.user_id,
        actor_name=scene.actor.name,
        actor_role=role,
        actor_department=scene.actor.department,
        is_public=is_public if row.is_public is None else row.is_public,
        data=data,
    )
    course = follow((*scene.events, event))
    event = replace(event, department=course.lead)
    append_event(scene.session, ticket, event)
    project(ticket, course, scene.rules)
    ticket.version = event.seq
    scene.session.flush()
    with scene.session.no_autoflush:  # what follows reads nothing of this act that is not stored by now
        _keep_in_step(scene, event, before)
        tell(scene.session, ticket, event, row.notices, scene.rules, scene.now)
    return event


def _keep_in_step(scene: Scene, event: Event, before: frozenset[Queue]) -> None:
    """Keep what is derived from a ticket in step with its last event: counts, lists, search index, figures."""
    session, ticket, after = scene.session, scene.ticket, queues_of(scene.ticket)
    _keep_counts(session, before, after)
    raise_versions(session, (department for department, _state in before | after))
    tell_followers(session, ticket.id, event.seq, event.actor_id, event.at)
    index_ticket(session, ticket, (*scene.events, event), scene.rules.catalogue)
    count_ticket(session, ticket, (*scene.events, event), scene.rules)


def _keep_counts(session: Session, before: frozenset[Queue], after: frozenset[Queue]) -> None:
    for queue in sorted(
        before ^ after
    ):  # always in the same order, so that two acts never wait for each other
        count_in_queue(session, *queue, 1 if queue in after else -1)
