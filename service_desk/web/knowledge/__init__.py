"""The knowledge base on the web: public answers and notices, hints beside forms, and the officers' pages that keep them."""

from __future__ import annotations

from service_desk.web.knowledge import (
    beside,
    desk,
    desk_notices,
    desk_writing,
    following,
    hints,
    markdown,
    public,
)
from service_desk.web.knowledge.blueprint import blueprint

__all__ = [
    "beside",
    "blueprint",
    "desk",
    "desk_notices",
    "desk_writing",
    "following",
    "hints",
    "markdown",
    "public",
]
