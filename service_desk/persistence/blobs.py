"""Where the content of files is kept: a folder, each file under its own SHA-256, so that the same content is kept once."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path


class FolderStore:
    """Files in a folder; names that people gave are never part of a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, now: datetime) -> str:
        """Keep a content and return its SHA-256 (hexadecimal); it is on the disk when this returns, wanted as of `now`."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists():
            _date(place, now)  # it is wanted again: the sweeper leaves it alone for another day
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f"{digest}.{secrets.token_hex(4)}")
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _date(draft, now)
        draft.replace(place)
        return digest

    def get(self, digest: str) -> bytes:
        """Return a content; raises FileNotFoundError where it is not kept."""
        return self._place(digest).read_bytes()

    def drop(self, digest: str) -> None:
        """Forget a content."""
        self._place(digest).unlink(missing_ok=True)

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """Yield what was last wanted before a moment, drafts of a killed process included (they are dropped at once)."""
        for place in self._folder.glob("??/*"):
            if datetime.fromtimestamp(place.stat().st_mtime, UTC) >= moment:
                continue
            if place.suffix:
                place.unlink(missing_ok=True)
            else:
                yield place.name

    def _place(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise FileNotFoundError(digest)
        return self._folder / digest[:2] / digest


def _date(place: Path, moment: datetime) -> None:
    os.utime(place, (moment.timestamp(), moment.timestamp()))
