"""What stands is narrowed to a department, category, type or park in its index, without looking at the facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NAME, STANDING = "ix_counted_fact_standing", "figure in ('closing', 'in_hand', 'held', 'overdue')"
FORMER = ["figure", "ended", "until", "since", "at", "ticket_id"]


def upgrade() -> None:
    """Let the index hold what reports are narrowed by."""
    _index([*FORMER, "department", "category", "request_type", "park"])


def downgrade() -> None:
    """Make the index short again."""
    _index(FORMER)


def _index(columns: list[str]) -> None:
    condition = sa.text(STANDING)
    op.drop_index(NAME, table_name="counted_fact")
    op.create_index(NAME, "counted_fact", columns, sqlite_where=condition, postgresql_where=condition)
