"""Runs the migrations on the database of the present application (`service-desk init` and `serve`)."""

from __future__ import annotations

from typing import Any

from alembic import context

from service_desk.persistence import accounts, rates, tables  # noqa: F401  # registers every table
from service_desk.persistence.database import Base, UtcDateTime, db


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no revision file when nothing has changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


def is_ours(_object: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """Leave tables alone that are made by hand in a migration and unknown to the mapping, such as the search index."""
    return not (
        type_ == "table" and reflected and compare_to is None and name is not None and "search" in name
    )


def as_plain_type(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column types as what they are in the database: a migration must not change when our code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


if context.is_offline_mode():
    raise SystemExit("Migrations run on a live database only.")

arguments = {
    "process_revision_directives": skip_empty,
    "include_object": is_ours,
    "render_item": as_plain_type,
    "compare_type": True,
    "render_as_batch": True,  # SQLite changes a table by making it anew
}
with db.engine.connect().execution_options(write=True) as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, **arguments)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
