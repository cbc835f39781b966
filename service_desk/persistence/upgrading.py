"""Bring the database to the newest shape, with a copy of a SQLite file taken before."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import flask_migrate
import sqlalchemy as sa

from service_desk.persistence.database import db
from service_desk.persistence.readiness import MIGRATIONS, readiness


def upgrade_database(backups: Path, now: datetime) -> bool:
    """Run the migrations that are missing; returns False where there was nothing to do.

    SQLite changes tables by rewriting them and cannot roll that back, so a database that holds anything is copied into
    `backups` first.
    """
    if readiness().is_current:
        return False
    if db.engine.dialect.name == "sqlite" and sa.inspect(db.engine).get_table_names():
        _copy_sqlite(backups / f"desk-before-upgrade-{now:%Y%m%d-%H%M%S}.sqlite3")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    db.session.remove()
    return True


def _copy_sqlite(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("vacuum into ?", (str(target),))
