"""Read public notices: all that run, one with its story, those that fit what somebody is about to file or has filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service_desk.domain.knowledge.area_notices import NoticeState, fits
from service_desk.domain.knowledge.likeness import alike
from service_desk.persistence.area_notices import (
    ended_notices,
    followed_with,
    latest_updates,
    notice_by_id,
    open_notices,
    updates_of,
)
from service_desk.persistence.database import Session
from service_desk.persistence.tables import AreaNotice, AreaUpdate, Ticket

SHOWN = 2


@dataclass(frozen=True)
class NoticeView:
    """A notice with what stands under it now."""

    notice: AreaNotice
    latest: AreaUpdate

    @property
    def is_open(self) -> bool:
        """Tell whether it still runs."""
        return self.notice.state == NoticeState.OPEN.value


def running_notices(session: Session) -> list[NoticeView]:
    """Return the notices that run, the newest first."""
    return _views(session, open_notices(session))


def past_notices(session: Session) -> list[NoticeView]:
    """Return the latest notices that are over."""
    return _views(session, ended_notices(session))


def read_notice(session: Session, notice_id: int) -> tuple[NoticeView, Sequence[AreaUpdate]] | None:
    """Return a notice with everything told under it, the latest first."""
    notice = notice_by_id(session, notice_id)
    if notice is None:
        return None
    updates = updates_of(session, notice.id)
    return NoticeView(notice, updates[0]), updates


def fitting_notices(
    session: Session, text: str, *, park: str | None, request_type: str | None, shown: int = SHOWN
) -> list[NoticeView]:
    """Return the notices that concern a request, the likest first."""
    found = []
    for view in running_notices(session):
        notice = view.notice
        shared = alike(text, f"{notice.title} {view.latest.words}")
        if fits(notice.park, notice.request_type, park, request_type, shared):
            found.append((shared, view))
    found.sort(key=lambda each: (-each[0], -each[1].notice.id))
    return [view for _shared, view in found[:shown]]


def notices_for_ticket(session: Session, ticket: Ticket) -> list[tuple[NoticeView, bool]]:
    """Return the notices a ticket may belong under, each with whether its enterprise follows it; those followed first."""
    followed = {notice.id: notice for notice in followed_with(session, ticket.ticket_no)}
    mine = _views(session, [notice for notice in followed.values() if notice.state == NoticeState.OPEN.value])
    text = f"{ticket.title} {ticket.body}"
    near = fitting_notices(session, text, park=ticket.park, request_type=ticket.request_type)
    others = [view for view in near if view.notice.id not in followed]
    found = [*((view, True) for view in mine), *((view, False) for view in others)]
    return [
        (view, follows)
        for view, follows in found
        if view.notice.ticket_no not in (ticket.ticket_no, ticket.parent_no)
    ]


def _views(session: Session, notices: Sequence[AreaNotice]) -> list[NoticeView]:
    latest = latest_updates(session, [notice.id for notice in notices])
    return [NoticeView(notice, latest[notice.id]) for notice in notices if notice.id in latest]
