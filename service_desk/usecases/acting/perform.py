"""The one way to act on a ticket: lock, refuse or permit, record the event, project it, tell, commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from service_desk.persistence.event_log import append_events, history, seal_event
from service_desk.persistence.live import raise_versions
from service_desk.persistence.outbox import Letter, queue_letters
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import count_in_queue, lock_ticket
from service_desk.persistence.watching import Happened, tell_followers
from service_desk.usecases.acting.derived import keep_derived
from service_desk.usecases.acting.projection import Queue, course_situation, project, queues_of
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stand_ins import on_behalf_of
from service_desk.usecases.acting.stored_clock import course_milestones
from service_desk.usecases.acting.telling import letters_of

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


@dataclass(frozen=True)
class Permitted:
    """An act that is permitted and not yet recorded: where, by which row of the table, in which role, with what data."""

    scene: Scene
    row: Transition
    role: Role
    data: Mapping[str, Any]
    is_public: bool = False
    goes_back_to: State | None = None


@dataclass(frozen=True)
class Recorded:
    """An act whose event is sealed and whose ticket is projected: what remains is to store what follows from it."""

    scene: Scene
    row: Transition
    event: Event
    sealed: Mapping[str, Any]
    before: frozenset[Queue]

    @property
    def events(self) -> tuple[Event, ...]:
        """The ticket's history with this event."""
        return (*self.scene.events, self.event)


def record(
    scene: Scene,
    row: Transition,
    role: Role,
    data: Mapping[str, Any],
    *,
    is_public: bool = False,
    goes_back_to: State | None = None,
) -> Event:
    """Record a permitted act and return its event."""
    return record_many([Permitted(scene, row, role, data, is_public, goes_back_to)])[0]


def record_many(acts: Sequence[Permitted]) -> list[Event]:
    """Record permitted acts on different tickets, in one transaction and under the same rules, and return their events.

    The sealed events are appended and the tickets projected one by one; counts, figures, search index and letters are
    then kept for all of them at once.
    """
    if not acts:
        return []
    done = [_seal(act) for act in acts]
    session = acts[0].scene.session
    session.flush()
    append_events(session, [each.sealed for each in done])
    with session.no_autoflush:  # what follows reads nothing of these acts that is not stored by now
        _keep_in_step(session, done, acts[0].scene.rules)
        queue_letters(session, [letter for each in done for letter in _letters(each)])
    return [each.event for each in done]


def _seal(act: Permitted) -> Recorded:
    """Seal the event of an act to its ticket's history and project the ticket.

    The event's target is the one place where a ticket's state comes from: the table's, or where an act that is taken
    back had found it.
    """
    scene, row, data, ticket = act.scene, act.row, act.data, act.scene.ticket
    if absent := on_behalf_of(scene.session, scene.actor, ticket.owner_id, scene.now):
        data = {**data, STANDS_IN_FOR: absent}
    before = queues_of(ticket) if scene.events else frozenset()
    target = row.target or act.goes_back_to or row.source
    event = Event(
        seq=ticket.last_seq + 1,
        at=scene.now,
        action=row.action,
        source=row.source,
        target=target,
        actor_id=scene.actor.user_id,
        actor_name=scene.actor.name,
        actor_role=act.role,
        actor_department=scene.actor.department,
        is_public=act.is_public if row.is_public is None else row.is_public,
        data=data,
    )
    course = follow((*scene.events, event))
    event = replace(event, department=course.lead)
    sealed = seal_event(ticket, event)
    project(ticket, course, scene.rules)
    ticket.version = event.seq
    return Recorded(scene, row, event, sealed, before)


def _keep_in_step(session: Session, done: Sequence[Recorded], rules: Rules) -> None:
    """Keep what is derived from tickets in step with their last events: counts, lists, search index, figures."""
    moves = [(each.before, queues_of(each.scene.ticket)) for each in done]
    _keep_counts(session, moves)
    raise_versions(session, (department for before, after in moves for department, _state in before | after))
    tell_followers(
        session,
        [Happened(each.scene.ticket.id, each.event.seq, each.event.actor_id, each.event.at) for each in done],
    )
    stories = [(each.scene.ticket, each.events) for each in done]
    keep_derived(session, stories, rules)


def _keep_counts(session: Session, moves: Iterable[tuple[frozenset[Queue], frozenset[Queue]]]) -> None:
    by: Counter[Queue] = Counter()
    for before, after in moves:
        by.update(after - before)
        by.subtract(before - after)
    for queue in sorted(by):  # always in the same order, so that two acts never wait for each other
        if by[queue]:
            count_in_queue(session, *queue, by[queue])


def _letters(done: Recorded) -> Iterator[Letter]:
    scene = done.scene
    return letters_of(scene.session, scene.ticket, done.event, done.row.notices, scene.rules, scene.now)
