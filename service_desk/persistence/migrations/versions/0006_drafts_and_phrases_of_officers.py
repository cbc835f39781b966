"""What officers have begun to write, and the phrases they write with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "act_draft",
        sa.Column("user_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(30), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_act_draft_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("user_id", "ticket_id", "slug", name=op.f("pk_act_draft")),
    )
    op.create_index("ix_act_draft_saved", "act_draft", ["saved_at"])
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("department", sa.String(8)),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("is_dropped", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (department is null)", name=op.f("ck_phrase_one_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_index("ix_phrase_user", "phrase", ["user_id", "id"])
    op.create_index("ix_phrase_department", "phrase", ["department", "id"])


def downgrade() -> None:
    """Take both tables away."""
    op.drop_table("phrase")
    op.drop_table("act_draft")
