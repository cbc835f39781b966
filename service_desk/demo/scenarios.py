"""What can happen to a demo ticket: the scenarios as written, and a story's steps drawn from one."""

from __future__ import annotations

import tomllib
from collections import deque
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from service_desk.demo.story import Step
from service_desk.demo.texts import Text
from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.domain.requests import Kind, Source


@dataclass(frozen=True)
class Scenario:
    """One course of events; `steps` are a name and the least and the most working hours before it.

    Of the past, `weight` says how common it is; of the present, `count` how many there are, `idle` how many working
    hours ago the last step lies, `due` in how many days the closing milestone falls due, `is_fresh` that the first day of
    the ticket is not over, and `hot` how many of them belong to the hot spot.
    """

    name: str
    steps: tuple[tuple[str, float, float], ...]
    levels: frozenset[Level]
    kinds: frozenset[Kind]
    source: Source | None
    weight: int = 0
    count: int = 0
    idle: tuple[float, float] = (0.0, 0.0)
    due: int | None = None
    is_fresh: bool = False
    hot: int = 0
    types: frozenset[str] = frozenset()

    def suits(self, text: Text) -> bool:
        """Tell whether a request can take this course."""
        level = load_catalogue().request_types[text.request_type].level
        if self.types and text.request_type not in self.types:
            return False
        return (not self.levels or level in self.levels) and text.kind in self.kinds

    def draw_steps(self, rng: Random) -> deque[Step]:
        """Return the steps with their delays drawn."""
        return deque(Step(name, rng.uniform(least, most)) for name, least, most in self.steps)


@cache
def past_scenarios() -> tuple[Scenario, ...]:
    """Return the whole lives."""
    return tuple(_scenario(row) for row in _read()["past"])


@cache
def present_scenarios() -> tuple[Scenario, ...]:
    """Return what stands in a certain state now."""
    return tuple(_scenario(row) for row in _read()["present"])


@cache
def _read() -> dict[str, Any]:
    text = resources.files("service_desk.demo.data").joinpath("scenarios.toml").read_text("utf-8")
    return tomllib.loads(text)


def _scenario(row: dict[str, Any]) -> Scenario:
    least, most = row.get("idle", (0.0, 0.0))
    return Scenario(
        name=row["name"],
        steps=tuple(_step(part) for part in row["steps"].split(";")),
        levels=frozenset(Level(level) for level in row.get("levels", ())),
        kinds=frozenset(Kind(kind) for kind in row.get("kinds", set(Kind) - {Kind.PRAISE})),
        source=Source(row["source"]) if "source" in row else None,
        weight=row.get("weight", 0),
        count=row.get("count", 0),
        idle=(float(least), float(most)),
        due=row.get("due"),
        is_fresh=row.get("is_fresh", False),
        hot=row.get("hot", 0),
        types=frozenset(row.get("types", ())),
    )


def _step(part: str) -> tuple[str, float, float]:
    """Read a step: `progress 4-11`, or the first one without a delay."""
    name, *hours = part.split()
    least, most = hours[0].split("-") if hours else ("0", "0")
    return name, float(least), float(most)
