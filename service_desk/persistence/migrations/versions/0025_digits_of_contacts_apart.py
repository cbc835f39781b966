"""FTS5 knows the digits of contacts apart from those of texts, so that a number alone finds a ticket; it is written again."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty the index on SQLite; it is filled from the tickets afterwards (`service-desk reindex`)."""
    if op.get_bind().dialect.name == "sqlite":  # GIN keeps contacts in a column of their own
        op.execute("delete from search_text")
        op.execute("insert into search_index (search_index) values ('delete-all')")


def downgrade() -> None:
    """Empty the index again: the program before writes it in its own way."""
    upgrade()
