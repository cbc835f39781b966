"""Texts as the classifier reads them: one width, one case, digits alike, and their character n-grams."""

from __future__ import annotations

import re
from itertools import pairwise

_HAN = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"[a-z]+")
_WORDS = re.compile(r"[一-鿿]|[a-z]+")

ENOUGH_WORDS = 8
"""Different Han characters (a Latin word counts as two) that a request needs to be more than a keyword."""


def _table() -> dict[int, int]:
    table = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xFF01, 0xFF5F):
        plain = code - 0xFEE0
        table[code] = table.get(plain, plain)
    table[0x3000] = ord(" ")
    table.update(dict.fromkeys(range(ord("0"), ord("9") + 1), ord("0")))
    table.update(dict.fromkeys(range(0xFF10, 0xFF1A), ord("0")))
    return table


_TABLE = _table()


def normalise(text: str) -> str:
    """Return the text in half width and lower case with every digit as 0; its length does not change."""
    return text.translate(_TABLE)


def grams(text: str) -> set[str]:
    """Return the runs of one to three Han characters, and the Latin words and word pairs (with a leading blank)."""
    found: set[str] = set()
    for run in _HAN.findall(text):
        for size in (1, 2, 3):
            found.update(run[i : i + size] for i in range(len(run) - size + 1))
    words = _LATIN.findall(text)
    found.update(f" {word}" for word in words)
    found.update(f" {first} {second}" for first, second in pairwise(words))
    return found


def soundness(text: str) -> float:
    """Return, from 0 to 1, how much a normalised text is a request: not a keyword, not one repeated, not in a strange script."""
    words = _WORDS.findall(text)
    pairs = list(pairwise(words))
    said = sum(1 if len(word) == 1 else 2 for word in set(words))
    varied = 1.5 * len(set(pairs)) / len(pairs) if pairs else 1.0
    letters = sum(letter.isalpha() for letter in text)
    readable = 2 * sum(len(word) for word in words) / letters if letters else 1.0
    return min(1.0, said / ENOUGH_WORDS) * min(1.0, varied) * min(1.0, readable)
