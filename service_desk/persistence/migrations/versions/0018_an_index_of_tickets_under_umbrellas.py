"""The index of tickets under umbrellas holds those alone: among a million without a parent a planner would not take it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew over the tickets that have a parent."""
    there_is_one = sa.text("parent_no is not null")
    op.drop_index("ix_ticket_parent", table_name="ticket")
    op.create_index(
        "ix_ticket_parent", "ticket", ["parent_no", "id"], sqlite_where=there_is_one, postgresql_where=there_is_one
    )


def downgrade() -> None:
    """Make the index anew over all tickets."""
    op.drop_index("ix_ticket_parent", table_name="ticket")
    op.create_index("ix_ticket_parent", "ticket", ["parent_no", "id"])
