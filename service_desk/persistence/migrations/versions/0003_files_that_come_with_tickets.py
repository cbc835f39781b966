"""Files that come with tickets: received, and part of an event once its act is done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of files; their content lies in the instance folder."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("ticket_id", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_size_positive")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_attachment_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("token", name=op.f("uq_attachment_token")),
    )
    op.create_index("ix_attachment_ticket", "attachment", ["ticket_id", "seq"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    waiting = sa.text("seq is null")
    op.create_index(
        "ix_attachment_waiting", "attachment", ["uploaded_at"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    """Take the table away; the contents stay in the folder."""
    op.drop_table("attachment")
