"""Opens an office on a fresh database for tests of the acts."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests.usecases.office import Office


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    """An office at work; it opens on Tuesday 10 March 2026 at 09:30."""
    return Office()
