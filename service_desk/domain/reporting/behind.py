"""The list behind a number of a frozen week: of a figure, or of several that make one whole, narrowed to a part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import TicketLine
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.scope import WHOLES


@dataclass(frozen=True)
class Part:
    """What a list is narrowed to, as codes and names stand in the report; None: not narrowed by it."""

    category: str | None = None
    request_type: str | None = None
    park: str | None = None
    source: str | None = None

    def holds(self, line: TicketLine) -> bool:
        """Tell whether a ticket belongs to the part."""
        return all(
            wanted is None or wanted == found
            for wanted, found in (
                (self.category, line.category.value),
                (self.request_type, line.request_type),
                (self.park, line.park),
                (self.source, line.source),
            )
        )


WHOLE = Part()


def figures_behind(name: str) -> tuple[Figure, ...]:
    """Return the figures a list of the week is made of; raises ValueError for a name there is not."""
    return WHOLES[name] if name in WHOLES else (Figure(name),)


def numbers_behind(report: WeeklyReport, name: str, part: Part = WHOLE) -> tuple[str, ...]:
    """Return the ticket numbers behind a number; raises ValueError for a list there is not.

    A ticket that moved twice stands twice behind a figure. The tables count tickets: in a part it stands once.
    """
    found = tuple(
        number
        for figure in figures_behind(name)
        for number in report.lists.get(figure, ())
        if part.holds(report.tickets[number])
    )
    return found if part == WHOLE else tuple(dict.fromkeys(found))


def by_firm(report: WeeklyReport, numbers: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Return the enterprises behind some tickets, each with its tickets, those that asked most first.

    A report frozen before it told enterprises apart has only the names they went by.
    """
    found: dict[int | str, list[str]] = defaultdict(list)
    for number in dict.fromkeys(numbers):
        line = report.tickets[number]
        found[line.enterprise if line.firm is None else line.firm].append(number)
    groups = sorted(found.values(), key=lambda ones: (-len(ones), ones[0]))
    return [(report.tickets[ones[-1]].enterprise, ones) for ones in groups]


def knows_firms(report: WeeklyReport, numbers: tuple[str, ...]) -> bool:
    """Tell whether the report was frozen with what tells these tickets' enterprises apart, beside their names."""
    return all(report.tickets[number].firm is not None for number in numbers)
