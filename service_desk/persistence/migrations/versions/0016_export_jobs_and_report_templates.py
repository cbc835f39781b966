"""What reports are added up from; figures of finished periods; long exports; templates of Word reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDING = sa.text("figure in ('closing', 'in_hand', 'held', 'overdue')")


def upgrade() -> None:
    """Add the tables; what older tickets count for is written by the timetable (`count_tickets`)."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "counted_fact",
        sa.Column("figure", sa.String(16), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("ticket_id", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("category", sa.String(2), nullable=False),
        sa.Column("request_type", sa.String(40), nullable=False),
        sa.Column("park", sa.String(60)),
        sa.Column("enterprise_id", sa.Integer, nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.Column("ended", moment),
        sa.Column("days", sa.Integer),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.CheckConstraint("until > since", name=op.f("ck_counted_fact_holds_for_a_while")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_counted_fact_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("figure", "at", "ticket_id", "no", name=op.f("pk_counted_fact")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_counted_fact_ticket", "counted_fact", ["ticket_id", "no"])
    op.create_index(
        "ix_counted_fact_standing",
        "counted_fact",
        ["figure", "ended", "until", "since"],
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "period_snapshot",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("period", sa.String(24), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("taken_at", moment, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_snapshot")),
        sa.UniqueConstraint("period", "scope", name=op.f("uq_period_snapshot_period_scope")),
    )
    _exports(moment)
    op.create_table(
        "report_template",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("file_name", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_template")),
        sa.UniqueConstraint("version", name=op.f("uq_report_template_version")),
    )


def _exports(moment: sa.DateTime) -> None:
    op.create_table(
        "export_job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("ending", sa.String(4), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("wanted", sa.JSON, nullable=False),
        sa.Column("status", sa.String(9), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("finished_at", moment),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("claimed_by", sa.String(60)),
        sa.Column("claimed_until", moment),
        sa.CheckConstraint(
            "status in ('waiting', 'running', 'ready', 'failed', 'cancelled')",
            name=op.f("ck_export_job_status_known"),
        ),
        sa.CheckConstraint("ending in ('xlsx', 'csv')", name=op.f("ck_export_job_ending_known")),
        sa.CheckConstraint(
            "(status in ('ready', 'failed', 'cancelled')) = (finished_at is not null)",
            name=op.f("ck_export_job_ended_has_date"),
        ),
        sa.CheckConstraint("done >= 0 and total >= 0", name=op.f("ck_export_job_never_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_job")),
        sa.UniqueConstraint("token", name=op.f("uq_export_job_token")),
    )
    op.create_index("ix_export_job_status", "export_job", ["status", "id"])
    op.create_index("ix_export_job_user", "export_job", ["user_id", "id"])


def downgrade() -> None:
    """Take the tables away."""
    for table in ("report_template", "export_job", "period_snapshot", "counted_fact"):
        op.drop_table(table)
