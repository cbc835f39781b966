"""Published versions of the request forms, their drafts, and the version each ticket was filed with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; tickets that are there were filed with the first version."""
    op.create_table(
        "form_version",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(80), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_form_version_counted_from_one")),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_form_version")),
    )
    op.create_table(
        "form_draft",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_form_draft")),
    )
    op.add_column("ticket", sa.Column("form_version", sa.Integer, nullable=False, server_default="1"))


def downgrade() -> None:
    """Take the tables and the column away."""
    op.drop_column("ticket", "form_version")
    op.drop_table("form_draft")
    op.drop_table("form_version")
