"""A simulated year: when its requests are filed, and their lives, lived by several processes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random

from service_desk.demo.simulation.invariants import flaws
from service_desk.demo.simulation.lives import Life, live
from service_desk.domain.identifiers import NumberPrefix, format_number
from service_desk.domain.zone_time import SHANGHAI, local_date
from service_desk.persistence.bulk import Stored

FIRMS_AT_ONCE = 40
"""Firms per errand of a process: enough to be worth the way, few enough for the progress to be seen."""

_FIRM_SIZES = (1, 1, 1, 2, 3)
_FILED_WITHIN = timedelta(days=3)
_QUIET_END = timedelta(days=3)
"""The last days of the year see no new request, so that each has the time for something to happen."""

Filed = tuple[str, datetime]
"""A ticket's number and when it was filed."""


@dataclass(frozen=True)
class Share:
    """What one errand brought back: the tickets as they are stored, what did not hold, and how much was done."""

    tickets: list[Stored] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    acts: int = 0
    refused: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)


def plan(tickets: int, year: int, seed: int) -> list[list[Filed]]:
    """Return when the requests of each firm are filed, evenly over the year, with their numbers."""
    dice = Random(seed)
    begins, ends = _year(year)
    firms: list[list[datetime]] = []
    while (left := tickets - sum(map(len, firms))) > 0:
        first = begins + (ends - begins - _FILED_WITHIN - _QUIET_END) * dice.random()
        size = min(left, dice.choice(_FIRM_SIZES))
        firms.append(sorted(first + _FILED_WITHIN * dice.random() for _ in range(size)))
    serials: Counter[str] = Counter()
    return [[(_number(at, serials), at) for at in moments] for moments in firms]


def _number(at: datetime, serials: Counter[str]) -> str:
    day = local_date(at)
    serials[day.isoformat()] += 1
    return format_number(NumberPrefix.TICKET, day, serials[day.isoformat()])


def _year(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=SHANGHAI), datetime(year + 1, 1, 1, tzinfo=SHANGHAI)


def live_year(firms: Sequence[list[Filed]], year: int, seed: int, processes: int) -> Iterator[Share]:
    """Live all requests of a year and yield each errand's share as it is done; the same seed gives the same year."""
    errands = [
        (firms[start : start + FIRMS_AT_ONCE], year, f"{seed}/{start}")
        for start in range(0, len(firms), FIRMS_AT_ONCE)
    ]
    if processes == 1:
        yield from (live_firms(*errand) for errand in errands)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(live_firms, *errand) for errand in errands]):
            yield done.result()


def live_firms(firms: Sequence[list[Filed]], year: int, seed: str) -> Share:
    """Live the requests of some firms and check every invariant after every act."""
    dice, until = Random(seed), _year(year)[1]
    found: list[str] = []
    lives: dict[str, Life] = {}
    acts = 0
    for filed in firms:
        for life in live(filed, until, dice):
            acts += 1
            lives[life.number] = life
            found.extend(_told(life, flaw) for flaw in flaws(life))
    moves: Counter[tuple[str, str]] = Counter()
    for life in lives.values():
        moves.update(life.moves)  # adds, and keeps what is negative
    kept = [life.stored() for life in lives.values()]
    return Share(kept, found, acts, sum(life.refused for life in lives.values()), moves)


def _told(life: Life, flaw: str) -> str:
    return f"{life.number} #{len(life.events)} {life.events[-1].action}: {flaw}"
