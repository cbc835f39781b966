"""Photographs of a visit that is recorded: added for a week, removed at any time, by whoever recorded it, with a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.domain.visits import MAX_PHOTOS
from service_desk.persistence.database import db
from service_desk.persistence.storing.folder import FolderStore
from service_desk.persistence.tables import ParcelFile, Visit, VisitPhoto
from service_desk.usecases.visits.change_photographs import (
    ADDED_WITHIN,
    add_photographs,
    later_key,
    may_add_photographs,
    may_remove_photographs,
    remove_photograph,
)
from service_desk.usecases.visits.photographs import receive_photograph
from service_desk.usecases.visits.record_visit import record_visit
from tests.support.samples import photograph
from tests.usecases.deeds import COMMISSIONER, DISPATCHER, HANDLER
from tests.usecases.office import Office
from tests.usecases.test_record_visit import REPORT


@pytest.fixture
def number(office: Office) -> str:
    return record_visit(REPORT, COMMISSIONER, office.now).visit_no


def received(office: Office, store: FolderStore, number: str, name: str = "门口.jpg") -> str:
    key = later_key(number)
    return receive_photograph(key, name, photograph(), COMMISSIONER, office.now, store).token


def visit_of(number: str) -> Visit:
    db.session.rollback()
    return db.session.query(Visit).filter_by(visit_no=number).one()


def test_they_are_added_with_a_trace_and_those_not_taken_are_forgotten(
    office: Office, store: FolderStore, number: str
) -> None:
    token, _left = received(office, store, number), received(office, store, number)
    assert add_photographs(number, [token], COMMISSIONER, office.now) == 1
    visit = visit_of(number)
    assert [row.token for row in db.session.query(VisitPhoto)] == [token]
    assert db.session.query(ParcelFile).count() == 0
    assert visit.version == 2
    [trace] = visit.followed
    assert (trace["by"], trace["photos_added"]) == (COMMISSIONER.name, ["门口.jpg"])


def test_one_is_removed_at_any_time_and_its_name_stays_in_the_trace(
    office: Office, store: FolderStore, number: str
) -> None:
    token = received(office, store, number)
    add_photographs(number, [token], COMMISSIONER, office.now)
    later = office.now + timedelta(days=400)
    remove_photograph(number, token, COMMISSIONER, later)
    assert db.session.query(VisitPhoto).count() == 0
    assert visit_of(number).followed[-1]["photos_removed"] == ["门口.jpg"]
    with pytest.raises(NotFound):
        remove_photograph(number, token, COMMISSIONER, later)


def test_nobody_but_the_recorder_changes_them_and_after_a_week_none_is_added(
    office: Office, store: FolderStore, number: str
) -> None:
    token = received(office, store, number)
    late = office.now + ADDED_WITHIN + timedelta(seconds=1)
    for person in (DISPATCHER, HANDLER):
        with pytest.raises(NotEntitled):
            add_photographs(number, [token], person, office.now)
        with pytest.raises(NotEntitled):
            remove_photograph(number, token, person, office.now)
    with pytest.raises(NotPossible):
        add_photographs(number, [token], COMMISSIONER, late)
    with pytest.raises(NotFound):
        add_photographs("ZF20260310-0999", [token], COMMISSIONER, office.now)
    visit = visit_of(number)
    assert visit.followed == []
    assert may_add_photographs(visit, COMMISSIONER, office.now)
    assert not may_add_photographs(visit, COMMISSIONER, late)
    assert may_remove_photographs(visit, COMMISSIONER)
    assert not may_remove_photographs(visit, replace(COMMISSIONER, user_id=None))


def test_none_expired_and_too_many_are_refused(office: Office, store: FolderStore, number: str) -> None:
    for tokens in ([], ["x" * 27]):
        with pytest.raises(InvalidInput) as refused:
            add_photographs(number, tokens, COMMISSIONER, office.now)
        assert set(refused.value.problems) == {"files"}
    visit_id = visit_of(number).id
    db.session.add_all(
        VisitPhoto(token=f"t{n}", visit_id=visit_id, name="a.jpg", kind="jpeg", size=1, sha256=f"{n:064}",
                   uploaded_at=office.now)
        for n in range(MAX_PHOTOS)
    )  # fmt: skip
    db.session.commit()
    token = received(office, store, number)
    with pytest.raises(InvalidInput):
        add_photographs(number, [token], COMMISSIONER, office.now)
    assert db.session.query(VisitPhoto).count() == MAX_PHOTOS
