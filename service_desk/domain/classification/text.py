"""Texts as the classifier reads them: one width, one case, digits alike, and their character n-grams."""

from __future__ import annotations

import re
from itertools import pairwise

_HAN = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"[a-z]+")


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
