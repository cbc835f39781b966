"""Photographs of a visit: received while it is written down, part of it once it is recorded, shown to whoever reads visits."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.visits import MAX_PHOTOS
from service_desk.persistence.attachments import drop_from_parcel, parcel_files
from service_desk.persistence.clamd import Scanner
from service_desk.persistence.database import Session
from service_desk.persistence.photographs import photograph_of, photographs_of
from service_desk.persistence.storing.store import FileStore
from service_desk.persistence.tables import ParcelFile, Visit, VisitPhoto
from service_desk.persistence.visits import visit_by_key
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.files.looking_into import look_at_photograph
from service_desk.usecases.files.read_file import FileRead, read_row, read_small_row
from service_desk.usecases.files.receive_file import receive_for_form
from service_desk.usecases.visits.visitors import demand_visitor

SLOT = "photo"


def receive_photograph(
    key: str,
    name: str,
    content: bytes,
    by: Actor,
    now: datetime,
    store: FileStore,
    scanner: Scanner | None = None,
) -> ParcelFile:
    """Keep a photograph for the visit that is being written down under a key; shrunk, without its place and time.

    It counts among the unsent files and is swept with them. Raises NotEntitled, UnfitFileError, StoreDownError.
    """
    demand_visitor(by)
    parcel = _parcel(key, by.user_id)
    return receive_for_form(parcel, SLOT, name, content, now, store, scanner, look=look_at_photograph)


def photographs_under(
    session: Session, key: str, by: Actor, tokens: Collection[str]
) -> Sequence[ParcelFile | VisitPhoto]:
    """Return a person's photographs of these tokens under a key, whether the visit is recorded by now or not."""
    visit = visit_by_key(session, key)
    if visit is not None:
        mine = visit.recorded_by == by.user_id
        rows = [row for row, _scan in photographs_of(session, visit.id)] if mine else []
        return [row for row in rows if row.token in tokens]
    return [row for row in parcel_files(session, _parcel(key, by.user_id)) if row.token in tokens]


def take_photographs(
    session: Session,
    visit: Visit,
    tokens: Collection[str],
    *,
    key: str | None = None,
    field: str = "photos",
) -> Sequence[ParcelFile]:
    """Make the photographs of these tokens part of a visit and return them; others that were received are forgotten.

    They were received under the visit's own key, or another. Raises InvalidInput for `field` where one has expired, or
    where there are too many together with those that the visit has.
    """
    parcel = _parcel(key or visit.submission_key, visit.recorded_by)
    rows = [row for row in parcel_files(session, parcel) if row.token in tokens] if tokens else []
    inputs = Inputs()
    if len(rows) != len(set(tokens)):
        inputs.fail(field, "有照片已失效，请重新选择。", "A photograph has expired; please choose it again.")
    if len(rows) + len(photographs_of(session, visit.id)) > MAX_PHOTOS:
        inputs.fail(field, f"一次走访最多{MAX_PHOTOS}张照片。", f"At most {MAX_PHOTOS} photographs.")
    inputs.finish()
    session.add_all(
        VisitPhoto(
            token=row.token, visit_id=visit.id, name=row.name, kind=row.kind, size=row.size, sha256=row.sha256,
            thumbnail=row.thumbnail, uploaded_at=row.uploaded_at,
        )
        for row in rows
    )  # fmt: skip
    drop_from_parcel(session, parcel)
    return rows


def read_photograph(session: Session, visit: Visit, token: str, store: FileStore) -> FileRead:
    """Return a photograph of a visit; raises as `read_row` does."""
    return read_row(session, photograph_of(session, visit.id, token), store)


def read_small(session: Session, visit: Visit, token: str, store: FileStore) -> bytes:
    """Return the small picture of a photograph (WebP); raises as `read_row` does."""
    return read_small_row(session, photograph_of(session, visit.id, token), store)


def _parcel(key: str, user_id: int | None) -> str:
    """Return what the photographs of a visit lie under until it is recorded: the person's own, however the key got about."""
    return hashlib.sha256(f"visit/{user_id}/{key}".encode()).hexdigest()[:32]
