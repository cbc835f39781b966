"""Campaigns, visits, what was asked at each, and how firms are looked up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; the keys of firms are filled in afterwards (`service-desk reindex`)."""
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=8), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("firms", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("undelivered", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("on_site", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("date_precision in ('exact', 'approx')", name=op.f("ck_campaign_precision_known")),
        sa.CheckConstraint(
            "ends_on is null or ends_on >= starts_on", name=op.f("ck_campaign_ends_after_start")
        ),
        sa.CheckConstraint(
            "firms <= visits and silent <= visits and undelivered <= visits",
            name=op.f("ck_campaign_counts_fit"),
        ),
        sa.CheckConstraint("on_site <= asked", name=op.f("ck_campaign_on_site_fits")),
        sa.CheckConstraint("target > 0", name=op.f("ck_campaign_target_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index("ix_campaign_order", "campaign", ["is_over", "starts_on", "id"])

    op.create_table(
        "firm_key",
        sa.Column(
            "key",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_firm_key_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("key", "enterprise_id", name=op.f("pk_firm_key")),
    )
    op.create_index("ix_firm_key_enterprise", "firm_key", ["enterprise_id"])

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_no", sa.String(length=20), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("firm_name", sa.String(length=100), nullable=False),
        sa.Column("is_placeholder", sa.Boolean(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("date_precision", sa.String(length=8), nullable=False),
        sa.Column("people", sa.String(length=200), nullable=False),
        sa.Column("handed", sa.JSON(), nullable=False),
        sa.Column("handed_words", sa.Text(), nullable=False),
        sa.Column("is_undelivered", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("followed", sa.JSON(), nullable=False),
        sa.Column("asked", sa.SmallInteger(), nullable=False),
        sa.Column("on_site", sa.SmallInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorder_name", sa.String(length=80), nullable=False),
        sa.CheckConstraint("date_precision in ('exact', 'approx')", name=op.f("ck_visit_precision_known")),
        sa.CheckConstraint(
            "asked >= 0 and on_site >= 0 and on_site <= asked", name=op.f("ck_visit_on_site_fits")
        ),
        sa.CheckConstraint(
            "is_placeholder = (enterprise_id is null)", name=op.f("ck_visit_placeholder_has_no_firm")
        ),
        sa.CheckConstraint("not is_placeholder or asked = 0", name=op.f("ck_visit_placeholder_asks_nothing")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_visit_campaign_id_campaign")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_visit_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_visit_submission_key")),
        sa.UniqueConstraint("visit_no", name=op.f("uq_visit_visit_no")),
    )
    op.create_index("ix_visit_campaign", "visit", ["campaign_id", "id"])
    op.create_index("ix_visit_firm", "visit", ["enterprise_id", "campaign_id", "id"])
    op.create_index(
        "ix_visit_follow_up",
        "visit",
        ["campaign_id", "follow_up_on", "id"],
        sqlite_where=sa.text("follow_up_on is not null"),
        postgresql_where=sa.text("follow_up_on is not null"),
    )
    op.create_index(
        "ix_visit_silent",
        "visit",
        ["campaign_id", "id"],
        sqlite_where=sa.text("asked = 0 and not is_placeholder"),
        postgresql_where=sa.text("asked = 0 and not is_placeholder"),
    )
    op.create_index(
        "ix_visit_undelivered",
        "visit",
        ["campaign_id", "id"],
        sqlite_where=sa.text("is_undelivered"),
        postgresql_where=sa.text("is_undelivered"),
    )

    op.create_table(
        "visit_request",
        sa.Column("visit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("is_on_site", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_visit_request_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_visit_request_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_request_visit_id_visit")),
        sa.PrimaryKeyConstraint("visit_id", "no", name=op.f("pk_visit_request")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_visit_request_ticket_id")),
    )
    op.create_index("ix_visit_request_campaign", "visit_request", ["campaign_id", "ticket_id"])


def downgrade() -> None:
    """Take the tables away."""
    for table in ("visit_request", "visit", "firm_key", "campaign"):
        op.drop_table(table)
