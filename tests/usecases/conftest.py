"""Opens an office on a fresh database, a firm that has its account there, and a place for files, for tests of the acts."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.persistence.storing.folder import FolderStore
from tests.usecases.firm import new_colleague, opened_firm
from tests.usecases.office import Office


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    """An office at work; it opens on Tuesday 10 March 2026 at 09:30."""
    return Office()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """An empty place for files."""
    return FolderStore(tmp_path / "files")


@pytest.fixture
def boss(office: Office) -> Actor:
    """The manager of a firm whose account is open."""
    return opened_firm(office)


@pytest.fixture
def colleague(office: Office, boss: Actor) -> Actor:
    """A colleague whom the manager has invited."""
    return new_colleague(office, boss)
