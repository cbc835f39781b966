"""A ticket as the report is given it, and where it stands in its history at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from service_desk.domain.actions import Action
from service_desk.domain.catalogue import Catalogue, Category
from service_desk.domain.events import Event
from service_desk.domain.policy import Policy
from service_desk.domain.requests import Kind, Source, Urgency
from service_desk.domain.states import State, is_open


@dataclass(frozen=True)
class CaseFacts:
    """What a ticket's events do not say about it; `firm` tells enterprises apart, `enterprise` is the name shown."""

    ticket_no: str
    title: str
    enterprise: str
    firm: int
    park: str | None
    kind: Kind
    source: Source
    request_type: str
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True)
class Case:
    """A ticket: its facts, the policy it was accepted under and its whole history, oldest event first."""

    facts: CaseFacts
    policy: Policy
    events: Sequence[Event]

    def until(self, moment: datetime) -> tuple[Event, ...]:
        """Return the history as it was just before a moment.

        It is a beginning of the log: should two machines' clocks disagree, no event is seen without those before it.
        """
        return tuple(takewhile(lambda event: event.at < moment, self.events))


@dataclass(frozen=True)
class Position:
    """Where a ticket stood: its state and the department in whose hands it was."""

    state: State
    department: str

    @property
    def is_open(self) -> bool:
        """Tell whether the ticket was 在办."""
        return is_open(self.state)


def position(events: Sequence[Event], coordinator: str) -> Position | None:
    """Return where a ticket stands after these events; None before there is one."""
    if not events:
        return None
    return Position(events[-1].target, holder(events[-1], coordinator))


def holder(event: Event, coordinator: str) -> str:
    """Return the department that has the ticket after an event: the lead, or the coordinator while nobody leads."""
    return event.department or coordinator


def subject(case: Case, events: Sequence[Event], catalogue: Catalogue) -> tuple[Category, str]:
    """Return category and request type as they stood after these events: as accepted, else as submitted."""
    kind = case.facts.request_type
    for event in reversed(events):
        if event.action is Action.ACCEPT:
            return Category(event.data["category"]), str(event.data["request_type"])
        kind = str(event.data.get("request_type", kind))
    return catalogue.request_types[kind].category, kind
