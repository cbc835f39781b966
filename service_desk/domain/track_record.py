"""How good the suggestions were: each as it stood at the filing, beside what a person decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.measuring import BINS
from service_desk.domain.classification.model import CATEGORIES, SURE


@dataclass(frozen=True)
class Decided:
    """One decided ticket: category and request type, suggested and decided.

    `untaught_*` is what would have been suggested without the zone's lessons, where `lessons` changed the answer.
    """

    ticket_no: str
    said_category: Category
    said_type: str
    confidence: float
    category: Category
    request_type: str
    lessons: tuple[int, ...] = ()
    untaught_category: Category | None = None
    untaught_type: str | None = None
    type_confidence: float = 0.0

    @property
    def is_right(self) -> bool:
        """Tell whether the suggested category was decided."""
        return self.said_category is self.category

    @property
    def has_right_type(self) -> bool:
        """Tell whether the suggested request type was decided."""
        return self.said_type == self.request_type

    @property
    def is_sure(self) -> bool:
        """Tell whether the suggestion was sure enough to be filled in."""
        return self.confidence >= SURE

    @property
    def is_sure_of_type(self) -> bool:
        """Tell whether the request type, too, was sure enough to be filled in."""
        return self.is_sure and self.type_confidence >= SURE

    @property
    def was_right_untaught(self) -> bool:
        """Tell whether the category would have been right without lessons."""
        return (self.untaught_category or self.said_category) is self.category


@dataclass(frozen=True)
class Band:
    """Suggestions of one band of confidence: how many, their mean confidence, which share was right."""

    low: float
    high: float
    count: int
    mean: float
    right: int

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.right / self.count if self.count else 0.0


@dataclass(frozen=True)
class TypeRecord:
    """How well one request type was recognised among the tickets decided as it: right and sure are about the type."""

    request_type: str
    count: int
    right: int
    sure: int
    sure_right: int


@dataclass(frozen=True)
class TrackRecord:
    """What the figures say of some decided tickets; shares are counted from `count` and `sure`."""

    count: int
    right: int
    right_types: int
    sure: int
    sure_right: int
    bands: tuple[Band, ...]
    confusion: Mapping[tuple[Category, Category], int]
    worst_pairs: tuple[tuple[str, str, int], ...]
    lessons_helped: int
    lessons_harmed: int
    by_lesson: Mapping[int, tuple[int, int]]
    """How often a lesson changed an answer, and how often that answer was right."""

    by_type: tuple[TypeRecord, ...]
    """Each request type that was decided, the most frequent first."""


WORST = 10


def track_record(decided: Sequence[Decided]) -> TrackRecord:
    """Return the figures; confusion is by (suggested, decided), the worst pairs are request types taken for others."""
    sure = [each for each in decided if each.is_sure]
    pairs = Counter((each.said_type, each.request_type) for each in decided if not each.has_right_type)
    moved = [each for each in decided if each.untaught_category is not None]
    counted: dict[int, tuple[int, int]] = {}
    for each in decided:
        for number in each.lessons:
            times, right = counted.get(number, (0, 0))
            counted[number] = (times + 1, right + (each.is_right and each.has_right_type))
    return TrackRecord(
        count=len(decided),
        right=_count(decided, lambda each: each.is_right),
        right_types=_count(decided, lambda each: each.has_right_type),
        sure=len(sure),
        sure_right=_count(sure, lambda each: each.is_right),
        bands=_bands(decided),
        confusion=_confusion(decided),
        worst_pairs=tuple(
            (said, truth, count) for (said, truth), count in sorted(pairs.items(), key=_worst_first)[:WORST]
        ),
        lessons_helped=_count(moved, lambda each: each.is_right and not each.was_right_untaught),
        lessons_harmed=_count(moved, lambda each: each.was_right_untaught and not each.is_right),
        by_lesson=counted,
        by_type=_by_type(decided),
    )


def band_of(confidence: float) -> float:
    """Return the lower edge of the band a confidence lies in."""
    return max(edge for edge in BINS[:-1] if edge <= max(0.0, confidence))


def as_decided(
    ticket_no: str, category: str, request_type: str, suggestion: Mapping[str, Any]
) -> Decided | None:
    """Return a decided ticket with its stored suggestion, None where there is none to measure."""
    if not suggestion.get("category"):
        return None
    untaught = suggestion.get("untaught") or {}
    return Decided(
        ticket_no,
        Category(suggestion["category"]),
        str(suggestion.get("request_type", "")),
        float(suggestion.get("confidence", 0)),
        Category(category),
        request_type,
        tuple(suggestion.get("lessons", ())),
        Category(untaught["category"]) if untaught else None,
        untaught.get("request_type"),
        float(suggestion.get("type_confidence", 0)),
    )


def _by_type(decided: Sequence[Decided]) -> tuple[TypeRecord, ...]:
    by_code: dict[str, list[Decided]] = {}
    for each in decided:
        by_code.setdefault(each.request_type, []).append(each)
    found = []
    for code, those in by_code.items():
        sure = [each for each in those if each.is_sure_of_type]
        right, sure_right = (_count(some, lambda each: each.has_right_type) for some in (those, sure))
        found.append(TypeRecord(code, len(those), right, len(sure), sure_right))
    return tuple(sorted(found, key=lambda each: (-each.count, each.request_type)))


def _bands(decided: Sequence[Decided]) -> tuple[Band, ...]:
    found = []
    for low, high in pairwise(BINS):
        inside = [each for each in decided if low <= each.confidence < high]
        if inside:
            mean = sum(each.confidence for each in inside) / len(inside)
            right = _count(inside, lambda each: each.is_right)
            found.append(Band(low, min(high, 1.0), len(inside), mean, right))
    return tuple(found)


def _confusion(decided: Iterable[Decided]) -> dict[tuple[Category, Category], int]:
    table = {(said, truth): 0 for said in CATEGORIES for truth in CATEGORIES}
    for each in decided:
        table[each.said_category, each.category] += 1
    return table


def _count(decided: Iterable[Decided], holds: Callable[[Decided], bool]) -> int:
    return sum(1 for each in decided if holds(each))


def _worst_first(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]
