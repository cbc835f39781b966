"""Training: from examples to the weights that `classifier.json` keeps, and predictions for examples held out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.classification.examples import Example, examples_digest
from service_desk.domain.classification.features import Features, features_of
from service_desk.domain.classification.fitting import Weights, fit, scores, softmax
from service_desk.domain.classification.model import (
    CATEGORIES,
    SURE,
    categories_of,
    category_beforehand,
    doubted,
    joined,
    type_beforehand,
    vector_of,
)

GRAM_PULL, CONCEPT_PULL = 0.5, 2.0
SEEN_AT_LEAST = 2
KEPT_ABOVE = 0.2
TYPE_EPOCHS = 8
FOLDS = 5
RIGHT_WHEN_SURE = 0.985
"""How often a sure answer about a text held out must be right: a point and a half above what strangers' texts are to reach."""


def read(examples: Sequence[Example]) -> list[Features]:
    """Return the features of each example."""
    return [features_of(example.title, example.text) for example in examples]


def vocabulary(features: Sequence[Features]) -> set[str]:
    """Return the n-grams seen in more than one text."""
    seen = Counter(gram for each in features for gram in each.grams)
    return {gram for gram, count in seen.items() if count >= SEEN_AT_LEAST}


def concept_texts(features: Sequence[Features]) -> Counter[str]:
    """Return in how many texts each concept of the lexicon occurs."""
    return Counter(name for each in features for name in each.concepts if name.startswith("c:"))


def fit_categories(examples: Sequence[Example], features: Sequence[Features]) -> Weights:
    """Fit the weights of the four categories."""
    known = vocabulary(features)
    vectors = [vector_of(each, known) for each in features]
    labels = [CATEGORIES.index(example.category) for example in examples]
    beforehand = {name: category_beforehand(name) for vector in vectors for name in vector if ":" in name}
    return fit(vectors, labels, len(CATEGORIES), beforehand, _pull(vectors))


def fit_types(examples: Sequence[Example], features: Sequence[Features], types: Sequence[str]) -> Weights:
    """Fit the weights of the request types."""
    known = vocabulary(features)
    vectors = [vector_of(each, known) for each in features]
    labels = [types.index(example.request_type) for example in examples]
    names = {name for vector in vectors for name in vector if ":" in name}
    beforehand = {name: type_beforehand(name, types) for name in names}
    return fit(vectors, labels, len(types), beforehand, _pull(vectors), epochs=TYPE_EPOCHS)


def _pull(vectors: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: CONCEPT_PULL if ":" in name else GRAM_PULL for vector in vectors for name in vector}


def plain_folds(examples: Sequence[Example]) -> list[list[int]]:
    """Return folds of examples drawn evenly from everything."""
    order = list(range(len(examples)))
    random.Random(1).shuffle(order)
    return [order[start::FOLDS] for start in range(FOLDS)]


def folds_by_type(examples: Sequence[Example]) -> list[list[int]]:
    """Return folds that hold out whole request types, spread over the categories."""
    codes = list(load_catalogue().request_types)
    random.Random(2).shuffle(codes)
    codes.sort(key=lambda code: load_catalogue().request_types[code].category.value)
    groups = [set(codes[start :: 2 * FOLDS]) for start in range(2 * FOLDS)]
    return [[n for n, each in enumerate(examples) if each.request_type in group] for group in groups]


def held_out_scores(
    examples: Sequence[Example], features: Sequence[Features], folds: Sequence[Sequence[int]]
) -> list[tuple[list[float], set[str]]]:
    """Return, for each example, the category scores of a model that has not seen its fold, and the n-grams it knew."""
    found: list[tuple[list[float], set[str]]] = [([0.0], set())] * len(examples)
    types = list(load_catalogue().request_types)
    for fold in folds:
        away = set(fold)
        kept = [n for n in range(len(examples)) if n not in away]
        seen, read_before = [examples[n] for n in kept], [features[n] for n in kept]
        categories, kinds = fit_categories(seen, read_before), fit_types(seen, read_before, types)
        for n in fold:
            vector = vector_of(features[n], categories.keys())
            of_types = softmax(scores(vector, kinds, len(types)))
            of_categories = scores(vector, categories, len(CATEGORIES))
            told = joined(of_categories, of_types, categories_of(types))
            found[n] = (told, features[n].grams & categories.keys())
    return found


def calibrated(
    held_out: Sequence[tuple[list[float], set[str]]], features: Sequence[Features], temperature: float
) -> list[list[float]]:
    """Return held-out scores as the probabilities that the model would have answered."""
    return [
        doubted(softmax(values, temperature), known, each)
        for (values, known), each in zip(held_out, features, strict=True)
    ]


def cautious_temperature(
    examples: Sequence[Example],
    features: Sequence[Features],
    held_out: Sequence[tuple[list[float], set[str]]],
) -> float:
    """Return the least temperature at which sure answers about examples held out are right often enough."""

    def sure_and_right(temperature: float) -> float:
        answers = calibrated(held_out, features, temperature)
        sure = [
            CATEGORIES[answer.index(max(answer))] is example.category
            for answer, example in zip(answers, examples, strict=True)
            if max(answer) >= SURE
        ]
        return sum(sure) / max(1, len(sure))

    steps = [step / 10 for step in range(10, 41)]
    return next((step for step in steps if sure_and_right(step) >= RIGHT_WHEN_SURE), steps[-1])


def train(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the model as `classifier.json` keeps it."""
    types = list(load_catalogue().request_types)
    features = read(examples)
    held_out = held_out_scores(examples, features, plain_folds(examples))
    categories, kinds = fit_categories(examples, features), fit_types(examples, features, types)
    return {
        "examples": len(examples),
        "digest": examples_digest(),
        "types": types,
        "temperature": cautious_temperature(examples, features, held_out),
        "concept_texts": dict(sorted(concept_texts(features).items())),
        "category_weights": {name: [round(w, 2) for w in row] for name, row in sorted(categories.items())},
        "type_weights": {
            name: kept
            for name, row in sorted(kinds.items())
            if (kept := [[k, round(w, 2)] for k, w in enumerate(row) if abs(w) > KEPT_ABOVE])
        },
    }
