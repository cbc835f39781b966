"""What a search compares with, and the index over its pairs of characters: FTS5 on SQLite, GIN on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the texts and their index; they are filled from the tickets afterwards (`service-desk reindex`)."""
    op.create_table(
        "search_text",
        sa.Column("ticket_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_search_text_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_search_text")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("create virtual table search_index using fts5(words, contact, content='', tokenize='ascii')")
        return
    op.execute(
        "create table search_index (ticket_id integer primary key references ticket (id), "
        "words tsvector not null, contact tsvector not null)"
    )
    for column in ("words", "contact"):
        op.execute(f"create index ix_search_index_{column} on search_index using gin ({column})")


def downgrade() -> None:
    """Take the index and the texts away; nothing is lost that cannot be written again."""
    op.execute("drop table search_index")
    op.drop_table("search_text")
