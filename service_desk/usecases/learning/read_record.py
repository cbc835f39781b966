"""Read how good the suggestions were: the last decided tickets, their figures, and which tickets stand behind one of them."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.catalogue import Category
from service_desk.domain.track_record import Decided, TrackRecord, as_decided, band_of, track_record
from service_desk.persistence.database import Session
from service_desk.persistence.decided import last_decided

LAST = (100, 500, 2000)
"""Of how many decided tickets the figures may be read."""


@dataclass(frozen=True)
class Behind:
    """Which tickets stand behind a figure: those that fit everything that is given."""

    said: Category | None = None
    category: Category | None = None
    said_type: str | None = None
    request_type: str | None = None
    band: float | None = None
    is_right: bool | None = None
    lesson: int | None = None

    def fits(self, one: Decided) -> bool:
        """Tell whether a ticket stands behind the figure."""
        wanted = (
            (self.said, one.said_category),
            (self.category, one.category),
            (self.said_type, one.said_type),
            (self.request_type, one.request_type),
            (self.band, band_of(one.confidence)),
            (self.is_right, one.is_right),
        )
        if any(asked is not None and asked != found for asked, found in wanted):
            return False
        return self.lesson is None or self.lesson in one.lessons


def read_record(session: Session, last: int) -> TrackRecord:
    """Return the figures of the last so many decided tickets."""
    return track_record([one for one, _ in _decided(session, last)])


def tickets_behind(session: Session, last: int, behind: Behind) -> list[tuple[Decided, str]]:
    """Return the tickets behind a figure, newest first, each with its title."""
    return [(one, title) for one, title in _decided(session, last) if behind.fits(one)]


def _decided(session: Session, last: int) -> list[tuple[Decided, str]]:
    rows = last_decided(session, last)
    read = (
        (as_decided(row.ticket_no, row.category, row.request_type, row.suggestion), row.title) for row in rows
    )
    return [(one, title) for one, title in read if one is not None]
