"""Deadline policies as data: how long each milestone may take, in whose rules it was found (domain notes §1.4, §1.5)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Level
from service_desk.domain.requests import Urgency

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
    """A length of time as the rules write it: so many hours, days, or months (same day of the month)."""

    days: int = 0
    months: int = 0
    hours: int = 0

    @property
    def mark(self) -> str:
        """The figure that the strip shows: days or months as they are, hours with their unit."""
        return f"{self.hours}h" if self.hours else str(self.days or self.months)

    @property
    def longest_days(self) -> int:
        """A bound in days, for putting two spans in order."""
        return self.days + 31 * self.months + -(-self.hours // 24)

    def words(self, counting: Counting) -> Bilingual:
        """Return the span in words: 3个工作日, 3 working days."""
        if self.hours:
            return Bilingual(f"{self.hours}小时", f"{self.hours} hour{'s' * (self.hours != 1)}")
        if self.months:
            return Bilingual(f"{self.months}个月", f"{self.months} month{'s' * (self.months != 1)}")
        plural = "s" * (self.days != 1)
        if counting is Counting.WORKING:
            return Bilingual(f"{self.days}个工作日", f"{self.days} working day{plural}")
        return Bilingual(f"{self.days}天", f"{self.days} day{plural}")


@dataclass(frozen=True)
class Special:
    """A rule of a policy for some requests only: emergencies, or certain request types; None leaves the general rule."""

    request_types: frozenset[str] = frozenset()
    urgency: Urgency | None = None
    contact: Span | None = None
    interim: Span | None = None

    def covers(self, request_type: str | None, urgency: int) -> bool:
        """Tell whether a request falls under the rule."""
        if self.urgency is not None and urgency < self.urgency:
            return False
        return not self.request_types or request_type in self.request_types


@dataclass(frozen=True)
class Policy:
    """One versioned set of deadlines.

    `contact` is the time for the first contact (None with `same_day`: by the end of the day, or of the next working day
    after the `cutoff`; None without: the rules set none). `interim` is the time for the progress answer. `closing` are
    the limits by level; `borrowed` names the levels whose limit the source does not state and which are ours.
    `extension_notice` is how many working days before the due date an extension must be asked; `needs_satisfied` lets
    only a satisfied enterprise's ticket be struck off.
    """

    code: str
    version: str
    name: Bilingual
    source: str
    counting: Counting
    closing: Mapping[Level, Span]
    cutoff: time = time(17, 30)
    same_day: bool = False
    contact: Span | None = None
    interim: Span | None = None
    extension_notice: int = 0
    needs_satisfied: bool = False
    remark: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    borrowed: frozenset[Level] = frozenset()
    specials: tuple[Special, ...] = ()

    @property
    def reference(self) -> str:
        """How a ticket names the policy it was accepted under: `code@version`."""
        return f"{self.code}@{self.version}"

    @property
    def is_13710(self) -> bool:
        """Tell whether the milestones are those of the Shanxi rule and carry its digits."""
        return self.code.startswith("13710")

    def contact_for(self, request_type: str | None, urgency: int) -> Span | None:
        """Return the time for the first contact of a request, None where `same_day` or no rule decides."""
        special = (each.contact for each in self.specials if each.covers(request_type, urgency))
        return next((span for span in special if span is not None), self.contact)

    def interim_for(self, request_type: str | None, urgency: int, level: Level) -> Span | None:
        """Return the time for the progress answer; None where none is asked or the closing limit is no later."""
        special = (each.interim for each in self.specials if each.covers(request_type, urgency))
        span = next((each for each in special if each is not None), self.interim)
        if span is None or span.longest_days >= self.closing[level].longest_days:
            return None
        return span


@cache
def all_policies() -> dict[str, Policy]:
    """Read every packaged policy, old versions too, by `code@version`."""
    text = resources.files("service_desk.domain.data").joinpath("policies.toml").read_text("utf-8")
    policies = [_policy(row) for row in tomllib.loads(text)["policy"]]
    return {policy.reference: policy for policy in policies}


@cache
def load_policies() -> dict[str, Policy]:
    """Return the newest version of every policy by its code, in the order in which they are offered."""
    newest: dict[str, Policy] = {}
    for policy in all_policies().values():
        if policy.code not in newest or policy.version > newest[policy.code].version:
            newest[policy.code] = policy
    return newest


def find_policy(reference: str) -> Policy:
    """Return the policy a ticket names as `code@version`.

    A version that the program no longer carries is answered by the newest of its code; raises KeyError for an unknown
    code.
    """
    known = all_policies().get(reference)
    return known or load_policies()[reference.split("@", maxsplit=1)[0]]


def _policy(row: dict[str, Any]) -> Policy:
    remark = row.get("remark", {"zh": "", "en": ""})
    return Policy(
        code=row["code"],
        version=row["version"],
        name=Bilingual(row["zh"], row["en"]),
        source=row["source"],
        counting=Counting(row["counting"]),
        cutoff=time.fromisoformat(row.get("cutoff", "17:30")),
        same_day=row.get("same_day", False),
        contact=_span(row.get("contact")),
        interim=_span(row.get("interim")),
        closing={Level(level): Span(**span) for level, span in row["closing"].items()},
        extension_notice=row.get("extension_notice", 0),
        needs_satisfied=row.get("needs_satisfied", False),
        remark=Bilingual(remark["zh"], remark["en"]),
        borrowed=frozenset(Level(level) for level in row.get("borrowed", ())),
        specials=tuple(_special(each) for each in row.get("special", ())),
    )


def _special(row: dict[str, Any]) -> Special:
    return Special(
        request_types=frozenset(row.get("request_types", ())),
        urgency=Urgency(row["urgency"]) if "urgency" in row else None,
        contact=_span(row.get("contact")),
        interim=_span(row.get("interim")),
    )


def _span(row: dict[str, int] | None) -> Span | None:
    return Span(**row) if row else None
