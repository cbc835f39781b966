"""Which shape a database has and which one it should have, read without the library that changes it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_sqlalchemy import SQLAlchemy

from service_desk.persistence.revisions import newest_revisions, stored_revisions
from service_desk.persistence.upgrading import alembic_config


def migration(folder: Path, revision: str, after: str) -> None:
    """Write a migration as Alembic would; `after` is the Python that stands there."""
    text = f'"""Changes something."""\n\nrevision = {revision!r}\ndown_revision = {after}\n\n\ndef upgrade():\n    pass\n'
    (folder / f"{revision}_changes.py").write_text(text, encoding="utf-8")


def test_the_newest_revision_is_the_one_alembic_names() -> None:
    assert newest_revisions() == set(ScriptDirectory.from_config(alembic_config()).get_heads())
    assert len(newest_revisions()) == 1


@pytest.mark.parametrize(
    ("written", "newest"),
    [
        ({"0001": "None"}, {"0001"}),
        ({"0001": "None", "0002": "'0001'", "0003": "'0002'"}, {"0003"}),
        ({"0001": "None", "0002": "'0001'", "0003": "'0001'"}, {"0002", "0003"}),
        ({"0001": "None", "0002": "'0001'", "0003": "'0001'", "0004": "('0002', '0003')"}, {"0004"}),
        ({}, set()),
    ],
    ids=["one", "a row", "a fork", "joined again", "none"],
)
def test_the_newest_are_those_that_no_other_follows(
    written: dict[str, str], newest: set[str], tmp_path: Path
) -> None:
    for revision, after in written.items():
        migration(tmp_path, revision, after)
    assert newest_revisions(tmp_path) == newest


def test_an_annotated_revision_is_read_too(tmp_path: Path) -> None:
    text = "revision: str = '0001'\ndown_revision: str | None = None\n"
    (tmp_path / "0001_first.py").write_text(text, encoding="utf-8")
    assert newest_revisions(tmp_path) == {"0001"}


@pytest.mark.every_database
def test_the_stored_revision_is_the_one_alembic_reads(database: SQLAlchemy) -> None:
    with database.engine.connect() as connection:
        assert stored_revisions(connection) == set(MigrationContext.configure(connection).get_current_heads())
        assert stored_revisions(connection) == newest_revisions()


@pytest.mark.every_database
def test_a_database_without_tables_has_no_revision(database: SQLAlchemy) -> None:
    with database.engine.connect() as connection:
        connection.execute(sa.text("drop table alembic_version"))
        assert stored_revisions(connection) == set()
