"""Drafts a migration: what the tables of the program have and those the migrations make have not (`make migration`)."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from alembic import command

from service_desk.persistence.database import db
from service_desk.persistence.revisions import MIGRATIONS
from service_desk.persistence.upgrading import alembic_config
from tests.support.databases import bare_application, build_schema


def draft(title: str) -> None:
    """Write the draft beside the migrations there are, numbered on; writes nothing where nothing differs."""
    number = len(list((MIGRATIONS / "versions").glob("*.py"))) + 1
    config = alembic_config()
    config.cmd_opts = Namespace(autogenerate=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
        build_schema(url)
        with bare_application(url).app_context():
            command.revision(config, title, autogenerate=True, rev_id=f"{number:04}")
            db.engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
