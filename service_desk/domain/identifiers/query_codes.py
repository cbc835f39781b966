"""The six-character query code that lets whoever has it and the ticket number follow the ticket (domain notes §2.6)."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from service_desk.domain.identifiers.keyed_text import bare

QUERY_CODE_LENGTH = 6
QUERY_CODE_ALPHABET = "0123456789CFHJKMNPRTVWXY"
"""Nothing that is taken for something else on paper or by phone, and no vowels, so that no code is a word."""

_MEANT = str.maketrans("ODQILZSBGU", "000112586V")


def make_query_code(choose: Callable[[str], str]) -> str:
    """Return a new code; `choose` picks one character of a string and must be unpredictable (`secrets.choice`)."""
    return "".join(choose(QUERY_CODE_ALPHABET) for _ in range(QUERY_CODE_LENGTH))


def normalise_query_code(text: str) -> str:
    """Return a code as it was issued: blanks and dashes gone, capitals, look-alikes read as what was meant."""
    return bare(text).translate(_MEANT)


def is_query_code(text: str) -> bool:
    """Tell whether a text could be a code at all, once normalised."""
    code = normalise_query_code(text)
    return len(code) == QUERY_CODE_LENGTH and set(code) <= set(QUERY_CODE_ALPHABET)


def same_query_code(given: str, issued: str | None) -> bool:
    """Compare a code as keyed in with the issued one in constant time.

    `issued` is None for a number nobody has: the answer is no after the same work, so that it tells nothing.
    """
    expected = issued or "-" * QUERY_CODE_LENGTH  # no code, once normalised, has a dash
    return hmac.compare_digest(normalise_query_code(given).encode(), expected.encode())
