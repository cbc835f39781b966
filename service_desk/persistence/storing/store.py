"""What a store of contents promises, whichever it is: each content under its own SHA-256, so the same is kept once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol


class StoreDownError(Exception):
    """The store does not answer, is full, or refuses the desk's key; nothing was kept. The message is for the log."""


class FileStore(Protocol):
    """Keeps contents under their SHA-256; names that people gave are never part of a path or key.

    Every method raises StoreDownError where the store cannot be used at present.
    """

    def put(self, content: bytes, now: datetime) -> str:
        """Keep a content durably and return its SHA-256 (hexadecimal); it counts as wanted as of `now`."""

    def get(self, digest: str) -> bytes:
        """Return a content; raises FileNotFoundError where it is not kept."""

    def has(self, digest: str) -> bool:
        """Tell whether a content is kept."""

    def drop(self, digest: str) -> None:
        """Forget a content; one that is not kept is no error."""

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """Yield the SHA-256 of what was last wanted before a moment."""

    def check(self) -> None:
        """Raise StoreDownError where contents could not be kept now."""


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content, hexadecimal: the name it is kept under."""
    return hashlib.sha256(content).hexdigest()


def is_digest(name: str) -> bool:
    """Tell whether a name can be that of a content; no other leads anywhere."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")
