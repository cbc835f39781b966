"""On PostgreSQL every act writes into the search index at once, so that no search walks a list of what is not sorted in yet."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

INDEXES = ("ix_search_index_words", "ix_search_index_contact")


def upgrade() -> None:
    """Sort in what waits, and let nothing wait any more."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for index in INDEXES:
        op.execute(f"alter index {index} set (fastupdate = off)")
        op.execute(f"select gin_clean_pending_list('{index}'::regclass)")


def downgrade() -> None:
    """Let the server gather again what is to be sorted in."""
    if op.get_bind().dialect.name == "postgresql":
        for index in INDEXES:
            op.execute(f"alter index {index} reset (fastupdate)")
