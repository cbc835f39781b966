"""Finding the photographs of a visit."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.tables import FileScan, VisitPhoto


def photographs_of(session: Session, visit_id: int) -> Sequence[tuple[VisitPhoto, str | None]]:
    """Return a visit's photographs in the order they came, each with how its content stands with the scanner."""
    query = (
        sa.select(VisitPhoto, FileScan.state)
        .outerjoin(FileScan, FileScan.sha256 == VisitPhoto.sha256)
        .where(VisitPhoto.visit_id == visit_id)
        .order_by(VisitPhoto.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def photograph_of(session: Session, visit_id: int, token: str) -> VisitPhoto | None:
    """Return a visit's photograph by its token."""
    query = sa.select(VisitPhoto).where(VisitPhoto.token == token, VisitPhoto.visit_id == visit_id)
    return session.scalar(query)
