"""What a ticket counts for, as rows with the cut-offs they hold for, and how a period is added up from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.reporting.ledger import Figure

STANDING = (Figure.CLOSING, Figure.IN_HAND, Figure.HELD, Figure.OVERDUE)
"""Figures of what stands at the cut-off; all others happened within the period."""


@dataclass(frozen=True)
class Entry:
    """One thing that counts: for which figure and department, when it happened (or began, of what stands; `ended` then).

    `days` are the working days from acceptance to the result, of what was finished; `seq` is the event behind it.
    """

    figure: Figure
    department: str
    at: datetime
    ended: datetime | None = None
    days: int | None = None
    seq: int = 0


@dataclass(frozen=True)
class Fact:
    """An entry with the subject it is counted under, and the cut-offs it holds for: after `since`, up to `until`.

    A period from b to e counts what happened at b <= at < e as far as it holds for e.
    """

    entry: Entry
    category: str
    request_type: str
    since: datetime
    until: datetime | None = None


Key = tuple[Entry, str, str]
"""An entry with the category and the request type it is counted under."""


def figures_at(facts: Sequence[Fact], begin: datetime, cut_off: datetime) -> Mapping[Figure, list[Fact]]:
    """Return the facts behind each figure of a period: the rule by which the database is asked as well."""
    found: dict[Figure, list[Fact]] = {figure: [] for figure in Figure}
    for fact in facts:
        if not (fact.since < cut_off and (fact.until is None or fact.until >= cut_off)):
            continue
        entry = fact.entry
        if (
            entry.figure is Figure.CLOSING
            and entry.at < begin
            and (entry.ended is None or entry.ended >= begin)
        ):
            found[Figure.OPENING].append(fact)
        if entry.figure in STANDING:
            if entry.ended is None:
                found[entry.figure].append(fact)
        elif begin <= entry.at < cut_off:
            found[entry.figure].append(fact)
    return found
