"""Numbered parts, umbrellas, applications, supervision, remembered rulings, the zone's settings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FEW = {
    "ix_ticket_application": (["rank_at", "id"], "application is not null"),
    "ix_ticket_supervised": (["rank_at", "id"], "supervision is not null"),
    "ix_ticket_lending": (["lending_until", "id"], "lending_until is not null"),
}


def _new_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("parent_no", sa.String(20)),
        sa.Column("application", sa.String(10)),
        sa.Column("extension_count", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("supervision", sa.String(8)),
        sa.Column("last_sheet", sa.String(40)),
        sa.Column("has_open_sheet", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("has_open_instruction", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("is_escalated", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("lending_until", sa.Date),
    )


def upgrade() -> None:
    """Add what departments owe each other, keeping every ticket and event as it is."""
    for column in _new_columns():
        op.add_column("ticket", column)
    op.create_index("ix_ticket_parent", "ticket", ["parent_no", "id"])
    for name, (columns, condition) in _FEW.items():
        where = sa.text(condition)
        op.create_index(name, "ticket", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_outbox_mail_ticket", "outbox_mail", ["ticket_no"])
    _number_parts()
    op.create_table(
        "zone_setting",
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_zone_setting")),
    )
    op.create_table(
        "return_ruling",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticket_no", sa.String(20), nullable=False),
        sa.Column("request_type", sa.String(40), nullable=False),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("suggested", sa.String(8)),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("is_upheld", sa.Boolean, nullable=False),
        sa.Column("ruling", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_ruling")),
    )
    op.create_index("ix_return_ruling_type", "return_ruling", ["request_type", "id"])
    with op.batch_alter_table("zone_change") as batch:
        batch.drop_constraint(op.f("ck_zone_change_kind_known"), type_="check")
        batch.create_check_constraint(
            op.f("ck_zone_change_kind_known"), "kind in ('department', 'calendar', 'mail', 'setting')"
        )


def _number_parts() -> None:
    """Number each ticket's parts from 1 in the order in which they were given out."""
    op.add_column("co_task", sa.Column("no", sa.SmallInteger, nullable=False, server_default="1"))
    op.add_column("co_task", sa.Column("title", sa.String(100), nullable=False, server_default=""))
    op.execute(
        "update co_task set no = (select count(*) from co_task as other "
        "where other.ticket_id = co_task.ticket_id and other.id <= co_task.id)"
    )
    with op.batch_alter_table("co_task") as batch:
        batch.drop_constraint(op.f("uq_co_task_ticket_id_department"), type_="unique")
        batch.create_unique_constraint(op.f("uq_co_task_ticket_id_no"), ["ticket_id", "no"])


def downgrade() -> None:
    """Take the new tables and columns away; second parts of one department on one ticket are lost."""
    op.execute(
        "delete from co_task where exists (select 1 from co_task as other where other.ticket_id = co_task.ticket_id "
        "and other.department = co_task.department and other.id > co_task.id)"
    )
    with op.batch_alter_table("co_task") as batch:
        batch.drop_constraint(op.f("uq_co_task_ticket_id_no"), type_="unique")
        batch.create_unique_constraint(op.f("uq_co_task_ticket_id_department"), ["ticket_id", "department"])
        batch.drop_column("no")
        batch.drop_column("title")
    op.execute("delete from zone_change where kind = 'setting'")
    with op.batch_alter_table("zone_change") as batch:
        batch.drop_constraint(op.f("ck_zone_change_kind_known"), type_="check")
        batch.create_check_constraint(
            op.f("ck_zone_change_kind_known"), "kind in ('department', 'calendar', 'mail')"
        )
    op.drop_index("ix_outbox_mail_ticket", table_name="outbox_mail")
    op.drop_table("return_ruling")
    op.drop_table("zone_setting")
    for name in (*_FEW, "ix_ticket_parent"):
        op.drop_index(name, table_name="ticket")
    with op.batch_alter_table("ticket") as batch:
        for column in reversed(_new_columns()):
            batch.drop_column(column.name)
