"""Files sent with request forms that are not submitted yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; with the submission its rows become attachments."""
    op.create_table(
        "parcel_file",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("parcel", sa.String(32), nullable=False),
        sa.Column("slot", sa.String(30), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_parcel_file_size_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_file")),
        sa.UniqueConstraint("token", name=op.f("uq_parcel_file_token")),
    )
    op.create_index("ix_parcel_file_parcel", "parcel_file", ["parcel", "id"])
    op.create_index("ix_parcel_file_sha256", "parcel_file", ["sha256"])
    op.create_index("ix_parcel_file_uploaded", "parcel_file", ["uploaded_at"])


def downgrade() -> None:
    """Take the table away; the contents stay in the folder until they are swept."""
    op.drop_table("parcel_file")
