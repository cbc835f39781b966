"""How well the classifier does: accuracy, confidence and speed on examples that the measured model has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.examples import Example
from service_desk.domain.classification.features import Features
from service_desk.domain.classification.model import CATEGORIES, SURE
from service_desk.domain.classification.training import calibrated, held_out_scores

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)


@dataclass(frozen=True)
class Answer:
    """One held-out example with what the model answered."""

    example: Example
    category: Category
    confidence: float

    @property
    def is_right(self) -> bool:
        """Tell whether the category is the right one."""
        return self.category is self.example.category


@dataclass(frozen=True)
class Score:
    """How a group of answers did: how many, which share is right, which share is sure, which share of those is right."""

    count: int
    accuracy: float
    coverage: float
    sure_accuracy: float


def cross_validate(
    examples: Sequence[Example],
    features: Sequence[Features],
    folds: Sequence[Sequence[int]],
    temperature: float,
) -> list[Answer]:
    """Return an answer for each example from a model that has not seen its fold."""
    held_out = held_out_scores(examples, features, folds)
    return [
        answer(example, probabilities)
        for example, probabilities in zip(examples, calibrated(held_out, features, temperature), strict=True)
    ]


def answer(example: Example, probabilities: Sequence[float]) -> Answer:
    """Return the likeliest category as an answer."""
    best = max(range(len(CATEGORIES)), key=lambda k: probabilities[k])
    return Answer(example, CATEGORIES[best], probabilities[best])


def score(answers: Sequence[Answer]) -> Score:
    """Summarise a group of answers."""
    sure = [each for each in answers if each.confidence >= SURE]
    right = sum(each.is_right for each in answers)
    sure_right = sum(each.is_right for each in sure)
    count = len(answers)
    return Score(count, right / max(1, count), len(sure) / max(1, count), sure_right / max(1, len(sure)))


def by_group(answers: Sequence[Answer], group: Callable[[Answer], str]) -> dict[str, Score]:
    """Summarise answers by a property of theirs, in alphabetical order."""
    names = sorted({group(each) for each in answers})
    return {name: score([each for each in answers if group(each) == name]) for name in names}


def reliability(answers: Sequence[Answer]) -> list[tuple[str, int, float, float]]:
    """Return, per band of confidence: its name, how many answers, their mean confidence, the share that is right."""
    rows = []
    for low, high in pairwise(BINS):
        band = [each for each in answers if low <= each.confidence < high]
        if band:
            mean = sum(each.confidence for each in band) / len(band)
            rows.append((f"{low:.2f} – {min(high, 1):.2f}", len(band), mean, score(band).accuracy))
    return rows


def confusion(answers: Sequence[Answer]) -> dict[tuple[Category, Category], int]:
    """Return how many examples of one category were answered as another (or as itself)."""
    table = {(truth, said): 0 for truth in CATEGORIES for said in CATEGORIES}
    for each in answers:
        table[each.example.category, each.category] += 1
    return table
