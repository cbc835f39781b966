"""The classifier's answer to one text: category, runner-up, request type, confidence, and the words that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.classification.features import Features, features_of
from service_desk.domain.classification.lessons import NAMED, Nudge, Taught
from service_desk.domain.classification.lexicon import load_lexicon
from service_desk.domain.classification.model import CATEGORIES, SURE, Model, load_model

MOST_EVIDENCE = 5
ALTERNATIVES = 3
_NAMES_THE_TYPE = 1.0
_NO_DIFFERENCE = 1e-6
_WORTH_SHOWING = 0.25
"""Words that weigh less than this share of the heaviest would only distract."""


@dataclass(frozen=True)
class Evidence:
    """Words of the text that spoke for the category; `start` and `end` count in title + newline + text (or the text alone)."""

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Suggestion:
    """What the machine suggests; a person decides. Confidences are probabilities from 0 to 1."""

    category: Category
    category_confidence: float
    runner_up: Category
    runner_up_confidence: float
    request_type: str
    type_confidence: float
    alternatives: tuple[tuple[str, float], ...]
    evidence: tuple[Evidence, ...]
    secondary_category: Category | None = None
    lessons: tuple[int, ...] = ()
    untaught: tuple[Category, str] | None = None
    """Category and request type without the zone's corrections, where `lessons` have changed them."""

    @property
    def is_sure(self) -> bool:
        """Tell whether the request type may be filled in unasked; below, a person has to choose."""
        return self.category_confidence >= SURE and self.type_confidence >= SURE

    @property
    def is_none(self) -> bool:
        """Tell whether the text says nothing a request could be told by (您好，谢谢): no request type is likelier than another."""
        return self.type_confidence - self.alternatives[-1][1] < _NO_DIFFERENCE


def classify(title: str, text: str, corrections: Taught | None = None) -> Suggestion:
    """Suggest where a request belongs; an empty or strange text gets a low confidence.

    `corrections` are the zone's lessons: they pull texts like theirs towards what was decided.
    """
    features = features_of(title, text)
    said = corrections.nudge(features) if corrections is not None else None
    if said is None or not said.alike:
        return _suggest(title, text, features, None)
    untaught, found = _suggest(title, text, features, None), _suggest(title, text, features, said)
    before = (untaught.category, untaught.request_type)
    if before == (found.category, found.request_type):
        return found
    named = sorted(said.alike, key=lambda number: (-said.alike[number], -number))[:NAMED]
    return replace(found, lessons=tuple(named), untaught=before)


def _suggest(title: str, text: str, features: Features, said: Nudge | None) -> Suggestion:
    model = load_model()
    categories, types = model.judge(features, (said.categories, said.types) if said else None)
    first, second = sorted(range(len(CATEGORIES)), key=lambda k: -categories[k])[:2]
    kinds = _within(model, types, categories)
    best = sorted(range(len(kinds)), key=lambda k: -kinds[k])[:ALTERNATIVES]
    top = next((k for k in best if model.type_categories[k] == first), best[0])
    code = model.types[top]
    return Suggestion(
        category=CATEGORIES[first],
        category_confidence=categories[first],
        runner_up=CATEGORIES[second],
        runner_up_confidence=categories[second],
        request_type=code,
        type_confidence=kinds[top],
        alternatives=tuple((model.types[k], kinds[k]) for k in best),
        evidence=_evidence(f"{title}\n{text}" if title else text, features, model, first, code),
        secondary_category=load_catalogue().request_types[code].secondary_category,
    )


def _within(model: Model, types: Sequence[float], categories: Sequence[float]) -> list[float]:
    """Return the request types' probabilities, made to agree with those of their categories."""
    sums = [1e-9] * len(categories)
    for category, share in zip(model.type_categories, types, strict=True):
        sums[category] += share
    return [
        share / sums[category] * categories[category]
        for category, share in zip(model.type_categories, types, strict=True)
    ]


def _evidence(
    whole: str, features: Features, model: Model, category: int, request_type: str
) -> tuple[Evidence, ...]:
    concepts = load_lexicon().concepts
    weighed = []
    for hit in features.occurrences:
        weight = 0.0
        for name in hit.term.concepts:
            row = model.category_weights.get(f"c:{name}")
            if row is not None:
                weight += row[category] - sum(row) / len(row)
            if concepts[name].name == request_type:
                weight += _NAMES_THE_TYPE
        if weight > 0:
            weighed.append((weight, *_whole_words(whole, hit.start, hit.end)))
    spans: list[tuple[int, int, float]] = []
    for weight, start, end in sorted(weighed, reverse=True):
        if all(end <= a or start >= b for a, b, _ in spans) and whole[start:end] not in {
            whole[a:b] for a, b, _ in spans
        }:
            spans.append((start, end, weight))
    least = _WORTH_SHOWING * spans[0][2] if spans else 0.0
    return tuple(
        Evidence(whole[a:b], a, b, round(weight, 3))
        for a, b, weight in spans[:MOST_EVIDENCE]
        if weight >= least
    )


def _whole_words(whole: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span so that it cuts no number and no Latin word in two."""
    while start > 0 and _joins(whole[start - 1], whole[start]):
        start -= 1
    while end < len(whole) and _joins(whole[end - 1], whole[end]):
        end += 1
    return start, end


def _joins(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
