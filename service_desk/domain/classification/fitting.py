"""Fitting a softmax regression in plain Python: AdaGrad on sparse features, pulled towards what the lexicon says beforehand."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

Vector = Mapping[str, float]
Weights = dict[str, list[float]]

STEP = 0.5
EPOCHS = 12
SEED = 13710


def scores(vector: Vector, weights: Mapping[str, Sequence[float]], classes: int) -> list[float]:
    """Return the linear score of each class."""
    total = [0.0] * classes
    for name, value in vector.items():
        row = weights.get(name)
        if row is not None:
            for index, weight in enumerate(row):
                total[index] += weight * value
    return total


def softmax(values: Sequence[float], temperature: float = 1.0) -> list[float]:
    """Return scores as probabilities; a higher temperature makes them less sure."""
    top = max(values)
    powers = [math.exp((value - top) / temperature) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


def fit(
    vectors: Sequence[Vector],
    labels: Sequence[int],
    classes: int,
    beforehand: Mapping[str, Sequence[float]],
    pull: Mapping[str, float],
    *,
    epochs: int = EPOCHS,
) -> Weights:
    """Fit weights to labelled vectors; `pull` says how strongly a feature stays near its weight beforehand.

    Deterministic: the same examples give the same weights on every machine.
    """
    seen: dict[str, int] = {}
    for vector in vectors:
        for name in vector:
            seen[name] = seen.get(name, 0) + 1
    start = {name: list(beforehand.get(name, (0.0,) * classes)) for name in seen}
    weights = {name: list(row) for name, row in start.items()}
    squares = {name: [0.01] * classes for name in seen}
    order, chance = list(range(len(vectors))), random.Random(SEED)
    for _ in range(epochs):
        chance.shuffle(order)
        for index in order:
            vector = vectors[index]
            errors = softmax(scores(vector, weights, classes))
            errors[labels[index]] -= 1.0
            active = [k for k, error in enumerate(errors) if abs(error) > 0.005]
            for name, value in vector.items():
                row, first, square, held = weights[name], start[name], squares[name], pull[name] / seen[name]
                for k in active:
                    slope = errors[k] * value + held * (row[k] - first[k])
                    square[k] += slope * slope
                    row[k] -= STEP * slope / math.sqrt(square[k])
    return weights
