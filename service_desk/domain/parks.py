"""The parks of the zone that an enterprise can name as its site."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from service_desk.domain.bilingual import Bilingual


@cache
def load_parks() -> tuple[Bilingual, ...]:
    """Return the parks in the order in which they are offered; a ticket keeps the Chinese name."""
    text = resources.files("service_desk.domain.data").joinpath("parks.toml").read_text("utf-8")
    return tuple(Bilingual(row["zh"], row["en"]) for row in tomllib.loads(text)["park"])


def park_name(kept: str | None) -> Bilingual:
    """Return both names of the park that a ticket keeps; one that is no longer offered keeps its own name."""
    written = kept or ""
    return next((park for park in load_parks() if park.zh == written), Bilingual(written, written))
