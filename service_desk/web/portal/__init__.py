"""The enterprise portal: ask, check, submit, follow, supplement, withdraw, rate; no account needed."""

from __future__ import annotations

from service_desk.web.portal import (
    acts,
    correcting,
    drafts,
    filing,
    home,
    links,
    open_data,
    personal,
    receipt,
    tracking,
)
from service_desk.web.portal.blueprint import blueprint

__all__ = [
    "acts", "blueprint", "correcting", "drafts", "filing", "home", "links", "open_data", "personal", "receipt", "tracking",
]  # fmt: skip
