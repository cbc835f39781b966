"""The one way to act on a ticket: lock, refuse or permit, record the event, project it, tell, commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.decisions import acting_role, decide
from service_desk.domain.events import Event
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.roles import Role
from service_desk.domain.states import HANDLING_STATES, State, is_open
from service_desk.domain.transitions import Transition
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.event_log import append_event, history
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tickets import count_in_queue, end_co_task, lock_ticket
from service_desk.usecases.acting.projection import project_clock, situation_of
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.telling import tell

UNKNOWN_TICKET = Bilingual("没有找到这件诉求。", "No such ticket was found.")


@dataclass(frozen=True)
class Scene:
    """An act under way: the locked ticket, the open transaction, who acts, when, under which rules."""

    session: Session
    ticket: Ticket
    actor: Actor
    now: datetime
    rules: Rules


Change = Callable[[Scene], None]
"""What an act changes in the ticket row besides the state; it runs before the event is recorded."""


def perform(
    ticket_no: str,
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    seen_version: int | None = None,
    data: Mapping[str, Any] | None = None,
    is_public: bool = False,
    change: Change | None = None,
    alongside: str | None = None,
) -> Ticket:
    """Perform one act on a ticket in one transaction and return the ticket as it stands afterwards.

    `data` goes into the event; `is_public` counts only where the table leaves visibility to the person. `alongside` is
    the number of another ticket that the act depends on; it is locked too.
    Raises NotFound, Stale (the ticket's version is not `seen_version`), NotEntitled or NotPossible; nothing is stored.
    """
    with transaction() as session:
        # Always in the same order, so that two acts never wait for each other.
        locked = {
            number: lock_ticket(session, number) for number in sorted({ticket_no, alongside or ticket_no})
        }
        ticket = locked[ticket_no]
        if ticket is None or not _may_know(actor, ticket):
            raise NotFound(UNKNOWN_TICKET)
        if seen_version is not None and seen_version != ticket.version:
            raise Stale(seen_version)
        rules = rules_in_force(session)
        events = history(session, ticket.id)
        situation = situation_of(ticket, events, rules)
        row = decide(situation, action, actor, now)
        scene = Scene(session, ticket, actor, now, rules)
        if change is not None:
            change(scene)
        role = acting_role(row, situation, actor) or Role.SYSTEM
        record(scene, row, role, events, data or {}, is_public)
        return ticket


def _may_know(actor: Actor, ticket: Ticket) -> bool:
    return not actor.is_enterprise or ticket.ticket_no in actor.holds


def record(
    scene: Scene, row: Transition, role: Role, events: list[Event], data: Mapping[str, Any], is_public: bool
) -> Event:
    """Record a permitted act: move the ticket, append the sealed event, keep clock and counts, queue the letters."""
    ticket = scene.ticket
    before = (ticket.queue_department, ticket.state) if events else None
    _move(scene, row.target)
    event = Event(
        seq=ticket.last_seq + 1,
        at=scene.now,
        action=row.action,
        source=row.source,
        target=row.target,
        actor_id=scene.actor.user_id,
        actor_name=scene.actor.name,
        actor_role=role,
        actor_department=scene.actor.department,
        department=ticket.lead_department,
        is_public=is_public if row.is_public is None else row.is_public,
        data=data,
    )
    append_event(scene.session, ticket, event)
    project_clock(ticket, [*events, event], scene.rules)
    _keep_counts(scene.session, ticket, before)
    ticket.version = event.seq
    tell(scene.session, ticket, event, row.notices, scene.rules, scene.now)
    return event


def _move(scene: Scene, target: State) -> None:
    """Set the state: the only place in the program that does, always to the target of a row of the table."""
    ticket, coordinator = scene.ticket, scene.rules.catalogue.coordinator
    ticket.state = target.value
    ticket.responsible_department = coordinator
    if target in HANDLING_STATES and ticket.lead_department is not None:
        ticket.responsible_department = ticket.lead_department
        ticket.first_department = ticket.first_department or ticket.lead_department
    ticket.queue_department = ticket.lead_department or coordinator
    if is_open(target):
        ticket.ended_at = None
    elif ticket.ended_at is None:  # a rating after the strike-off does not end the ticket anew
        ticket.ended_at = scene.now
        for task in ticket.co_tasks:
            if task.status == "open":
                end_co_task(scene.session, task, "waived", "", scene.now)


def _keep_counts(session: Session, ticket: Ticket, before: tuple[str, str] | None) -> None:
    after = (ticket.queue_department, ticket.state)
    if before == after:
        return
    moves = [(after, 1)] if before is None else [(after, 1), (before, -1)]
    for queue, by in sorted(moves):  # always in the same order, so that two acts never wait for each other
        count_in_queue(session, *queue, by)
