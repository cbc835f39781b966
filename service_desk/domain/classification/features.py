"""What the model sees of a text: its n-grams, the concepts its terms stand for, and how these share out over categories."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.courtesies import without_courtesies
from service_desk.domain.classification.lexicon import Lexicon, Occurrence, load_lexicon
from service_desk.domain.classification.orders import without_orders
from service_desk.domain.classification.spelling import respelt
from service_desk.domain.classification.text import grams, normalise, soundness

_NAMING = ("+", "~")
_IN_TITLE = 1.3


@dataclass(frozen=True)
class Features:
    """`concepts` holds real-valued features by name, `grams` the set of n-grams, `occurrences` the terms found.

    `soundness` (0 to 1) tells how much the text is a request at all.
    """

    concepts: dict[str, float]
    grams: set[str]
    occurrences: list[Occurrence]
    soundness: float = 1.0


def features_of(title: str, text: str) -> Features:
    """Read a request; the title counts a little more."""
    read = without_courtesies(without_orders(normalise(f"{title}\n{text}" if title else text)))
    whole = respelt(read)
    lexicon = load_lexicon()
    found = lexicon.find(whole)
    return Features(_concepts(found, lexicon, len(title)), grams(whole), found, soundness(read))


def _concepts(found: list[Occurrence], lexicon: Lexicon, title_length: int) -> dict[str, float]:
    weights: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for hit in found:
        rivals = {
            lexicon.concepts[name].name
            for name in hit.term.concepts
            if lexicon.concepts[name].strength in _NAMING
        }
        key = (hit.term.head, hit.term.tail)
        for name in hit.term.concepts:
            shared = len(rivals) or 1
            weight = shared**-0.5 if lexicon.concepts[name].strength in _NAMING else 1.0
            weight *= _IN_TITLE if hit.start < title_length else 1.0
            weights[name][key] = max(weights[name].get(key, 0.0), weight)
    values: dict[str, float] = {}
    sums: Counter[tuple[Category, str]] = Counter()
    for name, terms in weights.items():
        value = values[f"c:{name}"] = _tempered(sum(terms.values()))
        concept = lexicon.concepts[name]
        if concept.category is not None:
            sums[concept.category, concept.strength] += value  # type: ignore[assignment]
    named = sum(value for (_, strength), value in sums.items() if strength == "+")
    for (category, strength), value in sums.items():
        values[f"k:{category.value}{strength}"] = min(value, 3.0)
        if strength == "+":
            values[f"s:{category.value}"] = 2 * value / (named + 0.5)
    return values


def _tempered(total: float) -> float:
    """Let repetition count less and less: a keyword said ten times is not ten reasons."""
    return total if total <= 1 else min(2.0, 1 + 0.5 * (total - 1))
