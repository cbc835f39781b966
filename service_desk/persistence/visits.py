"""Campaigns and visits: find one, lock one, a page of them by keyset, what each campaign has brought in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.states import OPEN_STATES
from service_desk.persistence.tables import Campaign, Ticket, Visit, VisitRequest
from service_desk.persistence.tables.visits import OWING, SILENT

PAGE = 25
COUNTED = 5_000
"""So many of a campaign's latest requests are sorted into the four categories."""

DUE_LIMIT = 1_000
"""Due follow-ups are counted no further than this and shown as "999+" (house law 11)."""


class VisitView(StrEnum):
    """Which visits of a campaign are listed."""

    ALL = "all"
    SILENT = "silent"
    UNDELIVERED = "undelivered"
    DUE = "due"


@dataclass(frozen=True)
class VisitPlace:
    """Where a page of visits goes on: behind this visit; `day` counts where the list is in the order of due days."""

    visit_id: int
    day: date | None = None


@dataclass(frozen=True)
class VisitPage:
    """One page of visits, and where the next one goes on."""

    visits: Sequence[Visit]
    next: VisitPlace | None


def campaign_by_id(session: Session, campaign_id: int) -> Campaign | None:
    """Return a campaign to look at, or None."""
    return session.get(Campaign, campaign_id)


def lock_campaign(session: Session, campaign_id: int) -> Campaign | None:
    """Return a campaign whose counts an act changes, locked until the transaction ends, or None."""
    query = sa.select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def campaigns(session: Session, *, is_over: bool, before: VisitPlace | None = None) -> list[Campaign]:
    """Return a page of campaigns and one more, the latest first."""
    query = sa.select(Campaign).where(Campaign.is_over.is_(is_over))
    if before is not None and before.day is not None:
        here = sa.tuple_(Campaign.starts_on, Campaign.id)
        query = query.where(here < sa.tuple_(sa.literal(before.day, sa.Date), sa.literal(before.visit_id)))
    order = (Campaign.starts_on.desc(), Campaign.id.desc())
    return list(session.scalars(query.order_by(*order).limit(PAGE + 1)))


def visit_by_number(session: Session, visit_no: str) -> Visit | None:
    """Return a visit to look at, or None."""
    return session.scalar(sa.select(Visit).where(Visit.visit_no == visit_no))


def lock_visit(session: Session, visit_no: str) -> Visit | None:
    """Return a visit to change, locked until the transaction ends, or None."""
    query = sa.select(Visit).where(Visit.visit_no == visit_no).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def visit_of_ticket(session: Session, ticket_id: int) -> Visit | None:
    """Return the visit that brought a ticket back, to look at, or None."""
    query = sa.select(Visit).join(VisitRequest, VisitRequest.visit_id == Visit.id)
    return session.scalar(query.where(VisitRequest.ticket_id == ticket_id))


def visit_by_key(session: Session, key: str) -> Visit | None:
    """Return the visit that was already made of what was sent under this key."""
    return session.scalar(sa.select(Visit).where(Visit.submission_key == key))


def was_visited(session: Session, campaign_id: int, enterprise_id: int) -> bool:
    """Tell whether a campaign has a visit to this enterprise already."""
    same = (Visit.enterprise_id == enterprise_id, Visit.campaign_id == campaign_id)
    return session.scalar(sa.select(Visit.id).where(*same).limit(1)) is not None


def visit_page(
    session: Session,
    campaign_id: int | None = None,
    view: VisitView = VisitView.ALL,
    after: VisitPlace | None = None,
    *,
    today: date | None = None,
) -> VisitPage:
    """Return a page of visits, of one campaign or of all; the latest first, due follow-ups by their day."""
    found = list(session.scalars(page_query(campaign_id, view, after, today=today)))
    more, found = len(found) > PAGE, found[:PAGE]
    if not more:
        return VisitPage(found, None)
    last = found[-1]
    return VisitPage(found, VisitPlace(last.id, last.follow_up_on if view is VisitView.DUE else None))


def page_query(
    campaign_id: int | None, view: VisitView, after: VisitPlace | None = None, *, today: date | None = None
) -> sa.Select[Visit]:
    """Return the statement that reads a page and one row more, in the order of an index."""
    query = sa.select(Visit)
    if campaign_id is not None:
        query = query.where(Visit.campaign_id == campaign_id)
    if view is VisitView.DUE:
        query = query.where(Visit.follow_up_on.is_not(None))
        if today is not None:
            query = query.where(Visit.follow_up_on <= today)
        if after is not None and after.day is not None:
            here = sa.tuple_(Visit.follow_up_on, Visit.id)
            query = query.where(here > sa.tuple_(sa.literal(after.day, sa.Date), sa.literal(after.visit_id)))
        return query.order_by(Visit.follow_up_on, Visit.id).limit(PAGE + 1)
    if view is VisitView.SILENT:
        query = query.where(sa.text(SILENT))
    elif view is VisitView.UNDELIVERED:
        query = query.where(sa.text(OWING))
    if after is not None:
        query = query.where(Visit.id < after.visit_id)
    return query.order_by(Visit.id.desc()).limit(PAGE + 1)


def due_follow_ups(session: Session, campaign_id: int, today: date) -> int:
    """Return how many follow-ups of a campaign are due, counting no further than DUE_LIMIT."""
    due = (Visit.campaign_id == campaign_id, Visit.follow_up_on.is_not(None), Visit.follow_up_on <= today)
    rows = sa.select(Visit.id).where(*due).limit(DUE_LIMIT).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0


def category_counts(session: Session, campaign_id: int) -> Mapping[str, int]:
    """Return how many of a campaign's latest requests stand in each of the four categories now."""
    latest = (
        sa.select(VisitRequest.ticket_id)
        .where(VisitRequest.campaign_id == campaign_id)
        .order_by(VisitRequest.ticket_id.desc())
        .limit(COUNTED)
        .subquery()
    )
    query = sa.select(Ticket.category, sa.func.count()).join(latest, latest.c.ticket_id == Ticket.id)
    return {category: int(n) for category, n in session.execute(query.group_by(Ticket.category))}


def requests_of(session: Session, visit_id: int) -> list[tuple[VisitRequest, Ticket]]:
    """Return the requests of a visit with their tickets, in the order in which they were written down."""
    query = sa.select(VisitRequest, Ticket).join(Ticket, Ticket.id == VisitRequest.ticket_id)
    rows = session.execute(query.where(VisitRequest.visit_id == visit_id).order_by(VisitRequest.no))
    return [(row[0], row[1]) for row in rows]


def visits_of_campaign(session: Session, campaign_id: int, at_most: int) -> Iterator[Visit]:
    """Yield a campaign's visits in the order in which they were recorded, some hundreds in memory at a time."""
    query = sa.select(Visit).where(Visit.campaign_id == campaign_id).order_by(Visit.id).limit(at_most)
    for visit in session.scalars(query.execution_options(yield_per=500)):
        yield visit
        session.expunge(visit)


def requests_of_campaign(
    session: Session, campaign_id: int, at_most: int
) -> Iterator[tuple[Visit, Ticket, bool]]:
    """Yield a campaign's requests: the visit, the ticket, whether it was solved on the spot."""
    query = (
        sa.select(Visit, Ticket, VisitRequest.is_on_site)
        .join(VisitRequest, VisitRequest.visit_id == Visit.id)
        .join(Ticket, Ticket.id == VisitRequest.ticket_id)
        .where(VisitRequest.campaign_id == campaign_id)
        .order_by(VisitRequest.ticket_id)
        .limit(at_most)
    )
    for row in session.execute(query.execution_options(yield_per=500)):
        yield row[0], row[1], row[2]


def same_requests(session: Session, enterprise_id: int, request_type: str, limit: int = 3) -> list[Ticket]:
    """Return the latest open tickets of an enterprise about the same kind of matter."""
    query = sa.select(Ticket).where(
        Ticket.enterprise_id == enterprise_id,
        Ticket.request_type == request_type,
        Ticket.state.in_([state.value for state in OPEN_STATES]),
    )
    return list(session.scalars(query.order_by(Ticket.id.desc()).limit(limit)))
