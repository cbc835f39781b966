"""What the virus scanner says of files; small pictures of pictures and the pages of papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = ("attachment", "parcel_file")


def upgrade() -> None:
    """Add the table and the columns; files that are there already have neither a state nor a small picture."""
    op.create_table(
        "file_scan",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("threat", sa.String(200), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'clean', 'infected')", name=op.f("ck_file_scan_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'infected') = (threat is not null)", name=op.f("ck_file_scan_threat_named")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_scan")),
    )
    op.create_index(
        "ix_file_scan_waiting",
        "file_scan",
        ["asked_at"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    for table in _TABLES:
        op.add_column(table, sa.Column("thumbnail", sa.String(64), nullable=True))
        op.add_column(table, sa.Column("pages", sa.Integer, nullable=True))
        op.create_index(f"ix_{table}_thumbnail", table, ["thumbnail"])


def downgrade() -> None:
    """Take the table and the columns away; the small pictures stay in the store until they are swept."""
    for table in _TABLES:
        op.drop_index(f"ix_{table}_thumbnail", table)
        with op.batch_alter_table(table) as batch:
            batch.drop_column("pages")
            batch.drop_column("thumbnail")
    op.drop_table("file_scan")
