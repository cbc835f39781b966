"""Brings what people key in or paste to plain half-width characters."""

from __future__ import annotations

import unicodedata

_HYPHENS = "-‐‑‒–—―−﹣－_"


def half_width(text: str) -> str:
    """Return the text with full-width forms made half-width, without blanks or invisible characters."""
    plain = unicodedata.normalize("NFKC", text)
    # Cc and Cf hold line breaks, byte-order marks and zero-width blanks that come along with a paste.
    return "".join(
        sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}
    )


def plain_hyphens(text: str) -> str:
    """Return half-width text with every kind of dash made a hyphen."""
    return "".join("-" if sign in _HYPHENS else sign for sign in half_width(text))


def bare(text: str) -> str:
    """Return half-width, upper-case text without blanks and dashes."""
    return plain_hyphens(text).replace("-", "").upper()
