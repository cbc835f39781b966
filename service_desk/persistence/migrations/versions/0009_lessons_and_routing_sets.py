"""Lessons from dispatchers' corrections with their versions, and routing rules published as sets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the index by which the last decided tickets are read."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("ticket_no", sa.String(20), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("suggested_category", sa.String(2)),
        sa.Column("suggested_type", sa.String(40)),
        sa.Column("suggested_lead", sa.String(8)),
        sa.Column("decided_category", sa.String(2), nullable=False),
        sa.Column("decided_type", sa.String(40), nullable=False),
        sa.Column("decided_lead", sa.String(8)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by_user_id", sa.Integer),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.CheckConstraint("(kind = 'lead') = (decided_lead is not null)", name=op.f("ck_lesson_lead_has_lead")),
        sa.CheckConstraint("kind in ('sorting', 'lead')", name=op.f("ck_lesson_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    op.create_index("ix_lesson_ticket", "lesson", ["ticket_no", "id"])
    op.create_index("ix_lesson_type", "lesson", ["kind", "decided_type", "id"])
    op.create_table(
        "lesson_book",
        sa.Column("id", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_lesson_book_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_book")),
    )
    op.create_table(
        "routing_draft",
        sa.Column("id", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_routing_draft_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_draft")),
    )
    op.create_table(
        "routing_set",
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_routing_set_version_positive")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_routing_set")),
    )
    op.create_table(
        "lesson_change",
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("lesson_id", sa.Integer),
        sa.Column("to_version", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by_user_id", sa.Integer),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("(act = 'returned') = (lesson_id is null)", name=op.f("ck_lesson_change_one_lesson")),
        sa.CheckConstraint("(act = 'returned') = (to_version is not null)", name=op.f("ck_lesson_change_returned_to_version")),
        sa.CheckConstraint("act in ('learned', 'excluded', 'readmitted', 'returned')", name=op.f("ck_lesson_change_act_known")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_change_lesson_id_lesson")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_lesson_change")),
    )
    op.create_index("ix_lesson_change_lesson", "lesson_change", ["lesson_id", "version"])
    where = sa.text("accepted_at is not null")
    op.create_index("ix_ticket_accepted", "ticket", ["accepted_at", "id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_ticket_accepted", table_name="ticket")
    op.drop_index("ix_lesson_change_lesson", table_name="lesson_change")
    op.drop_table("lesson_change")
    op.drop_table("routing_set")
    op.drop_table("routing_draft")
    op.drop_table("lesson_book")
    op.drop_index("ix_lesson_type", table_name="lesson")
    op.drop_index("ix_lesson_ticket", table_name="lesson")
    op.drop_table("lesson")
