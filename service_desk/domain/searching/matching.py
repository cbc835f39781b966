"""What texts are compared by: letters, digits and decimal points, whole or in pairs; and the place of a hit in its text.

Chinese has no blanks between words, so a search asks whether one text stands in another. Pairs of neighbouring characters
let an index answer that for every text of two characters and more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

SHORTEST = 2
"""A text of fewer letters and digits is not looked for: nearly every ticket holds it."""

AROUND = 24
"""How many characters of its surroundings a hit is shown with, on either side."""

_POINT = re.compile(r"(?<=\d)[.．](?=\d)")

NUMBER = 4
"""So many digits in a row are a number, and a word of the index."""

_END = 6
_NUMBER = re.compile(rf"[0-9]{{{NUMBER},}}")
_DIGITS = re.compile(rf"(?=([0-9]{{{NUMBER}}}))")


class Snippet(NamedTuple):
    """A hit in its surroundings: what stands before it, the hit as written, what stands behind."""

    before: str
    hit: str
    after: str


def squeezed(text: str) -> str:
    """Return a text's letters and digits alone, in lower case and half width: what two names are compared by."""
    return text.translate(_LETTERS)


def compared(text: str) -> str:
    """Return what the texts of tickets are compared by: squeezed, but a point between two digits stays, for 3.5 is not 35."""
    return ".".join(map(squeezed, _POINT.split(text)))


def tokens(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of a compared text as words of an index, in order.

    Each is written by the numbers of its characters, so that no index takes a rare character for a blank.
    """
    return [one + other for one, other in pairwise(map(_number_of, text))]


def digit_tokens(text: str) -> set[str]:
    """Return every four digits in a row of a compared text as words of an index.

    Pairs of digits stand in nearly every ticket, as each bears a number with its date; four in a row are rare enough to
    find a number, a date or a telephone by.
    """
    return {f"w{digits}" for digits in _DIGITS.findall(text)}


def number_tokens(text: str) -> set[str]:
    """Return the words by which an index is asked for the numbers of a compared text: those of the last six digits of each.

    Numbers begin with a year, a date or an area that half of all tickets share, and differ at their ends. Whoever asks
    compares the texts found.
    """
    return set().union(*(digit_tokens(number[-_END:]) for number in _NUMBER.findall(text)))


def between_numbers(text: str) -> list[str]:
    """Return what stands before, between and behind the numbers of a compared text; its digits find the numbers.

    Pieces of two characters and fewer are left out where there is a number, which finds fewer tickets than they would.
    """
    pieces = _NUMBER.split(text)
    return [piece for piece in pieces if len(piece) > SHORTEST] if len(pieces) > 1 else pieces


def snippet(text: str, wanted: str) -> Snippet | None:
    """Return where a compared text stands in a text, None where it does not."""
    at = compared(text).find(wanted)
    if at < 0 or not wanted:
        return None
    places = list(islice(_places_kept(text), at + len(wanted)))
    first, last = places[at], places[-1] + 1
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    return Snippet(
        ("…" if first > AROUND else "") + before,
        text[first:last],
        after + ("…" if last + AROUND < len(text) else ""),
    )


def _places_kept(text: str) -> Iterator[int]:
    """Yield where each character of a compared text stands in the text it was made of."""
    points = {match.start() for match in _POINT.finditer(text)}
    for place, character in enumerate(text):
        for _letter in "." if place in points else _LETTERS[ord(character)]:
            yield place


class _Letters(dict[int, str]):
    """What is kept of each character, by its number: the same few thousand come again with every act and every hit."""

    def __missing__(self, number: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(number)).casefold()
        self[number] = "".join(each for each in plain if each.isalnum())
        return self[number]


_LETTERS = _Letters()


@lru_cache(maxsize=20_000)
def _number_of(character: str) -> str:
    return f"{ord(character):05x}"
