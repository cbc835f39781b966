"""The knowledge base: answers with their wordings, votes and pairs of characters; public notices and who follows them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_LIVE = {"sqlite_where": sa.text("live_edition is not null"), "postgresql_where": sa.text("live_edition is not null")}


def upgrade() -> None:
    """Add the tables; they begin empty."""
    op.create_table(
        "area_notice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ticket_no", sa.String(20), nullable=False),
        sa.Column("state", sa.String(5), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("park", sa.String(60)),
        sa.Column("category", sa.String(2), nullable=False),
        sa.Column("request_type", sa.String(40)),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(state = 'ended') = (ended_at is not null)", name=op.f("ck_area_notice_ended_has_date")),
        sa.CheckConstraint("state in ('open', 'ended')", name=op.f("ck_area_notice_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_notice")),
        sa.UniqueConstraint("ticket_no", name=op.f("uq_area_notice_ticket_no")),
    )
    op.create_index("ix_area_notice_state", "area_notice", ["state", "id"])

    op.create_table(
        "knowledge_answer",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("live_edition", sa.Integer),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("request_type", sa.String(40)),
        sa.Column("category", sa.String(2)),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("from_ticket", sa.String(20)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("review_on", sa.Date),
        sa.Column("helpful", sa.Integer, nullable=False),
        sa.Column("unhelpful", sa.Integer, nullable=False),
        sa.Column("deflected", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "state <> 'published' or live_edition is not null", name=op.f("ck_knowledge_answer_published_has_words")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'in_review', 'published', 'withdrawn')", name=op.f("ck_knowledge_answer_state_known")
        ),
        sa.CheckConstraint(
            "(live_edition is null) = (review_on is null)", name=op.f("ck_knowledge_answer_public_has_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_answer")),
    )
    op.create_index("ix_knowledge_answer_category", "knowledge_answer", ["category", "id"], **_LIVE)
    op.create_index("ix_knowledge_answer_department", "knowledge_answer", ["department", "state", "id"])
    op.create_index("ix_knowledge_answer_live", "knowledge_answer", ["id"], **_LIVE)
    op.create_index("ix_knowledge_answer_review", "knowledge_answer", ["review_on", "id"], **_LIVE)
    op.create_index("ix_knowledge_answer_state", "knowledge_answer", ["state", "id"])
    op.create_index(
        "ix_knowledge_answer_ticket",
        "knowledge_answer",
        ["from_ticket"],
        sqlite_where=sa.text("from_ticket is not null"),
        postgresql_where=sa.text("from_ticket is not null"),
    )
    op.create_index("ix_knowledge_answer_type", "knowledge_answer", ["request_type", "id"], **_LIVE)
    op.create_index("ix_knowledge_answer_unhelpful", "knowledge_answer", ["unhelpful", "id"], **_LIVE)

    op.create_table(
        "knowledge_pair_count",
        sa.Column("pair", sa.String(10), nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("pair", name=op.f("pk_knowledge_pair_count")),
    )
    op.create_table(
        "area_follower",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("notice_id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("ticket_no", sa.String(20)),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("email is not null or ticket_no is not null", name=op.f("ck_area_follower_somebody")),
        sa.ForeignKeyConstraint(["notice_id"], ["area_notice.id"], name=op.f("fk_area_follower_notice_id_area_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_follower")),
        sa.UniqueConstraint("notice_id", "email", name=op.f("uq_area_follower_notice_id_email")),
        sa.UniqueConstraint("notice_id", "ticket_no", name=op.f("uq_area_follower_notice_id_ticket_no")),
        sa.UniqueConstraint("token", name=op.f("uq_area_follower_token")),
    )
    op.create_index("ix_area_follower_ticket", "area_follower", ["ticket_no"])

    op.create_table(
        "area_update",
        sa.Column("notice_id", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("is_end", sa.Boolean, nullable=False),
        sa.Column("by_user_id", sa.Integer, nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["area_notice.id"], name=op.f("fk_area_update_notice_id_area_notice")),
        sa.PrimaryKeyConstraint("notice_id", "seq", name=op.f("pk_area_update")),
    )
    op.create_table(
        "knowledge_edition",
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title_en", sa.String(120), nullable=False),
        sa.Column("question_en", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text, nullable=False),
        sa.Column("request_type", sa.String(40)),
        sa.Column("departments", sa.JSON, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("writer_id", sa.Integer, nullable=False),
        sa.Column("writer_name", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["knowledge_answer.id"], name=op.f("fk_knowledge_edition_answer_id_knowledge_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", "number", name=op.f("pk_knowledge_edition")),
    )
    op.create_table(
        "knowledge_pair",
        sa.Column("pair", sa.String(10), nullable=False),
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("is_question", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["knowledge_answer.id"], name=op.f("fk_knowledge_pair_answer_id_knowledge_answer")
        ),
        sa.PrimaryKeyConstraint("pair", "answer_id", name=op.f("pk_knowledge_pair")),
    )
    op.create_index("ix_knowledge_pair_answer", "knowledge_pair", ["answer_id"])

    op.create_table(
        "knowledge_step",
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("by_user_id", sa.Integer, nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["knowledge_answer.id"], name=op.f("fk_knowledge_step_answer_id_knowledge_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", "seq", name=op.f("pk_knowledge_step")),
    )
    op.create_table(
        "knowledge_text",
        sa.Column("answer_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["knowledge_answer.id"], name=op.f("fk_knowledge_text_answer_id_knowledge_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_knowledge_text")),
    )
    op.create_table(
        "knowledge_vote",
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("voter", sa.String(64), nullable=False),
        sa.Column("is_helpful", sa.Boolean, nullable=False),
        sa.Column("is_deflected", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.CheckConstraint("is_helpful or not is_deflected", name=op.f("ck_knowledge_vote_deflected_is_helpful")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["knowledge_answer.id"], name=op.f("fk_knowledge_vote_answer_id_knowledge_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", "voter", name=op.f("pk_knowledge_vote")),
    )
    op.create_index(
        "ix_knowledge_vote_words",
        "knowledge_vote",
        ["answer_id", "at"],
        sqlite_where=sa.text("words <> ''"),
        postgresql_where=sa.text("words <> ''"),
    )

    op.create_index(
        "ix_ticket_open_kind",
        "ticket",
        ["request_type", "park", "id"],
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def downgrade() -> None:
    """Take the tables away, and with them everything that was answered in advance."""
    op.drop_index("ix_ticket_open_kind", table_name="ticket")
    op.drop_table("knowledge_vote")
    op.drop_table("knowledge_text")
    op.drop_table("knowledge_step")
    op.drop_table("knowledge_pair")
    op.drop_table("knowledge_edition")
    op.drop_table("area_update")
    op.drop_table("area_follower")
    op.drop_table("knowledge_pair_count")
    op.drop_table("knowledge_answer")
    op.drop_table("area_notice")
