"""Deadline policies as data: how many days of which kind each milestone allows (domain notes §1.5)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from importlib import resources

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Level

DEFAULT_POLICY = "13710-natural"


class Counting(StrEnum):
    """Whether every day counts or only working days."""

    NATURAL = "natural"
    WORKING = "working"


COUNTING_NAMES = {
    Counting.NATURAL: Bilingual("自然日", "natural days"),
    Counting.WORKING: Bilingual("工作日", "working days"),
}


@dataclass(frozen=True)
class Span:
    """A length of time as the rules write it: so many days, or so many months (same day of the month)."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Policy:
    """One versioned set of deadlines; `cutoff` is the local time after which a day's acceptance counts as late."""

    code: str
    version: str
    name: Bilingual
    counting: Counting
    cutoff: time
    progress_days: int
    closing: dict[Level, Span]


@cache
def load_policies() -> dict[str, Policy]:
    """Read the packaged policies by code."""
    text = resources.files("service_desk.domain.data").joinpath("policies.toml").read_text("utf-8")
    return {
        row["code"]: Policy(
            code=row["code"],
            version=row["version"],
            name=Bilingual(row["zh"], row["en"]),
            counting=Counting(row["counting"]),
            cutoff=time.fromisoformat(row["cutoff"]),
            progress_days=row["progress_days"],
            closing={Level(level): Span(**span) for level, span in row["closing"].items()},
        )
        for row in tomllib.loads(text)["policy"]
    }
