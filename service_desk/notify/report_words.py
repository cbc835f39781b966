"""What the weekly report's templates need beside the report itself: the figures' names, the balance, the lists cut short."""

from __future__ import annotations

from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.milestones import MILESTONE_NAMES, MilestoneKey
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.notify.png import size
from service_desk.notify.rendering import share

LONGEST_LIST = 10
"""Rows of a list in a letter; the rest stands on the page it links to."""
TOP_TYPES = 5

FIRST_OF_ZONE = (Figure.NEW, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE)
FIRST_OF_DEPARTMENT = (Figure.RECEIVED, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE)
_TRANSFERS = (Figure.MOVED_IN, Figure.MOVED_OUT)
REVIEW = Bilingual("挂账复核", "Review of the hold")


def report_words(report: WeeklyReport) -> dict[str, Any]:
    """Return the facts a report's templates are filled in with."""
    return {
        "report": report,
        "F": Figure,
        "names": FIGURE_NAMES,
        "category_names": CATEGORY_NAMES,
        "source_names": {source.value: name for source, name in SOURCE_NAMES.items() if source in Source},
        "first": FIRST_OF_ZONE if report.is_zone else FIRST_OF_DEPARTMENT,
        "balance": balance(report),
        "longest": LONGEST_LIST,
        "top_types": report.types[:TOP_TYPES],
        "milestone_name": milestone_name,
        "picture_size": size,
        "share": share,
    }


def balance(report: WeeklyReport) -> list[tuple[str, Figure]]:
    """Return the sum that leads from the opening to the closing balance: sign and figure, the unmoved ones left out."""
    signed = [("+", Figure(flow.value)) for flow in INFLOWS] + [
        ("−", Figure(flow.value)) for flow in OUTFLOWS
    ]
    always = (Figure.NEW, Figure.STRUCK_OFF) if report.is_zone else _TRANSFERS
    moved = [(sign, figure) for sign, figure in signed if report.count(figure) or figure in always]
    return [("", Figure.OPENING), *moved, ("=", Figure.CLOSING)]


def milestone_name(key: MilestoneKey | None) -> Bilingual:
    """Return what falls due: a milestone, or the review of a hold."""
    return MILESTONE_NAMES[key] if key is not None else REVIEW
