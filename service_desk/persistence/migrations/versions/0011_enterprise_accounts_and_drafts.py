"""Drafts of request forms, mailed links, the people of enterprises and what they ask of their own data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    _drafts()
    _ticket_links()


def _drafts() -> None:
    op.create_table(
        "request_draft",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("request_type", sa.String(40), nullable=False),
        sa.Column("parcel", sa.String(32), nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_by", sa.String(64), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ticket_no", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_draft")),
        sa.UniqueConstraint("code", name=op.f("uq_request_draft_code")),
        sa.UniqueConstraint("parcel", name=op.f("uq_request_draft_parcel")),
    )
    op.create_index("ix_request_draft_user", "request_draft", ["user_id", "saved_at"])
    op.create_index("ix_request_draft_expires", "request_draft", ["expires_at"])
    op.create_table(
        "draft_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("is_link", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["request_draft.id"], name=op.f("fk_draft_key_draft_id_request_draft"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_key")),
        sa.UniqueConstraint("draft_id", "hash", name=op.f("uq_draft_key_draft_id_hash")),
    )
    op.create_index("ix_draft_key_hash", "draft_key", ["hash"])


def _ticket_links() -> None:
    op.create_table(
        "ticket_link",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ticket_id", sa.Integer),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_link_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_ticket_link_token_hash")),
    )
    op.create_index("ix_ticket_link_ticket", "ticket_link", ["ticket_id", "id"])
    op.create_index("ix_ticket_link_expires", "ticket_link", ["expires_at"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("ticket_link")
    op.drop_table("draft_key")
    op.drop_table("request_draft")
