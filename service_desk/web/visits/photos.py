"""The photographs of a visit as pages show them, on the visit and on each request from it; and the form that adds more."""

from __future__ import annotations

from flask import url_for

from service_desk.domain.attachments import FileKind, size_words
from service_desk.domain.scanning import ScanState, may_be_handed_out
from service_desk.persistence.database import db
from service_desk.persistence.photographs import photographs_of
from service_desk.persistence.tables import Visit, VisitPhoto
from service_desk.persistence.visits import visit_by_number
from service_desk.usecases.visits.change_photographs import may_add_photographs
from service_desk.web.access import current_actor, may
from service_desk.web.clock import now
from service_desk.web.files import FileLink
from service_desk.web.forms.visits import LaterPhotosForm
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


def later_form(visit: Visit) -> LaterPhotosForm | None:
    """Return the form with which the person adds photographs to a visit; None where he may not."""
    if not may_add_photographs(visit, current_actor(), now()):
        return None
    return empty_form(visit.visit_no)


def empty_form(visit_no: str) -> LaterPhotosForm:
    """Return the form that adds photographs, with the address to which each is sent as soon as it is chosen."""
    form = LaterPhotosForm()
    form.files.upload_url = url_for("visits.receive_later", number=visit_no)
    return form


def _address(endpoint: str, visit_no: str, row: VisitPhoto) -> str:
    return url_for(endpoint, number=visit_no, token=row.token)
