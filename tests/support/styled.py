"""Says which classes on a page are styled by another page's sheet only: what was drawn for one place and moved to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import service_desk.web
from service_desk.web.styles import LOOKS
from tests.support.trees import Element

FOLDER = Path(service_desk.web.__file__).parent / "static"
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_LOOK = re.compile(r"/static/([a-z]+)-[0-9a-f]{12}\.css")
_BODY = re.compile(r"\{[^{}]*\}|/\*.*?\*/", re.DOTALL)


@cache
def classes_of(part: str) -> frozenset[str]:
    """Return the classes that a style sheet's rules speak of."""
    text = (FOLDER / f"{part}.css").read_text(encoding="utf-8")
    return frozenset(_CLASS.findall(_BODY.sub(" ", _BODY.sub("{}", text))))


@cache
def missing_in(look: str) -> frozenset[str]:
    """Return the classes styled somewhere, but not in this look."""
    known = {name: {each for part in parts for each in classes_of(part)} for name, parts in LOOKS.items()}
    return frozenset(set().union(*known.values()) - known[look])


def unstyled(page: Element) -> Iterator[str]:
    """Yield what is wrong with the classes of a page."""
    elements = list(page.walk())
    sheets = [
        _LOOK.fullmatch(e.get("href")) for e in elements if e.tag == "link" and e.get("rel") == "stylesheet"
    ]
    looks = {found[1] for found in sheets if found}
    for look in looks:
        used = {name for element in elements for name in element.get("class").split()}
        for name in sorted(used & missing_in(look)):
            yield f"the class {name} has no rule in the look {look} of this page"
