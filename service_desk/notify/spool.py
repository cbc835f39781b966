"""The mail spool: letters as .eml files in a folder, for as long as no mail server is set."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from service_desk.domain.zone_time import SHANGHAI
from service_desk.notify.headers import digest


class SpoolTransport:
    """Lays each letter down under a name made of its date and its key, so a second delivery replaces the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, message: EmailMessage) -> None:
        """Write a letter whole or not at all; raises OSError where the folder cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = parsedate_to_datetime(str(message["Date"]))
        target = self._folder / _name(written, str(message["Message-ID"]).strip("<>").partition("@")[0])
        draft = self._folder / f".{secrets.token_hex(8)}.part"
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(message))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def spool_file(folder: Path, key: str, written_at: datetime) -> Path:
    """Return where the letter with this outbox key, queued at that moment, lies once it has been delivered."""
    return folder / _name(written_at, digest(key))


def _name(written_at: datetime, identity: str) -> str:
    return f"{written_at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{identity}.eml"
