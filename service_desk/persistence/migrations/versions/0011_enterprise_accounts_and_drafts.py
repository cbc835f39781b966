"""Drafts of request forms, mailed links, the people of enterprises and what they ask of their own data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    _drafts()
    _ticket_links()
    _firms()


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


def _firms() -> None:
    op.create_table(
        "firm_member",
        sa.Column("user_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("enterprise_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("verified", sa.String(8), nullable=False),
        sa.Column("mobile", sa.String(30)),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.CheckConstraint("role in ('manager', 'member')", name=op.f("ck_firm_member_role_known")),
        sa.CheckConstraint(
            "verified in ('zone', 'address', 'invited')", name=op.f("ck_firm_member_verified_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_firm_member_user_id_account"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_firm_member_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_firm_member")),
    )
    op.create_index("ix_firm_member_enterprise", "firm_member", ["enterprise_id", "left_at"])
    op.create_table(
        "contact_erasure",
        sa.Column("ticket_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("why", sa.String(10), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.CheckConstraint("why in ('asked', 'retention')", name=op.f("ck_contact_erasure_why_known")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_contact_erasure_ticket_id_ticket"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_contact_erasure")),
    )
    op.create_index(
        "ix_contact_erasure_waiting",
        "contact_erasure",
        ["asked_at"],
        sqlite_where=sa.text("done_at is null"),
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_table(
        "firm_application",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uscc", sa.String(18), nullable=False),
        sa.Column("firm_name", sa.String(100), nullable=False),
        sa.Column("legal_person", sa.String(40), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("contact_name", sa.String(40), nullable=False),
        sa.Column("mobile", sa.String(30), nullable=False),
        sa.Column("email", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by_id", sa.Integer),
        sa.Column("decided_by", sa.String(80)),
        sa.Column("reason", sa.Text),
        sa.CheckConstraint(
            "state in ('waiting', 'approved', 'refused')", name=op.f("ck_firm_application_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at is null)", name=op.f("ck_firm_application_decided_has_date")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_application")),
    )
    op.create_index("ix_firm_application_state", "firm_application", ["state", "id"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("firm_application")
    op.drop_table("contact_erasure")
    op.drop_table("firm_member")
    op.drop_table("ticket_link")
    op.drop_table("draft_key")
    op.drop_table("request_draft")
