"""What part of the zone a report is about, and the lists behind its figures: a figure, or several that make one whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Category
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure


@dataclass(frozen=True)
class Scope:
    """One department, park, category and request type, or (None) all of them; any combination."""

    department: str | None = None
    park: str | None = None
    category: Category | None = None
    request_type: str | None = None

    @property
    def is_zone(self) -> bool:
        """Tell whether no department is singled out: then a change of hands is no flow, and new is what was submitted."""
        return self.department is None

    @property
    def fresh(self) -> Figure:
        """The figure that counts as new: submitted, for a department given to it."""
        return Figure.NEW if self.is_zone else Figure.RECEIVED


WHOLE_ZONE = Scope()

WHOLES: dict[str, tuple[Figure, ...]] = {
    "contact_due": (Figure.RESPONDED, Figure.NOT_RESPONDED),
    "answered": (Figure.SOLVED, Figure.NOT_SOLVED),
    "rated": (Figure.SATISFIED, Figure.DISSATISFIED),
    "to_finish": (Figure.FINISHED, Figure.IN_HAND),
}
"""The denominators that are no figure of their own, by the name of their list."""

WHOLE_NAMES: dict[str, Bilingual] = {
    "contact_due": Bilingual("应响应", "Contact due"),
    "answered": Bilingual("回访有效", "Valid callbacks"),
    "rated": Bilingual("有效评价", "Ratings received"),
    "to_finish": Bilingual("办结与部门在办", "Finished and with departments"),
}

LISTED = tuple(figure for figure in Figure if figure is not Figure.DUE_NEXT)
"""Figures a period has; what falls due next is a matter of the weekly report."""


@dataclass(frozen=True)
class Age:
    """How long a ticket has been open, in whole days since its submission: from `low` on, below `high` (None: no end)."""

    name: str
    low: int
    high: int | None

    @property
    def words(self) -> Bilingual:
        """3天以内, 3—7天, 90天以上."""
        if self.high is None:
            return Bilingual(f"{self.low}天以上", f"{self.low} days and more")
        if self.low == 0:
            return Bilingual(f"{self.high}天以内", f"under {self.high} days")
        return Bilingual(f"{self.low}—{self.high}天", f"{self.low} to {self.high} days")

    @property
    def younger_than(self) -> timedelta | None:
        """The age at which a ticket leaves the group."""
        return timedelta(days=self.high) if self.high is not None else None

    @property
    def at_least(self) -> timedelta:
        """The age at which a ticket enters the group."""
        return timedelta(days=self.low)


AGES = (Age("0-3", 0, 3), Age("3-7", 3, 7), Age("7-30", 7, 30), Age("30-90", 30, 90), Age("90", 90, None))


def figures_of_list(name: str) -> tuple[Figure, ...]:
    """Return the figures a list is made of; raises ValueError for a name there is not."""
    if name in WHOLES:
        return WHOLES[name]
    figure = Figure(name)
    if figure not in LISTED:
        raise ValueError(name)
    return (figure,)


def name_of_list(name: str) -> Bilingual:
    """Return the name of a list."""
    return WHOLE_NAMES[name] if name in WHOLES else FIGURE_NAMES[Figure(name)]
