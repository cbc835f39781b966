"""Which shape the stored database has and which one this version of the program needs, told without Alembic.

Every start and every look at /healthz asks this. Alembic takes as long to load as a page takes to make, so only
`upgrading` loads it, and only when a migration has to run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).parent / "migrations"

_STORED = sa.table("alembic_version", sa.column("version_num", sa.String))


def stored_revisions(connection: Connection) -> set[str]:
    """Return the revisions the database says it has; none where it has no tables yet."""
    if not sa.inspect(connection).has_table(_STORED.name):
        return set()
    return set(connection.scalars(sa.select(_STORED.c.version_num)))


@cache
def newest_revisions(folder: Path = MIGRATIONS / "versions") -> frozenset[str]:
    """Return the revisions a database of this version of the program has: those that no other one follows."""
    known: set[str] = set()
    followed: set[str] = set()
    for path in folder.glob("*.py"):
        names = _assigned(ast.parse(path.read_text(encoding="utf-8")))
        known.update(_words(names["revision"]))
        followed.update(_words(names["down_revision"]))
    return frozenset(known - followed)


def _assigned(module: ast.Module) -> dict[str, ast.expr]:
    """Return what a module assigns to names at its top, annotated or not."""
    found: dict[str, ast.expr] = {}
    for node in module.body:
        if isinstance(node, ast.Assign):
            found.update((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def _words(value: ast.expr) -> Iterator[str]:
    """Yield the revisions written as one string, as several, or as None."""
    written = ast.literal_eval(value)
    if isinstance(written, str):
        yield written
    elif written is not None:
        yield from written
