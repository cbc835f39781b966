"""How alike two texts are: the pairs of neighbouring characters they share, each weighted by how rare it is."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from service_desk.domain.classification.examples import load_examples
from service_desk.domain.searching import squeezed, tokens

MOST_CHARACTERS = 400
"""So much of a text is compared; the beginning of a request says what it is about."""
MOST_PAIRS = 48
"""So many of a text's pairs, the rarest, decide which texts are looked at."""
ALIKE = 0.07
"""From this likeness on a text is shown as an answer that may help."""
SAME = 0.42
"""From this likeness on two requests of one enterprise are called likely duplicates."""
SAME_CAUSE = 0.25
"""From this likeness on requests of several enterprises of one park are called of one cause."""
LEAST_SHARED = 2
"""One pair in common is chance."""
SAME_TYPE = 1.6
"""What a text of the same request type counts more."""

_ASKING = re.compile(
    "怎么办理|怎么申请|怎么办|怎么|怎样|如何|请问|您好|你好|谢谢|能不能|可不可以|可以吗|是不是|是否|什么|哪里|找谁|多久|多少"
)
"""Words of asking: every question holds some, and they say nothing of what it is about."""

Weights = Callable[[str], float]


def pairs_of(text: str) -> list[str]:
    """Return the different pairs of a text's letters and digits, in order; none reaches over a line or a word of asking."""
    lines = (squeezed(line) for line in text[:MOST_CHARACTERS].split("\n"))
    return list(
        dict.fromkeys(pair for line in lines for piece in _ASKING.split(line) for pair in tokens(piece))
    )


def weights(held: Mapping[str, int] | None = None, texts: int = 0) -> Weights:
    """Return how much each pair tells: the rarer among requests in general and among `texts` at hand, the more.

    `held` tells in how many of the texts at hand a pair stands.
    """
    usual, total = _background()
    known = held or {}

    def weight(pair: str) -> float:
        return math.log((total + texts + 1) / (usual.get(pair, 0) + known.get(pair, 0) + 1))

    return weight


def rarest(pairs: Iterable[str], weight: Weights, most: int = MOST_PAIRS) -> list[str]:
    """Return the pairs that tell most, the rarest first."""
    return sorted(dict.fromkeys(pairs), key=lambda pair: (-weight(pair), pair))[:most]


def likeness(one: Collection[str], other: Collection[str], weight: Weights) -> float:
    """Return how alike two texts are by their pairs, from 0 to 1."""
    shared = set(one) & set(other)
    if len(shared) < LEAST_SHARED:
        return 0.0
    mine, theirs = (sum(weight(pair) for pair in set(each)) for each in (one, other))
    return sum(weight(pair) for pair in shared) / math.sqrt(mine * theirs) if mine and theirs else 0.0


def alike(one: str, other: str) -> float:
    """Return how alike two requests are, weighted by what is rare among requests in general."""
    return likeness(pairs_of(one), pairs_of(other), weights())


@cache
def _background() -> tuple[Mapping[str, int], int]:
    """Return in how many of the classifier's examples each pair stands, and how many examples there are."""
    examples = load_examples()
    counted: Counter[str] = Counter()
    for example in examples:
        counted.update(set(tokens(squeezed(example.title + example.text))))
    return counted, len(examples)
