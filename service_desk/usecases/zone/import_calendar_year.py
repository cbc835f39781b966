"""Import a year's days off and make-up days: first a preview of what would change, then the import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import CalendarYear, parse_calendar_year
from service_desk.persistence.database import Session
from service_desk.usecases.zone.calendar_change import (
    CalendarChange,
    DayChange,
    calendar_version,
    differences,
    put_in_force,
    year_in_force,
)
from service_desk.usecases.zone.entitlement import demand_administrator

Format = Literal["json", "csv"]


@dataclass(frozen=True)
class YearPreview:
    """What an import would do to a year: how many days it lists, which differ from those in force, what looks odd.

    `is_new` tells that the year had no arrangement; `version` is that of the arrangement it was compared with.
    """

    year: CalendarYear
    is_new: bool
    days: tuple[DayChange, ...]
    doubts: tuple[Bilingual, ...]
    version: int


def format_of(text: str) -> Format:
    """Return the format a pasted text is in: JSON begins with a bracket, anything else is taken for CSV."""
    return "json" if text.removeprefix("\ufeff").lstrip()[:1] in ("{", "[") else "csv"


def preview_year(session: Session, text: str, year: int | None) -> YearPreview:
    """Read a year and compare it with the one in force; stores nothing. Raises CalendarImportError."""
    wanted = parse_calendar_year(text, format_of(text), year)
    present = year_in_force(session, wanted.year)
    return YearPreview(
        year=wanted,
        is_new=present is None,
        days=differences(present, wanted),
        doubts=wanted.doubts(),
        version=calendar_version(session, wanted.year),
    )


def import_calendar_year(
    text: str, year: int | None, *, by: Actor, now: datetime, seen_version: int | None = None
) -> CalendarChange:
    """Put an imported year into force and return what changed.

    Raises NotEntitled, CalendarImportError with every problem by line, and Stale when the year was changed after the
    version that the preview compared it with.
    """
    demand_administrator(by)
    wanted = parse_calendar_year(text, format_of(text), year)
    return put_in_force(wanted, "imported", by=by, now=now, seen_version=seen_version)
