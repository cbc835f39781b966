"""The tickets that were ticked in a list, as an address names them."""

from __future__ import annotations

from collections.abc import Iterable

from service_desk.domain.identifiers import parse_number
from service_desk.usecases.acting.perform_many import MANY


def ticked_numbers(typed: Iterable[str]) -> list[str]:
    """Return the ticket numbers of an address, each once, in its order; anything else is left out."""
    parsed = (parse_number(word) for word in typed)
    return list(dict.fromkeys(str(number) for number in parsed if number is not None))[:MANY]
