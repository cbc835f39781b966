"""The three rates of 接诉即办 and their kin: shares that say "—" rather than invent a number (domain notes §2.3).

Each vote is True (counts and was kept), False (counts and was not kept) or None (is not counted at all).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from service_desk.domain.callbacks import COUNTED_OUTCOMES, Outcome
from service_desk.domain.requests import UNRATED_KINDS, Kind

NOTHING_COUNTED = "—"
"""Printed where the denominator is zero: never 0 % and never 100 %."""

WEIGHTS = (30, 35, 35)
"""Response, solved, satisfied, in per cent of the composite score."""

SATISFIED_FROM = 3
"""基本满意 (3), 满意 (4) and 非常满意 (5) are satisfied."""


@dataclass(frozen=True)
class Rate:
    """A share of tickets, `part` out of `whole`."""

    part: int = 0
    whole: int = 0

    @property
    def share(self) -> Fraction | None:
        """The exact share between 0 and 1, None where nothing was counted."""
        return Fraction(self.part, self.whole) if self.whole else None

    def text(self, places: int = 1) -> str:
        """Return "99.3%", rounded half up to so many decimal places, or "—"."""
        if self.share is None:
            return NOTHING_COUNTED
        return rounded(self.share * 100, places) + "%"

    def points_since(self, earlier: Rate, places: int = 1) -> str | None:
        """Return the change in percentage points with its sign ("+1.2", "−0.4", "0.0"); None where either is "—"."""
        if self.share is None or earlier.share is None:
            return None
        change = (self.share - earlier.share) * 100
        text = rounded(abs(change), places)
        if not text.strip("0."):
            return text
        return ("+" if change > 0 else "−") + text


@dataclass(frozen=True)
class ThreeRates:
    """响应率, 解决率, 满意率 of a period, with 参评率, which is always printed beside the satisfaction."""

    response: Rate = Rate()
    solved: Rate = Rate()
    satisfied: Rate = Rate()
    participation: Rate = Rate()

    def score(self, weights: tuple[int, int, int] = WEIGHTS) -> str:
        """Return the composite 综合得分 out of 100 with two decimals; "—" while one of the three is "—"."""
        shares = (self.response.share, self.solved.share, self.satisfied.share)
        known = [share for share in shares if share is not None]
        if len(known) < len(shares):
            return NOTHING_COUNTED
        total = sum((share * weight for share, weight in zip(known, weights, strict=True)), Fraction(0))
        return rounded(total * 100 / sum(weights), 2)


def rounded(value: Fraction, places: int) -> str:
    """Return a number of at least zero as a decimal text, rounded half up."""
    scaled = int(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)


def tally(votes: Iterable[bool | None]) -> Rate:
    """Return the share of True among the votes that count."""
    counted = [vote for vote in votes if vote is not None]
    return Rate(sum(counted), len(counted))


def vote_on_response(
    contact_due: datetime | None, contacted_at: datetime | None, cut_off: datetime
) -> bool | None:
    """Tell whether the enterprise was contacted within the limit; not counted before the limit has passed.

    The caller leaves out what was not dispatched in the period, and what was withdrawn, merged or dispatched anew
    after an upheld return.
    """
    if contact_due is None or contact_due > cut_off:
        return None
    return contacted_at is not None and contacted_at <= contact_due


def vote_on_solution(outcome: Outcome | None, kind: Kind, *, is_held: bool) -> bool | None:
    """Tell whether the enterprise called its request solved; 部分解决 counts and is not solved.

    Not counted: no usable answer, an accepted explanation, enquiries, suggestions and praise, and approved holds.
    """
    if outcome not in COUNTED_OUTCOMES or kind in UNRATED_KINDS or is_held:
        return None
    return outcome is Outcome.SOLVED


def vote_on_satisfaction(rating: int | None) -> bool | None:
    """Tell whether a five-level rating is satisfied; a missing one is not counted, and never taken for satisfied."""
    return None if rating is None else rating >= SATISFIED_FROM
