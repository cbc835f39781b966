"""Sums of the counted facts by day and month, and the indexes by which a day finds the facts that changed on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; the scheduler fills them night by night, and reports ask the facts until it has."""
    op.create_table(
        "fact_sum",
        sa.Column("figure", sa.String(16), nullable=False),
        sa.Column("happened", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("booked", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("department", sa.String(8), nullable=False),
        sa.Column("category", sa.String(2), nullable=False),
        sa.Column("request_type", sa.String(40), nullable=False),
        sa.Column("park", sa.String(60), nullable=False),
        sa.Column("days", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("rise", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "figure", "happened", "booked", "department", "category", "request_type", "park", "days",
            name=op.f("pk_fact_sum"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_fact_sum_booked", "fact_sum", ["booked"])
    _few("ix_fact_sum_later", "fact_sum", ["booked", "figure"], "booked > happened")
    op.create_table(
        "summed_through",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_summed_through_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summed_through")),
    )
    _few("ix_counted_fact_held_later", "counted_fact", ["since"], "since > at")
    _few(
        "ix_counted_fact_no_longer", "counted_fact", ["until"],
        "until < '9999-01-01 00:00:00+00:00' and figure not in ('closing', 'in_hand', 'held', 'overdue')",
    )  # fmt: skip


def _few(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    """Drop the tables and the indexes."""
    op.drop_index("ix_counted_fact_no_longer", table_name="counted_fact")
    op.drop_index("ix_counted_fact_held_later", table_name="counted_fact")
    op.drop_table("summed_through")
    op.drop_table("fact_sum")
