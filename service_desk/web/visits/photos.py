"""The photographs of a visit as pages show them: on the visit and on each request that was brought back from it."""

from __future__ import annotations

from flask import url_for

from service_desk.domain.attachments import FileKind, size_words
from service_desk.domain.scanning import ScanState, may_be_handed_out
from service_desk.persistence.database import db
from service_desk.persistence.photographs import photographs_of
from service_desk.persistence.tables import VisitPhoto
from service_desk.persistence.visits import visit_by_number
from service_desk.web.access import may
from service_desk.web.files import FileLink
from service_desk.web.rights import Right


def photos_of_visit(visit_no: str) -> list[FileLink]:
    """Return a visit's photographs; none to whoever may not read visits."""
    visit = visit_by_number(db.session(), visit_no) if may(Right.VISIT_READ) else None
    if visit is None:
        return []
    shown = []
    for row, state in photographs_of(db.session(), visit.id):
        scan = ScanState(state) if state else None
        is_open = may_be_handed_out(scan)
        small = _address("visits.photo_thumbnail", visit_no, row) if is_open and row.thumbnail else None
        url = _address("visits.photo", visit_no, row) if is_open else None
        shown.append(FileLink(row.name, size_words(row.size), url, FileKind(row.kind), small, scan=scan))
    return shown


def _address(endpoint: str, visit_no: str, row: VisitPhoto) -> str:
    return url_for(endpoint, number=visit_no, token=row.token)
