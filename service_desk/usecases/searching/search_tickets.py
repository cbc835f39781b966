"""Search tickets: those a person may read, found by words, narrowed by conditions, each with the place of the hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.milestones import Lamp
from service_desk.domain.roles import DEPARTMENT_ROLES, Role
from service_desk.domain.searching import SHORTEST, Query, compared, snippet
from service_desk.domain.searching.matching import Snippet
from service_desk.domain.states import State
from service_desk.domain.zone_time import end_of_day, local_date, start_of_day
from service_desk.persistence.database import Session
from service_desk.persistence.event_log import histories
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.search_lines import TicketLine
from service_desk.persistence.searching import PAGE, Wanted, found_page
from service_desk.usecases.acting.findable import Findable, Place, own_texts, told_texts
from service_desk.usecases.acting.published_forms import Forms
from service_desk.usecases.acting.rules import catalogue_in_force


@dataclass(frozen=True)
class Hit:
    """One ticket found; where the first word stands, None where only what is spelt or hidden matched."""

    ticket: TicketLine
    place: Place | None
    snippet: Snippet | None


@dataclass(frozen=True)
class Found:
    """One page of hits, how many there are (no further than 1000), and the id before which the next page begins."""

    hits: Sequence[Hit]
    total: int
    older: int | None


def search_tickets(
    session: Session, query: Query, actor: Actor, now: datetime, before: int | None = None
) -> Found:
    """Return what a person finds: only what he may read, in the list and in the count alike."""
    wanted = _wanted(query, actor, now)
    tickets, total = found_page(session, wanted, before)
    shown, more = tickets[:PAGE], len(tickets) > PAGE
    hits = (
        _hits(session, shown, query.words[0])
        if query.words
        else [Hit(ticket, None, None) for ticket in shown]
    )
    return Found(hits, total, shown[-1].id if more else None)


def _hits(session: Session, tickets: Sequence[TicketLine], word: str) -> list[Hit]:
    """Return where a word stands in each ticket; histories are read of those alone whose own texts do not hold it."""
    forms = Forms(session)
    hits = [_hit(ticket, own_texts(forms, ticket), word) for ticket in tickets]
    elsewhere = [hit.ticket.id for hit in hits if hit.snippet is None]
    if not elsewhere:
        return hits
    stories, catalogue = histories(session, elsewhere), catalogue_in_force(session)
    return [
        hit if hit.snippet else _hit(hit.ticket, told_texts(stories.get(hit.ticket.id, ()), catalogue), word)
        for hit in hits
    ]


def _hit(ticket: TicketLine, texts: Iterable[Findable], word: str) -> Hit:
    found = ((each.place, snippet(each.text, word)) for each in texts)
    return Hit(ticket, *next(((place, hit) for place, hit in found if hit), (None, None)))


def _wanted(query: Query, actor: Actor, now: datetime) -> Wanted:
    reads_all = bool(actor.roles - DEPARTMENT_ROLES)
    firm = compared(query.enterprise or "")  # a name that begins so stands among the texts
    return Wanted(
        words=(*query.words, firm) if len(firm) >= SHORTEST else query.words,
        unwanted=query.unwanted,
        narrowed=_narrowed(query, actor, now),
        in_contacts=actor.has_role(Role.DISPATCHER, Role.CALLBACK),
        department=None if reads_all else actor.department or "",
    )


def _narrowed(query: Query, actor: Actor, now: datetime) -> QueueFilter:
    due = None
    if query.due_within is not None:
        due = end_of_day(local_date(now) + timedelta(days=query.due_within)) + timedelta(microseconds=1)
    if query.is_overdue:
        due = now
    return QueueFilter(
        states=(State(query.state),) if query.state else (),
        category=query.category, request_type=query.request_type, park=query.park, source=query.source,
        level=query.level, urgency=query.urgency, enterprise=query.enterprise, lead=query.department,
        owner_id=actor.user_id if query.is_mine else query.owner, due_before=due, tags=query.tags,
        co_department=query.helper, is_supervised=query.is_supervised, is_open=bool(query.lamp or query.helper),
        lamp=(Lamp(query.lamp), now) if query.lamp else None,
        submitted_from=start_of_day(query.submitted_from) if query.submitted_from else None,
        submitted_before=start_of_day(query.submitted_to + timedelta(days=1)) if query.submitted_to else None,
    )  # fmt: skip
