"""All figures of a report for each department, category, request type or park in it: the tables its files have more than its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.period_report import PeriodReport
from service_desk.domain.reporting.scope import LISTED
from service_desk.persistence.adding_up import Asked, added_up
from service_desk.persistence.database import Session

PARTS = ("department", "category", "request_type", "park")
"""What a report is parted by."""


@dataclass(frozen=True)
class Part:
    """One department, category, request type or park, by its code, with its figures."""

    code: str
    counts: Mapping[Figure, int]


def parts_of(session: Session, report: PeriodReport, by: str) -> list[Part]:
    """Return what of a report belongs to each part, the most new requests first; parts without any figure are left out.

    A park's code is empty for what happened in none.
    """
    found: dict[str, dict[Figure, int]] = {}
    asked = Asked(report.begin, report.cut_off, report.scope)
    for (figure, code), count in added_up(session, asked, LISTED, by).items():
        found.setdefault(code, dict.fromkeys(Figure, 0))[figure] += count
    fresh = report.scope.fresh
    order = sorted(found, key=lambda code: (-found[code][fresh], -found[code][Figure.CLOSING], code))
    return [Part(code, found[code]) for code in order]
