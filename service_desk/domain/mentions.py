"""Who is addressed in a text by @: what stands behind the sign, and whose name it can be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

LONGEST_NAME = 40

_SIGN = re.compile(r"(?<![A-Za-z0-9._%+-])@([^\s@，。、；：！？,;:!?()（）【】\[\]<>《》“”\"'/]{1,40})")
"""An @ inside an e-mail address addresses nobody; a name ends where a blank or a mark of punctuation stands."""


def addressed(text: str) -> list[str]:
    """Return what stands behind every @, each once; words written on without a blank are still part of it."""
    return list(dict.fromkeys(_SIGN.findall(text)))


def possible_names(written: str) -> Iterator[str]:
    """Yield what the name can be, the longest first: Chinese goes on without a blank after it."""
    for length in range(len(written), 0, -1):
        yield written[:length]


def longest_known(written: str, known: Collection[str]) -> str | None:
    """Return the longest name among those known (in lower case) that the text begins with, None where it is nobody's."""
    return next((name.lower() for name in possible_names(written) if name.lower() in known), None)
