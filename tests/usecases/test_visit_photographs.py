"""Photographs of a visit: shrunk, only the visitor's own, part of the visit once it is recorded, handed out when clean."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, Unavailable
from service_desk.domain.visits import MAX_PHOTOS
from service_desk.persistence.database import db
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.tables import Visit, VisitPhoto
from service_desk.usecases.files import read_file
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.visits import photographs as module
from service_desk.usecases.visits.photographs import (
    photographs_under,
    read_photograph,
    read_small,
    receive_photograph,
)
from service_desk.usecases.visits.record_visit import record_visit
from tests.support.samples import paper, photograph
from tests.usecases.deeds import COMMISSIONER, DISPATCHER, HANDLER
from tests.usecases.office import Office
from tests.usecases.test_record_visit import REPORT


def received(office: Office, store: FolderStore, colour: str = "#36a") -> str:
    content = photograph(size=(3000, 1500), colour=colour)
    return receive_photograph(REPORT.key, "车间.jpg", content, COMMISSIONER, office.now, store).token


def test_photographs_become_part_of_the_visit_they_were_received_for(
    office: Office, store: FolderStore
) -> None:
    first, second = received(office, store), received(office, store, "#a63")
    mine = [row.token for row in photographs_under(db.session(), REPORT.key, COMMISSIONER, {first})]
    assert mine == [first]
    assert not photographs_under(db.session(), REPORT.key, DISPATCHER, {first})
    record_visit(replace(REPORT, photos=(first,)), COMMISSIONER, office.now)
    visit = db.session.query(Visit).one()
    assert [row.token for row in db.session.query(VisitPhoto)] == [first]
    again = photographs_under(db.session(), REPORT.key, COMMISSIONER, {first, second})
    assert [row.token for row in again] == [first]
    assert not photographs_under(db.session(), REPORT.key, DISPATCHER, {first})
    read = read_photograph(db.session(), visit, first, store)
    assert Image.open(io.BytesIO(read.content)).size == (2000, 1000)
    assert read_small(db.session(), visit, first, store)[8:12] == b"WEBP"
    for missing in (read_photograph, read_small):
        with pytest.raises(NotFound):
            missing(db.session(), visit, second, store)


def test_what_is_held_back_or_gone_is_not_handed_out(
    office: Office, store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = received(office, store)
    record_visit(replace(REPORT, photos=(token,)), COMMISSIONER, office.now)
    visit = db.session.query(Visit).one()
    with pytest.raises(NotFound):
        read_photograph(db.session(), visit, token, FolderStore(tmp_path / "elsewhere"))
    monkeypatch.setattr(read_file, "may_be_handed_out", lambda _state: False)
    with pytest.raises(Unavailable):
        read_photograph(db.session(), visit, token, store)
    db.session.query(VisitPhoto).one().thumbnail = None
    monkeypatch.undo()
    with pytest.raises(NotFound):
        read_small(db.session(), visit, token, store)


def test_too_many_expired_and_other_files_are_refused(
    office: Office, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnfitFileError):
        receive_photograph(REPORT.key, "清单.pdf", paper(), COMMISSIONER, office.now, store)
    with pytest.raises(NotEntitled):
        receive_photograph(REPORT.key, "车间.jpg", photograph(), HANDLER, office.now, store)
    with pytest.raises(InvalidInput) as expired:
        record_visit(replace(REPORT, photos=("x" * 27,)), COMMISSIONER, office.now)
    assert set(expired.value.problems) == {"photos"}
    monkeypatch.setattr(module, "MAX_PHOTOS", 1)
    tokens = (received(office, store), received(office, store, "#a63"))
    with pytest.raises(InvalidInput):
        record_visit(replace(REPORT, photos=tokens), COMMISSIONER, office.now)
    assert db.session.query(Visit).count() == 0
    assert MAX_PHOTOS == 12
