"""Bring the database to the newest shape, with a copy of a SQLite file taken before."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from service_desk.persistence.database import db
from service_desk.persistence.readiness import readiness
from service_desk.persistence.revisions import MIGRATIONS

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade_database(backups: Path, now: datetime) -> bool:
    """Run the migrations that are missing; returns False where there was nothing to do.

    SQLite changes tables by rewriting them and cannot roll that back, so a database that holds anything is copied into
    `backups` first.
    """
    if readiness().is_current:
        return False
    if db.engine.dialect.name == "sqlite" and sa.inspect(db.engine).get_table_names():
        _copy_sqlite(backups / f"desk-before-upgrade-{now:%Y%m%d-%H%M%S}.sqlite3")
    run_migrations()
    db.session.remove()
    return True


def run_migrations() -> None:
    """Run the migrations that the database of the present application lacks."""
    # Alembic is loaded here and below: a start with nothing to migrate, which is nearly every one, need not wait for it.
    from alembic import command  # noqa: PLC0415

    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(alembic_config(), "heads")


def alembic_config() -> Config:
    """Return where Alembic finds the migrations; whatever it does then is done to the present application's database."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config(MIGRATIONS / "alembic.ini")
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _copy_sqlite(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("vacuum into ?", (str(target),))
