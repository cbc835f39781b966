"""Tags (标签): words officers put on tickets to find them again; how one is written and what makes two the same."""

from __future__ import annotations

import re

from service_desk.domain.searching import squeezed

MAX_NAME = 20
MAX_KEY = 80
"""A few characters stand for many letters; what a tag is compared by is no longer than this."""

MOST_AT_ONCE = 10
"""So many tags are put on or taken off in one go."""

MOST_ON_A_TICKET = 10
"""A ticket with more tags than this would be found by everything."""

_BETWEEN = re.compile(r"[,，、;；\n\r\t]+")


def tag_key(name: str) -> str:
    """Return what two tags are compared by: letters and digits alone, whatever the case and width."""
    return squeezed(name)


def read_tags(typed: str) -> list[str]:
    """Return the tags somebody has typed, each once, in their order; commas and 、 stand between them."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(typed):
        name = " ".join(part.replace("\x00", "").split()).lstrip("#＃").strip()
        if name:
            found.setdefault(tag_key(name) or name, name)
    return list(found.values())
