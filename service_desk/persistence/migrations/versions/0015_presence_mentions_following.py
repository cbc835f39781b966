"""Versions of the queues, who looks at a ticket, whom its news reach, and the milestone a ticket stands at."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_IS_OPEN_AT = sa.text("milestone is not null")
_IS_INSTRUCTED = {
    "sqlite_where": sa.text("has_open_instruction = 1"),
    "postgresql_where": sa.text("has_open_instruction"),
}
_IS_UNREAD = {"sqlite_where": sa.text("is_unread = 1"), "postgresql_where": sa.text("is_unread")}


def upgrade() -> None:
    """Add the tables and the column, and say of every open ticket where it stands."""
    op.create_table(
        "queue_version",
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("department", name=op.f("pk_queue_version")),
    )
    op.create_table(
        "presence",
        sa.Column("ticket_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_presence_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", "user_id", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_seen", "presence", ["seen_at"])
    op.create_table(
        "ticket_watch",
        sa.Column("user_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("is_followed", sa.Boolean, nullable=False),
        sa.Column("mentioned_seq", sa.Integer),
        sa.Column("news_seq", sa.Integer, nullable=False),
        sa.Column("seen_seq", sa.Integer, nullable=False),
        sa.Column("is_unread", sa.Boolean, nullable=False),
        sa.Column("news_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_watch_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("user_id", "ticket_id", name=op.f("pk_ticket_watch")),
    )
    op.create_index("ix_ticket_watch_news", "ticket_watch", ["user_id", "news_at", "ticket_id"])
    op.create_index("ix_ticket_watch_ticket", "ticket_watch", ["ticket_id"])
    op.create_index(
        "ix_ticket_watch_unread", "ticket_watch", ["user_id"], **_IS_UNREAD
    )
    op.add_column("ticket", sa.Column("milestone", sa.String(4)))
    _say_where_tickets_stand()
    op.create_index(
        "ix_ticket_milestone", "ticket", ["milestone", "queue_department", "next_due_at", "id"],
        sqlite_where=_IS_OPEN_AT, postgresql_where=_IS_OPEN_AT,
    )  # fmt: skip
    op.create_index(
        "ix_ticket_instructed", "ticket", ["rank_at", "id"],
        **_IS_INSTRUCTED,
    )  # fmt: skip


def _say_where_tickets_stand() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("select id, milestones from ticket where ended_at is null")).all()
    found = [
        {"id": number, "at": _stands_at(json.loads(kept) if isinstance(kept, str) else kept)}
        for number, kept in rows
    ]
    if found:
        connection.execute(sa.text("update ticket set milestone = :at where id = :id"), found)


def _stands_at(milestones: list[dict[str, str | bool | None]]) -> str:
    """Return the milestone whose date comes first, else the first that is not reached."""
    waiting = [each for each in milestones if each["applies"] and not each["met"]]
    dated = [each for each in waiting if each["due"] and not each["stopped"]]
    first = min(dated, key=lambda each: str(each["due"]), default=None) or next(iter(waiting), None)
    return str(first["key"]) if first else "M0"


def downgrade() -> None:
    """Take the tables and the column away."""
    op.drop_index("ix_ticket_instructed", "ticket")
    op.drop_index("ix_ticket_milestone", "ticket")
    op.drop_column("ticket", "milestone")
    for table in ("ticket_watch", "presence", "queue_version"):
        op.drop_table(table)
