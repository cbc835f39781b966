"""The lives of a few requests of one firm: random wishes, judged by the rules, recorded and projected act by act."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from service_desk.demo.simulation.givens import Moment, given
from service_desk.demo.simulation.habits import is_left_alone, next_wish, pause
from service_desk.demo.simulation.people import somebody
from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.course import Course
from service_desk.domain.decisions import acting_role, decide
from service_desk.domain.events import GENESIS, Event, event_hash
from service_desk.domain.following import follow, take_step
from service_desk.domain.life.row import Transition
from service_desk.domain.refusals import Refusal
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.domain.roles import Role
from service_desk.domain.situation import Situation, situation
from service_desk.domain.states import State, is_open
from service_desk.domain.transitions import transitions_from
from service_desk.persistence.bulk import Stored, columns_of
from service_desk.persistence.event_log import event_row
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.projection import Queue, project, queues_of
from service_desk.usecases.acting.rules import Rules
from service_desk.usecases.acting.stored_clock import stored_milestones

RULES = Rules(load_catalogue(), load_calendar())
"""The packaged catalogue and calendar, without a zone's own choices."""

FIRM, FIRM_ID = "模拟企业", 1
"""The one enterprise that all requests are said to come from."""

_ON_SITE = 0.06
"""The share of requests that are recorded as solved during a visit."""

_WAYS_IN = {row.action: row for row in transitions_from(State.DRAFT)}

_POWER = 0.15
"""The share of requests that ask for power, so that switching it on has something to do."""


@dataclass
class Life:
    """One request: its row as the projection writes it, its sealed events, its course.

    `moves` is what its acts did to the counts of the queues, `refused` how often the rules said no.
    """

    ticket: Ticket
    events: list[Event] = field(default_factory=list)
    seals: list[str] = field(default_factory=list)
    course: Course = field(default_factory=Course)
    moves: Counter[Queue] = field(default_factory=Counter)
    refused: int = 0

    def stored(self) -> Stored:
        """Return the columns of its rows."""
        rows = zip(self.events, self.seals, strict=True)
        return Stored(
            columns_of(self.ticket),
            [columns_of(part) for part in self.ticket.co_tasks],
            [event_row(0, event, seal) for event, seal in rows],
        )

    @property
    def number(self) -> str:
        """The ticket's number."""
        return self.ticket.ticket_no


def live(filed: Sequence[tuple[str, datetime]], until: datetime, dice: Random) -> Iterator[Life]:
    """Live the requests of one firm in the order of time and yield the one something has happened to, after every act.

    `filed` are their numbers and the moments they are filed at; nothing happens after `until`.
    """
    lives = {number: Life(_row(number, at, dice)) for number, at in filed}
    waiting = [(at, number) for number, at in filed]
    heapq.heapify(waiting)
    while waiting:
        now, number = heapq.heappop(waiting)
        life = lives[number]
        if now >= until or (life.events and is_left_alone(life.course, dice)):
            continue
        if _look(life, lives, now, dice):
            yield life
        heapq.heappush(waiting, (now + pause(life.course.state, dice), number))


def _look(life: Life, lives: dict[str, Life], now: datetime, dice: Random) -> bool:
    """Let somebody act on a ticket, if the rules permit what comes to mind; tell whether something happened."""
    if not life.events:
        action = Action.RECORD_ON_SITE if dice.random() < _ON_SITE else Action.SUBMIT
        row = _WAYS_IN[action]
    else:
        row = next_wish(life.course.state, dice)
    role = dice.choice(sorted(row.roles))
    actor = somebody(role, life.number, life.course, dice, is_co_handler=row.co_only)
    if actor is None:
        return False
    data = given(row.action, Moment(life.course, actor, now, dice, _other(life, lives)))
    if data is None:
        return False
    before = _situation(life, lives)
    try:
        decide(before, row.action, actor, now)
    except Refusal:
        life.refused += 1
        return False
    _record(life, row, before, actor, now, data, is_public=dice.random() < 0.7)
    return True


def _situation(life: Life, lives: dict[str, Life]) -> Situation:
    if not life.events:
        return Situation("", State.DRAFT)
    policy = RULES.policy(life.ticket.policy)
    children = sum(
        each.ticket.parent_no == life.number and is_open(each.course.state) for each in lives.values()
    )
    return situation(
        life.number, life.course, stored_milestones(life.ticket), RULES.calendar,
        extension_notice=policy.extension_notice, only_satisfied_closes=policy.needs_satisfied,
        open_children=children, is_power_supply=life.ticket.form == "power",
    )  # fmt: skip


def _other(life: Life, lives: dict[str, Life]) -> str | None:
    """Return another open request of the firm that is under no umbrella."""
    free = (
        each.number
        for each in lives.values()
        if each is not life and each.events and is_open(each.course.state) and each.ticket.parent_no is None
    )
    return next(free, None)


def _record(
    life: Life, row: Transition, before: Situation, actor: Actor, now: datetime, data: dict[str, object],
    *, is_public: bool,
) -> None:  # fmt: skip
    """Record an act as the one way to act does, with the course brought forward instead of read from the beginning."""
    event = Event(
        seq=len(life.events) + 1,
        at=now,
        action=row.action,
        source=row.source,
        target=row.target or before.goes_back_to(row.action) or row.source,
        actor_id=actor.user_id,
        actor_name=actor.name,
        actor_role=acting_role(row, before, actor) or Role.SYSTEM,
        actor_department=actor.department,
        is_public=is_public if row.is_public is None else row.is_public,
        data=data,
    )
    if row.action is Action.UNDO:
        life.course = follow((*life.events, event))
    else:
        take_step(life.course, event)
    event = replace(event, department=life.course.lead)
    seal = event_hash(life.number, event, life.ticket.last_hash)
    life.events.append(event)
    life.seals.append(seal)
    ticket, queues = life.ticket, queues_of(life.ticket) if before.ticket_no else frozenset()
    ticket.last_seq, ticket.last_hash, ticket.last_event_at, ticket.version = event.seq, seal, now, event.seq
    project(ticket, life.course, RULES)
    life.moves.update(queues_of(ticket) - queues)
    life.moves.subtract(queues - queues_of(ticket))


def _row(number: str, at: datetime, dice: Random) -> Ticket:
    kind = dice.choice(list(RULES.catalogue.request_types.values()))
    return Ticket(
        ticket_no=number, query_code="SIMULATE", version=0, state=State.DRAFT.value, clock="not_started",
        source=Source.WEB.value, kind=dice.choice(list(Kind)).value, language="zh",
        category=kind.category.value, request_type=kind.code, level=kind.level.value,
        urgency=int(dice.choice(list(Urgency))), policy=RULES.policy_choice.policy_for(kind.code).reference,
        suggestion={}, title="模拟诉求", body="模拟诉求", form="power" if dice.random() < _POWER else "general",
        form_data={}, date_precision="exact", is_publishable=False, enterprise_id=FIRM_ID, enterprise_name=FIRM,
        queue_department=RULES.catalogue.coordinator, responsible_department=RULES.catalogue.coordinator,
        milestones=[], rank_at=at, submitted_at=at, last_event_at=at, last_seq=0, last_hash=GENESIS,
        redo_count=0, return_count=0, return_is_final=False,
    )  # fmt: skip
