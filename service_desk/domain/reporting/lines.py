"""The rows of the report's tables, as they are frozen: codes and numbers, names only where they may change later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Category
from service_desk.domain.milestones import MilestoneKey, MilestoneStatus
from service_desk.domain.parks import park_name
from service_desk.domain.rates import Rate
from service_desk.domain.states import State


@dataclass(frozen=True)
class TicketLine:
    """A ticket that stands on one of the lists, as it was at the cut-off.

    `source` is the code of its channel and `firm` tells enterprises apart; reports frozen before they were kept have None.
    """

    title: str
    enterprise: str
    park: str | None
    category: Category
    request_type: str
    department: str
    state: State
    source: str | None = None
    firm: int | None = None


@dataclass(frozen=True)
class CategoryLine:
    """One of the four categories: new tickets this week and the week before, open ones at the end."""

    category: Category
    new: int
    new_before: int
    open: int


@dataclass(frozen=True)
class TypeLine:
    """One request type with new tickets this week; `firms` counts different enterprises."""

    request_type: str
    new: int
    new_before: int
    firms: int


@dataclass(frozen=True)
class SourceLine:
    """How many of the new tickets came by one channel; `source` is its code."""

    source: str
    new: int


@dataclass(frozen=True)
class DepartmentLine:
    """One department's week; `open` is what it held at the end, `response` and `satisfied` as in the three rates."""

    code: str
    received: int
    finished: int
    on_time: Rate
    open: int
    overdue: int
    held: int
    returned: int
    redone: int
    response: Rate
    satisfied: Rate


@dataclass(frozen=True)
class HotSpot:
    """At least three enterprises with the same kind of request, or of the same park, within the week."""

    request_type: str | None
    park: str | None
    firms: int
    tickets: tuple[str, ...]

    def name(self, type_names: Mapping[str, Bilingual]) -> Bilingual:
        """Return what it is called: the request type or the park."""
        return type_names[self.request_type] if self.request_type else park_name(self.park)


@dataclass(frozen=True)
class LateLine:
    """An overdue ticket: with which milestone, since when, for how many days."""

    ticket_no: str
    milestone: MilestoneKey
    due: datetime
    days: int


@dataclass(frozen=True)
class DueLine:
    """A ticket with something due in the coming week; `milestone` None means the review of a hold."""

    ticket_no: str
    milestone: MilestoneKey | None
    due: datetime


@dataclass(frozen=True)
class StripNode:
    """One node of a ticket's 13710 strip as it stood at the cut-off."""

    digit: str
    name: Bilingual
    status: MilestoneStatus
    words: Bilingual
    when: Bilingual | None


@dataclass(frozen=True)
class Strip:
    """The 13710 strip of one pressing ticket."""

    ticket_no: str
    nodes: tuple[StripNode, ...]


@dataclass(frozen=True)
class RingFirst:
    """An enterprise the department should ring before all others, and why."""

    ticket_no: str
    reason: Bilingual
