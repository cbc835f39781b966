"""The store in a folder of this machine, the default."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from service_desk.persistence.storing.store import StoreDownError, digest_of, is_digest


class FolderStore:
    """Contents in a folder, spread over 256 folders by the first two letters of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, now: datetime) -> str:
        """Keep a content; it is on the disk when this returns."""
        digest = digest_of(content)
        place = self._place(digest)
        with _disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            if place.exists():
                _date(place, now)  # it is wanted again: the sweeper leaves it alone for another day
                return digest
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f"{digest}.{secrets.token_hex(4)}")
            try:
                with draft.open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                _date(draft, now)
                draft.replace(place)
            finally:
                draft.unlink(missing_ok=True)  # a full disk leaves no half of a file behind
        return digest

    def get(self, digest: str) -> bytes:
        """Return a content; raises FileNotFoundError where it is not kept."""
        place = self._place(digest)
        with _disk():
            return place.read_bytes()

    def has(self, digest: str) -> bool:
        """Tell whether a content is kept."""
        return is_digest(digest) and self._place(digest).exists()

    def drop(self, digest: str) -> None:
        """Forget a content."""
        place = self._place(digest)
        with _disk():
            place.unlink(missing_ok=True)

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """Yield what was last wanted before a moment; drafts of a killed process are dropped on the way."""
        for place in self._folder.glob("??/*"):
            if datetime.fromtimestamp(place.stat().st_mtime, UTC) >= moment:
                continue
            if place.suffix:
                place.unlink(missing_ok=True)
            else:
                yield place.name

    def check(self) -> None:
        """Raise StoreDownError where the folder cannot be written to."""
        with _disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            trial = self._folder / f"trial.{secrets.token_hex(4)}"
            trial.write_bytes(b"")
            trial.unlink()

    def _place(self, digest: str) -> Path:
        if not is_digest(digest):
            raise FileNotFoundError(digest)
        return self._folder / digest[:2] / digest


@contextmanager
def _disk() -> Iterator[None]:
    """Say what the disk refuses in the words of every store; a missing file stays a missing file."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as refused:
        raise StoreDownError(str(refused)) from refused


def _date(place: Path, moment: datetime) -> None:
    os.utime(place, (moment.timestamp(), moment.timestamp()))
