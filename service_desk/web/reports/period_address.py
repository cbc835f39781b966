"""The address of a period's report: period, part of the zone and list, written into it and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import url_for

from service_desk.domain.catalogue import Catalogue, Category
from service_desk.domain.reporting.scope import AGES, WHOLE_ZONE, Age, Scope
from service_desk.domain.reporting.span import Span, SpanKind
from service_desk.persistence.period_lists import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 60


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a period and a part of the zone; `as_of` fixes the cut-off of a period under way."""

    span: Span
    scope: Scope = WHOLE_ZONE
    as_of: datetime | None = None

    def arguments(self) -> dict[str, Any]:
        """Return the address's arguments."""
        scope = self.scope
        found = {
            "period": str(self.span),
            "department": scope.department,
            "park": scope.park,
            "category": scope.category.value if scope.category else None,
            "type": scope.request_type,
            "at": str((self.as_of - _EPOCH) // _MICROSECOND) if self.as_of else None,
        }
        return {name: value for name, value in found.items() if value}

    def page(self, **more: Any) -> str:
        """Return the address of the report."""
        return url_for("reports.period", **replace(self, as_of=None).arguments(), **more)

    def whole(self) -> str:
        """Return the address of the report's longest tables, whole."""
        return url_for("reports.period_whole", **self.arguments())

    def list(self, name: str, **more: Any) -> str:
        """Return the address of the list behind a figure."""
        return url_for("reports.period_list", name=name, **self.arguments(), **more)

    def file(self, ending: str) -> str:
        """Return the address of the report as a file."""
        return url_for("reports.period_file", ending=ending, **self.arguments())

    def cut_off(self, now: datetime) -> datetime:
        """Return the moment up to which is counted: the end of the period; under way `as_of`, or now."""
        latest = min(self.as_of or now, now, self.span.ends)
        return max(latest, self.span.begins)


def read_wanted(args: Mapping[str, str], today: date, catalogue: Catalogue) -> Wanted:
    """Return what an address asks for; without a period this month. Raises ValueError for a period there is not."""
    return Wanted(_span(args, today), _scope(args, catalogue), _moment(args.get("at", "")))


def read_age(args: Mapping[str, str]) -> Age | None:
    """Return the age a list is narrowed to."""
    return next((age for age in AGES if age.name == args.get("age")), None)


def write_place(place: Place) -> str:
    """Return where a page begins as one word."""
    return f"{(place.at - _EPOCH) // _MICROSECOND}.{place.ticket_id}.{place.no}"


def read_place(word: str) -> Place | None:
    """Return the place a word names; anything else is the beginning."""
    try:
        moment, ticket_id, number = (int(part) for part in word[:_LONGEST].split("."))
        at = _EPOCH + timedelta(microseconds=moment)
    except (ValueError, OverflowError):
        return None
    fits = 0 < ticket_id < 2**31 and 0 <= number < 2**31
    return Place(at, ticket_id, number) if fits else None


def _span(args: Mapping[str, str], today: date) -> Span:
    written = args.get("period", "").strip()[:_LONGEST]
    first, last = (args.get(name, "").strip()[:_LONGEST] for name in ("from", "until"))
    if written == SpanKind.DAYS.value or (not written and (first or last)):
        return Span.of_days(date.fromisoformat(first), date.fromisoformat(last))
    if written:
        return Span.parse(written)
    return Span.around(SpanKind.MONTH, today)


def _scope(args: Mapping[str, str], catalogue: Catalogue) -> Scope:
    """Return the part of the zone; what cannot be meant is left out."""
    department, kind = args.get("department"), args.get("type")
    park = args.get("park", "").replace("\x00", "").strip()[:_LONGEST]
    category = args.get("category")
    return Scope(
        department=department if department in catalogue.departments else None,
        park=park or None,
        category=Category(category) if category in set(Category) else None,
        request_type=kind if kind in catalogue.request_types else None,
    )


def _moment(written: str) -> datetime | None:
    if not (written.isascii() and written.isdecimal() and len(written) < 18):
        return None
    return _EPOCH + timedelta(microseconds=int(written))
