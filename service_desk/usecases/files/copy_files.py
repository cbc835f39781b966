"""Copy the contents of all files into another store, and check that what is kept is what was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from service_desk.persistence.attachments import all_contents
from service_desk.persistence.database import db
from service_desk.persistence.storing.store import FileStore, digest_of

AT_ONCE = 200


@dataclass
class Copied:
    """How far a copy or a check has come; `faults` are contents that are gone or not what their name says."""

    copied: int = 0
    there_already: int = 0
    faults: int = 0


def wanted_contents() -> Iterator[str]:
    """Yield the SHA-256 of every content that a file of a ticket or a visit has, its small picture included."""
    for digest, thumbnail in all_contents(db.session(), AT_ONCE):
        yield digest
        if thumbnail:
            yield thumbnail


def copy_files(source: FileStore, target: FileStore, now: datetime) -> Iterator[tuple[Copied, str | None]]:
    """Copy every wanted content; yields the progress after each, with the SHA-256 of a faulty one.

    What is there already is not sent again, so a copy that was broken off is taken up by calling again. Raises
    StoreDownError where either store does not answer.
    """
    progress = Copied()
    for digest in wanted_contents():
        fault = None
        if target.has(digest):
            progress.there_already += 1
        elif (content := _sound(source, digest)) is None:
            progress.faults += 1
            fault = digest
        else:
            target.put(content, now)
            progress.copied += 1
        yield progress, fault


def faulty_contents(store: FileStore) -> Iterator[str | None]:
    """Read every wanted content; yields None for a sound one, else the SHA-256 of one that is gone or changed."""
    for digest in wanted_contents():
        yield None if _sound(store, digest) is not None else digest


def _sound(store: FileStore, digest: str) -> bytes | None:
    try:
        content = store.get(digest)
    except FileNotFoundError:
        return None
    return content if digest_of(content) == digest else None
