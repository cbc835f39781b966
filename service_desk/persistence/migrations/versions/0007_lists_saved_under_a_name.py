"""Lists of tickets that officers save under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("department", sa.String(8)),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("conditions", sa.JSON, nullable=False),
        sa.Column("is_dropped", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(user_id is null) <> (department is null)", name=op.f("ck_saved_view_one_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index("ix_saved_view_user", "saved_view", ["user_id", "id"])
    op.create_index("ix_saved_view_department", "saved_view", ["department", "id"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("saved_view")
