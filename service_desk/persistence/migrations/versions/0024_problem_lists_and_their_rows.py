"""Problem lists that are being brought in, with their rows, until tickets are made of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STANDINGS = "standing in ('wrong', 'doubtful', 'ready', 'known', 'filed', 'refused')"


def upgrade() -> None:
    """Add both tables."""
    moment, words = sa.DateTime(timezone=True), sa.JSON(none_as_null=True)
    op.create_table(
        "problem_list",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("lessons_version", sa.Integer, nullable=False),
        sa.Column("lessons_digest", sa.String(64), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_list")),
        sa.UniqueConstraint("token", name=op.f("uq_problem_list_token")),
    )
    op.create_index("ix_problem_list_user", "problem_list", ["user_id", "id"])
    op.create_index("ix_problem_list_expires", "problem_list", ["expires_at"])
    op.create_table(
        "problem_list_row",
        sa.Column("list_id", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("standing", sa.String(8), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("firm", sa.String(100), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("cells", words),
        sa.Column("suggestion", words),
        sa.Column("refusal", words),
        sa.Column("ticket_no", sa.String(20)),
        sa.CheckConstraint(STANDINGS, name=op.f("ck_problem_list_row_standing_known")),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["problem_list.id"],
            name=op.f("fk_problem_list_row_list_id_problem_list"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("list_id", "line", name=op.f("pk_problem_list_row")),
    )
    op.create_index("ix_problem_list_row_standing", "problem_list_row", ["list_id", "standing", "line"])


def downgrade() -> None:
    """Drop them: what was filed stays filed, what was only looked at is uploaded again."""
    op.drop_table("problem_list_row")
    op.drop_table("problem_list")
