"""What the page of a weekly report is filled in with beside the report: names, the balance, bars, the lists behind figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.states import STATE_NAMES
from service_desk.notify.rendering import share
from service_desk.notify.report_words import (
    FIRST_OF_DEPARTMENT,
    FIRST_OF_ZONE,
    TOP_TYPES,
    balance,
    milestone_name,
)
from service_desk.web.reports.report_notes import notes_of

OWN_TABLES = (Figure.OVERDUE, Figure.DUE_NEXT)
"""Figures whose list begins on the page; all lists have pages of their own."""

LONGEST_LIST = 10
"""Rows of a list on the report's page; the list itself is one click away."""

SAME = Bilingual("持平", "same")


@dataclass(frozen=True)
class Bar:
    """One category's pair of bars; widths in per cent of the longest."""

    category: Category
    new: int
    before: int
    width: float
    width_before: float


def view_of(report: WeeklyReport) -> dict[str, Any]:
    """Return the facts the template is filled in with."""
    return {
        "report": report,
        "F": Figure,
        "names": FIGURE_NAMES,
        "category_names": CATEGORY_NAMES,
        "state_names": STATE_NAMES,
        "source_names": {source.value: name for source, name in SOURCE_NAMES.items() if source in Source},
        "fresh": (Figure.NEW if report.is_zone else Figure.RECEIVED).value,
        "first": FIRST_OF_ZONE if report.is_zone else FIRST_OF_DEPARTMENT,
        "balance": balance(report),
        "top_types": report.types[:TOP_TYPES],
        "bars": bars_of(report),
        "listed": [figure for figure in Figure if figure not in OWN_TABLES],
        "longest": LONGEST_LIST,
        "milestone_name": milestone_name,
        "change_words": change_words,
        "share": share,
        "notes": notes_of(report),
    }


def bars_of(report: WeeklyReport) -> list[Bar]:
    """Return the bars of the four categories, this week's and the week before's on one scale."""
    most = max((max(line.new, line.new_before) for line in report.categories), default=0) or 1
    return [
        Bar(
            line.category,
            line.new,
            line.new_before,
            round(100 * line.new / most, 1),
            round(100 * line.new_before / most, 1),
        )
        for line in report.categories
    ]


def change_words(difference: int) -> Bilingual:
    """Return +3, −2, or the words for no change."""
    if not difference:
        return SAME
    text = f"+{difference}" if difference > 0 else f"−{-difference}"
    return Bilingual(text, text)
