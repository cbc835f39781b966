"""Visits to enterprises (入企走访): what a campaign wants, what a visit brings back, what is still owed (domain notes §1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.requests import short_title

MAX_REQUESTS = 30
"""More requests than this from one visit belong into a problem list (问题清单)."""

MAX_POLICIES = 20
MAX_PHOTOS = 12
"""Photographs of one visit."""
MAX_TARGET = 100_000


class Handling(StrEnum):
    """What became of a request at the visit (§1.1, steps 5a and 5b)."""

    LISTED = "listed"
    ON_SITE = "on_site"


HANDLING_NAMES: dict[Handling, Bilingual] = {
    Handling.LISTED: Bilingual("转清单", "Onto the list"),
    Handling.ON_SITE: Bilingual("当场解决", "Solved on the spot"),
}


class DatePrecision(StrEnum):
    """Whether a day is known or only about when it was; what is not known is never made up (§9)."""

    EXACT = "exact"
    APPROX = "approx"


DATE_PRECISION_NAMES: dict[DatePrecision, Bilingual] = {
    DatePrecision.EXACT: Bilingual("确切日期", "Exact day"),
    DatePrecision.APPROX: Bilingual("大约日期", "About this day"),
}


@dataclass(frozen=True)
class Asked:
    """One request as it was written down at a visit; `answer` says how it was solved, where it was."""

    text: str
    handling: Handling = Handling.LISTED
    answer: str = ""
    request_type: str | None = None
    title: str = ""

    @property
    def heading(self) -> str:
        """The title of its ticket: the one given, or its beginning."""
        return self.title or short_title(self.text)


@dataclass(frozen=True)
class Firm:
    """The enterprise that was visited, as far as it is known; a placeholder stands for one that is not named."""

    name: str
    uscc: str | None = None
    park: str | None = None
    contact_name: str | None = None
    contact_mobile: str | None = None
    is_placeholder: bool = False


@dataclass(frozen=True)
class VisitReport:
    """What somebody brings back from one visit; `key` is drawn where it is written, so that it is taken in once.

    `photos` are the tokens of the photographs that were received under the same key.
    """

    key: str
    firm: Firm
    visited_on: date
    people: str
    campaign_id: int | None = None
    precision: DatePrecision = DatePrecision.EXACT
    handed: tuple[str, ...] = ()
    handed_words: str = ""
    seen: str = ""
    follow_up_on: date | None = None
    follow_up: str = ""
    asked: tuple[Asked, ...] = field(default_factory=tuple)
    photos: tuple[str, ...] = ()


def still_to_hand_over(wanted: Sequence[str], handed: Iterable[str]) -> list[str]:
    """Return the policies of a campaign that a firm has not been given yet, in the campaign's order."""
    given = set(handed)
    return [policy for policy in wanted if policy not in given]


def firms_on_the_way(target: int, firms: int) -> int:
    """Return how many firms are still to be visited; nobody is owed less than none."""
    return max(0, target - firms)
