"""A database that holds the demo zone, made once by whichever test process needs it first, copied where it is changed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service_desk.demo.zone import fill_zone
from service_desk.persistence.database import Session, db
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.application import A_TUESDAY_MORNING
from tests.support.databases import bare_application


@pytest.fixture(scope="session")
def demo_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole demo zone as of `A_TUESDAY_MORNING`; copy it before you change anything."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the one folder that all test processes of this run have
    path = folder / "demo-zone.sqlite3"
    with (folder / "demo-zone.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _fill(shutil.copyfile(sqlite_template, path.with_suffix(".draft"))).rename(path)
    return path


def _fill(path: Path) -> Path:
    with bare_application(f"sqlite:///{path}").app_context():
        seed_departments()
        for _share in fill_zone(A_TUESDAY_MORNING):
            pass
        db.session.remove()
        db.engine.dispose()  # the last connection to go writes the log into the file
    return path


@pytest.fixture
def demo_zone(demo_file: Path) -> Iterator[Session]:
    """A session that looks at the demo zone and leaves it as it is."""
    with bare_application(f"sqlite:///{demo_file}").app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()
