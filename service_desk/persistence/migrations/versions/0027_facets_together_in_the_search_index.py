"""What a ticket is stands in the search index together with its state and its departments; it is written again."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty the index; it is filled from the tickets afterwards (`service-desk reindex`)."""
    op.execute("delete from search_text")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("insert into search_index (search_index) values ('delete-all')")
    else:
        op.execute("truncate search_index")


def downgrade() -> None:
    """Empty the index again: the program before writes it in its own way."""
    upgrade()
