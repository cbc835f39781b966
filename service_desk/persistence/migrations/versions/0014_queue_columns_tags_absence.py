"""What officers choose for their lists, tags on tickets, absences with a substitute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_HAND = sa.text("state not in ('closed', 'declined', 'merged', 'withdrawn')")


def upgrade() -> None:
    """Add the tables, and the indexes by department and by handler of what is in hand."""
    _choices()
    _tags()
    _absences()
    for name, first in (("ix_ticket_open", "queue_department"), ("ix_ticket_owner", "owner_id")):
        op.create_index(
            name, "ticket", [first, "rank_at", "id"], sqlite_where=IN_HAND, postgresql_where=IN_HAND
        )


def _choices() -> None:
    op.create_table(
        "desk_choice",
        sa.Column("user_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("columns", sa.JSON),
        sa.Column("density", sa.String(12)),
        sa.Column("last_list", sa.JSON),
        sa.Column("view_order", sa.JSON),
        sa.Column("default_view", sa.Integer),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_desk_choice")),
    )


def _tags() -> None:
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("is_retired", sa.Boolean, nullable=False),
        sa.Column("merged_into", sa.Integer),
        sa.ForeignKeyConstraint(["merged_into"], ["tag.id"], name=op.f("fk_tag_merged_into_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("key", name=op.f("uq_tag_key")),
    )
    op.create_table(
        "ticket_tag",
        sa.Column("ticket_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("tag_id", sa.Integer, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_tag_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_ticket_tag_tag_id_tag")),
        sa.PrimaryKeyConstraint("ticket_id", "tag_id", name=op.f("pk_ticket_tag")),
    )
    op.create_index("ix_ticket_tag_tag", "ticket_tag", ["tag_id", "ticket_id"])
    op.create_table(
        "tag_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("tag_id", sa.Integer, nullable=False),
        sa.Column("tag_name", sa.String(20), nullable=False),
        sa.Column("ticket_id", sa.Integer),
        sa.Column("batch", sa.String(32)),
        sa.Column("by_user_id", sa.Integer),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("note", sa.String(40), nullable=False),
        sa.CheckConstraint(
            "act in ('added', 'removed', 'renamed', 'merged', 'retired', 'restored')",
            name=op.f("ck_tag_change_act_known"),
        ),
        sa.CheckConstraint(
            "(ticket_id is not null) = (act in ('added', 'removed'))", name=op.f("ck_tag_change_ticket_of_act")
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tag_change_tag_id_tag")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_tag_change_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag_change")),
    )
    op.create_index("ix_tag_change_ticket", "tag_change", ["ticket_id", "id"])
    op.create_index("ix_tag_change_batch", "tag_change", ["batch", "id"])
    op.create_index("ix_tag_change_tag", "tag_change", ["tag_id", "id"])


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("substitute_id", sa.Integer, nullable=False),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("cancelled_by", sa.String(80)),
        sa.CheckConstraint("user_id <> substitute_id", name=op.f("ck_absence_somebody_else")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_absence_days_in_order")),
        sa.CheckConstraint(
            "(cancelled_at is null) = (cancelled_by is null)", name=op.f("ck_absence_cancelled_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_user", "absence", ["user_id", "until_on"])
    op.create_index("ix_absence_substitute", "absence", ["substitute_id", "until_on"])
    op.create_index("ix_absence_department", "absence", ["department", "until_on", "id"])


def downgrade() -> None:
    """Take it all away."""
    for name in ("ix_ticket_owner", "ix_ticket_open"):
        op.drop_index(name, "ticket")
    for table in ("absence", "tag_change", "ticket_tag", "tag", "desk_choice"):
        op.drop_table(table)
