"""A story: one request of the demo zone and the steps that will happen to it, one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import NamedTuple

from service_desk.demo.firms import Firm
from service_desk.demo.people import Cast
from service_desk.demo.texts import Filled, load_phrases
from service_desk.domain.actors import Actor, guest
from service_desk.domain.catalogue import Catalogue, Level, RequestType
from service_desk.domain.requests import Source


class Step(NamedTuple):
    """One thing that will happen, so many working hours after the one before."""

    name: str
    hours: float


@dataclass
class Story:
    """One ticket's story; `rng` is its own, so that no other story changes it.

    `starts` is when it is submitted, `twin` the story it will be merged into; `is_overtime` counts its hours by the wall
    clock. What becomes known on the way: the ticket's number, and the departments it was dispatched to.
    """

    filled: Filled
    firm: Firm
    kind: RequestType
    source: Source
    level: Level
    starts: datetime
    steps: deque[Step]
    rng: Random
    twin: Story | None = None
    is_overtime: bool = False
    has_mail: bool = False
    ticket_no: str = ""
    lead: str = ""
    helpers: list[str] = field(default_factory=list)

    @property
    def contact(self) -> Actor:
        """The enterprise's contact, who knows the query code."""
        return guest(self.firm.contact, self.ticket_no)


@dataclass(frozen=True)
class Stage:
    """What every step may use: the people, the catalogue, and the words people write."""

    cast: Cast
    catalogue: Catalogue

    def words(self, story: Story, occasion: str, at: datetime) -> str:
        """Return something said on an occasion; `at` fills in the day soon."""
        phrase = str(story.rng.choice(load_phrases()[occasion]))
        return phrase.format(day=("明天", "后天", "本周内", "三天内")[at.minute % 4])


Play = Callable[[Stage, Story, datetime], None]
"""Performs one step of a story at a moment."""
