"""A ticket that is copied from an earlier test is the one this test would have brought along itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service_desk.domain.actions import Action
from service_desk.persistence.database import db
from service_desk.persistence.filling import one_commit
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support import brought
from tests.support.databases import bare_application
from tests.usecases.deeds import DISPATCHED
from tests.usecases.office import Office, stored

PARTLY = (Action.SUBMIT, Action.ACCEPT)


@contextmanager
def fresh(template: Path, folder: Path) -> Iterator[None]:
    """Stand before a database with empty tables."""
    file = folder / f"{len(list(folder.iterdir()))}.sqlite3"
    brought.is_fresh(shutil.copyfile(template, file))
    with bare_application(f"sqlite:///{file}").app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def plain(table: str) -> list[tuple[object, ...]]:
    """Return what a table holds, but for what is drawn by lot."""
    return [row[:4] for row in stored()[table]]


def test_it_is_the_same_and_goes_on_from_there(sqlite_template: Path, tmp_path: Path) -> None:
    seen = []
    for path, then in ((DISPATCHED, ()), (PARTLY, (Action.DISPATCH,)), (DISPATCHED, ())):
        with fresh(sqlite_template, tmp_path):
            office = Office()
            number = office.bring(*path)
            for action in then:
                office.act(action, number)
            events = [(event.action, event.at, event.data) for event in office.events(number)]
            seen.append((number, office.now, events, office.letters(number), office.bring(Action.SUBMIT)))
    assert seen[0] == seen[1] == seen[2]


def test_what_a_test_has_already_written_stays(sqlite_template: Path, tmp_path: Path) -> None:
    with fresh(sqlite_template, tmp_path):
        Office().bring(*PARTLY)
    with fresh(sqlite_template, tmp_path):
        office = Office()
        seed_departments()
        departments = plain("department")
        office.bring(*PARTLY)
        assert plain("department") == departments


@pytest.mark.parametrize("opened_inside", [True, False])
def test_what_is_part_of_a_larger_commit_is_neither_kept_nor_copied(
    sqlite_template: Path, tmp_path: Path, opened_inside: bool
) -> None:
    with fresh(sqlite_template, tmp_path):
        office = None if opened_inside else Office()
        with one_commit():
            (office or Office()).bring(*PARTLY)
        assert len(plain("ticket")) == 1
    with fresh(sqlite_template, tmp_path):
        assert Office().bring(*PARTLY)
        assert len(plain("ticket")) == 1
