"""Have files scanned for viruses: on arrival, and again where the scanner could not be asked then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.scanning import ScanState
from service_desk.persistence.attachments import all_contents
from service_desk.persistence.clamd import Scanner, ScannerDownError
from service_desk.persistence.database import db, transaction
from service_desk.persistence.scans import record_scan, scan_state, waiting_scans
from service_desk.persistence.storing.store import FileStore
from service_desk.usecases.files.unfit import UnfitFileError

AT_ONCE = 50
"""So many waiting files are scanned in one round of the timetable."""


def scan_on_arrival(content: bytes, scanner: Scanner | None) -> ScanState | None:
    """Return how a content that just came stands; None where the zone has no scanner.

    A scanner that is down holds nobody up: the file is kept and waits. Raises UnfitFileError for an infected content,
    which is then not kept at all.
    """
    if scanner is None:
        return None
    try:
        found = scanner.scan(content)
    except ScannerDownError:
        return ScanState.WAITING
    if found.threat:
        raise UnfitFileError(
            Bilingual(
                f"查出病毒（{found.threat}），没有收下。请在电脑上杀毒后再传。",
                f"A virus was found ({found.threat}); the file was not taken. Clean it and send it again.",
            )
        )
    return ScanState.CLEAN


@dataclass
class Scanned:
    """What a round of scanning came to."""

    clean: int = 0
    infected: int = 0
    stopped: str = ""
    """Why the round ended early: the scanner's silence in the words of the log."""


def scan_waiting(now: datetime, store: FileStore, scanner: Scanner) -> Scanned:
    """Scan the contents that wait, the oldest first, a bounded number of them."""
    done = Scanned()
    for digest in waiting_scans(db.session(), AT_ONCE):
        if not _scan(digest, now, store, scanner, done):
            break
    return done


def scan_all(now: datetime, store: FileStore, scanner: Scanner) -> Scanned:
    """Scan every file of every ticket and visit that was never scanned: once, after a scanner was set up."""
    done = Scanned()
    for digest, _thumbnail in all_contents(db.session(), AT_ONCE):
        known = scan_state(db.session(), digest)
        if known in (None, ScanState.WAITING) and not _scan(digest, now, store, scanner, done):
            break
    return done


def _scan(digest: str, now: datetime, store: FileStore, scanner: Scanner, done: Scanned) -> bool:
    """Scan one content and keep the outcome; tells whether the scanner answered. One that is gone needs no scan."""
    try:
        found = scanner.scan(store.get(digest))
    except FileNotFoundError:
        return True
    except ScannerDownError as silent:
        done.stopped = str(silent)
        return False
    with transaction() as session:
        record_scan(session, digest, found.state, now, found.threat or None)
    if found.threat:
        done.infected += 1
    else:
        done.clean += 1
    return True
