"""Sweep away files that were uploaded and never became part of an act, a day later."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.persistence.attachments import drop_waiting_before, is_wanted
from service_desk.persistence.database import transaction
from service_desk.persistence.scans import forget_scan
from service_desk.persistence.storing.store import FileStore

WAITS_FOR = timedelta(days=1)


def sweep_files(now: datetime, store: FileStore) -> tuple[int, int]:
    """Forget waiting files older than a day, and every older content that no file has; returns how many of each."""
    with transaction() as session:
        rows = drop_waiting_before(session, now - WAITS_FOR)
    dropped = 0
    for digest in list(store.kept_before(now - WAITS_FOR)):
        with transaction() as session:
            if not is_wanted(session, digest):
                store.drop(digest)
                forget_scan(session, digest)
                dropped += 1
    return rows, dropped
