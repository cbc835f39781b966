"""Keeping what the virus scanner said of a content, and finding those it could not be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.scanning import ScanState
from service_desk.persistence.tables import FileScan


def record_scan(
    session: Session, sha256: str, state: ScanState, now: datetime, threat: str | None = None
) -> None:
    """Keep how a content stands; what was found clean or infected is not set back to waiting."""
    row = session.get(FileScan, sha256)
    if row is None:
        session.add(FileScan(sha256=sha256, state=state.value, threat=threat, asked_at=now))
    elif state is not ScanState.WAITING:
        row.state, row.threat, row.asked_at = state.value, threat, now
    else:
        row.asked_at = now
    session.flush()


def scan_state(session: Session, sha256: str) -> ScanState | None:
    """Return how a content stands; None where it was never asked about."""
    state = session.scalar(sa.select(FileScan.state).where(FileScan.sha256 == sha256))
    return ScanState(state) if state else None


def waiting_scans(session: Session, limit: int) -> Sequence[str]:
    """Return contents that wait to be scanned, the one longest not asked about first."""
    query = sa.select(FileScan.sha256).where(FileScan.state == ScanState.WAITING.value)
    return session.scalars(query.order_by(FileScan.asked_at).limit(limit)).all()


def forget_scan(session: Session, sha256: str) -> None:
    """Forget a content that is no longer kept."""
    session.execute(sa.delete(FileScan).where(FileScan.sha256 == sha256))


def held_back(session: Session, limit: int) -> int:
    """Return how many contents are infected, counted up to `limit`."""
    some = sa.select(FileScan.sha256).where(FileScan.state == ScanState.INFECTED.value).limit(limit)
    return session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0
