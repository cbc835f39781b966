"""Searching tickets: what a text is compared by, what a query means, and where in a text it was found."""

from __future__ import annotations

from service_desk.domain.searching.matching import (
    NUMBER,
    SHORTEST,
    between_numbers,
    compared,
    digit_tokens,
    number_tokens,
    snippet,
    squeezed,
    tokens,
)
from service_desk.domain.searching.query import Query, parse_query
from service_desk.domain.searching.vocabulary import Vocabulary

__all__ = [
    "NUMBER",
    "SHORTEST",
    "Query",
    "Vocabulary",
    "between_numbers",
    "compared",
    "digit_tokens",
    "number_tokens",
    "parse_query",
    "snippet",
    "squeezed",
    "tokens",
]
