"""Opens an office on a fresh database, and a place for its files, for tests of the acts."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.storing.folder import FolderStore
from tests.usecases.office import Office


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    """An office at work; it opens on Tuesday 10 March 2026 at 09:30."""
    return Office()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """An empty place for files."""
    return FolderStore(tmp_path / "files")
