"""Facets beside the texts of the search index; the index is emptied and written again from the tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty the index and add the facets; it is filled from the tickets afterwards (`service-desk reindex`)."""
    op.execute("delete from search_text")
    with op.batch_alter_table("search_text") as batch:
        batch.add_column(sa.Column("facets", sa.Text, nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table search_index")
        op.execute(
            "create virtual table search_index using fts5(words, contact, facets, content='', tokenize='ascii')"
        )
    else:
        op.execute("delete from search_index")


def downgrade() -> None:
    """Empty the index and take the facets away."""
    op.execute("delete from search_text")
    with op.batch_alter_table("search_text") as batch:
        batch.drop_column("facets")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table search_index")
        op.execute("create virtual table search_index using fts5(words, contact, content='', tokenize='ascii')")
    else:
        op.execute("delete from search_index")
