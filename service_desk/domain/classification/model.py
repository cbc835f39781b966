"""The trained model: from a text's features to probabilities of categories and request types."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.classification.features import Features
from service_desk.domain.classification.fitting import scores, softmax
from service_desk.domain.classification.lexicon import Concept, load_lexicon

CATEGORIES = tuple(Category)
SURE = 0.8
"""From this confidence on an answer counts as sure: screens preselect it."""

GRAM_WEIGHT = 3.0
ENOUGH_GRAMS = 14
"""A text with fewer known n-grams than this says too little to be sure of anything."""

_BEFOREHAND = {"+": 0.8, "~": 0.4, "-": 0.3}
_SUM_BEFOREHAND = {"+": 0.3, "~": 0.2, "-": 0.1}
_SHARE_BEFOREHAND = 0.8
_LEANING_BEFOREHAND = 0.5
_OWN_TYPE = {"+": 1.5, "~": 0.8, "-": 0.5}


@dataclass(frozen=True)
class Model:
    """Weights by feature for the four categories and for the request types, with the temperature that calibrates them."""

    types: tuple[str, ...]
    category_weights: Mapping[str, Sequence[float]]
    type_weights: Mapping[str, Sequence[tuple[int, float]]]
    """Of the fifty request types a feature speaks for six: their places and weights, the others' being nought."""
    temperature: float
    examples: int
    concept_texts: Mapping[str, int]
    """In how many of the examples each concept of the lexicon occurs."""

    def rarity(self, concept: str) -> float:
        """Return how telling a concept is: from 0 where every example has it to 1 where hardly one does."""
        return math.log(self.examples / self.concept_texts.get(concept, 1)) / math.log(self.examples)

    def judge(
        self, features: Features, nudges: tuple[Sequence[float], Sequence[float]] | None = None
    ) -> tuple[list[float], list[float]]:
        """Return the calibrated probability of each category (in the order of CATEGORIES) and of each request type.

        `nudges` are added to the scores of categories and request types: what the zone's corrections say of the text.
        """
        category_scores, type_scores = self.scored(features)
        if nudges is not None:
            category_scores = [mine + more for mine, more in zip(category_scores, nudges[0], strict=True)]
            type_scores = [mine + more for mine, more in zip(type_scores, nudges[1], strict=True)]
        of_types = softmax(type_scores)
        sure = softmax(joined(category_scores, of_types, self.type_categories), self.temperature)
        known = features.grams & self.category_weights.keys()
        return doubted(sure, known, features), of_types

    def scored(self, features: Features) -> tuple[list[float], list[float]]:
        """Return the linear scores of the categories and of the request types."""
        vector = vector_of(features, self.category_weights.keys())
        return (
            scores(vector, self.category_weights, len(CATEGORIES)),
            _sparse_scores(vector, self.type_weights, len(self.types)),
        )

    @cached_property
    def type_categories(self) -> list[int]:
        """Return the place in CATEGORIES of each request type's category."""
        return categories_of(self.types)


def _sparse_scores(
    vector: Mapping[str, float], weights: Mapping[str, Sequence[tuple[int, float]]], classes: int
) -> list[float]:
    """Return the linear score of each class, as `scores` does, passing over the weights that are nought."""
    total = [0.0] * classes
    for name, value in vector.items():
        for index, weight in weights.get(name, ()):
            total[index] += weight * value
    return total


def categories_of(types: Sequence[str]) -> list[int]:
    """Return the place in CATEGORIES of each request type's category."""
    return [CATEGORIES.index(load_catalogue().request_types[code].category) for code in types]


def joined(
    of_categories: Sequence[float], of_types: Sequence[float], type_categories: Sequence[int]
) -> list[float]:
    """Return logarithms of category probabilities: the mean of those told directly and those added up over request types."""
    sums = softmax(of_categories)
    for category, probability in zip(type_categories, of_types, strict=True):
        sums[category] += probability
    return [math.log(each / 2 + 1e-9) for each in sums]


def doubted(sure: Sequence[float], known: set[str], features: Features) -> list[float]:
    """Draw probabilities towards even when the text is too short, too repetitive or strange to be judged."""
    most, enough = (1.0, ENOUGH_GRAMS) if features.occurrences else (0.5, 4 * ENOUGH_GRAMS)
    trust = min(most * min(1.0, len(known) / enough), features.soundness)
    even = 1.0 / len(sure)
    return [even + trust * (each - even) for each in sure]


def vector_of(features: Features, known: Mapping[str, object] | set[str] | object) -> dict[str, float]:
    """Return concepts and known n-grams as one vector."""
    vector = dict(features.concepts)
    shared = sorted(gram for gram in features.grams if gram in known)  # type: ignore[operator]
    if shared:
        weight = GRAM_WEIGHT / len(shared) ** 0.5
        vector.update(dict.fromkeys(shared, weight))
    return vector


def category_beforehand(name: str) -> tuple[float, ...]:
    """Return what the lexicon says of a feature's leaning before any example is seen, per category."""
    leanings: dict[Category, float] = {}
    kind, _, rest = name.partition(":")
    if kind == "c":
        concept = load_lexicon().concepts[rest]
        if concept.category is None:
            leanings = {category: weight * _LEANING_BEFOREHAND for category, weight in concept.leanings}
        else:
            leanings = {concept.category: _BEFOREHAND[concept.strength]}
    elif kind == "k":
        leanings = {Category(rest[:2]): _SUM_BEFOREHAND[rest[2:]]}
    elif kind == "s":
        leanings = {Category(rest): _SHARE_BEFOREHAND}
    return tuple(leanings.get(category, 0.0) for category in CATEGORIES)


def type_beforehand(name: str, types: Sequence[str]) -> tuple[float, ...]:
    """Return the same per request type: a term speaks for its own type and a little for the category's others."""
    catalogue = load_catalogue()
    own: Concept | None = load_lexicon().concepts[name[2:]] if name.startswith("c:") else None
    by_category = dict(zip(CATEGORIES, category_beforehand(name), strict=True))
    row = [0.5 * by_category[catalogue.request_types[code].category] for code in types]
    if own is not None and own.category is not None:
        row[list(types).index(own.name)] += _OWN_TYPE[own.strength]
    return tuple(row)


@cache
def load_model() -> Model:
    """Read the packaged model."""
    kept = json.loads(
        resources.files("service_desk.domain.data").joinpath("classifier.json").read_text("utf-8")
    )
    return Model(
        tuple(kept["types"]), kept["category_weights"], kept["type_weights"], kept["temperature"],
        kept["examples"], kept["concept_texts"],
    )  # fmt: skip
